/** Fields of version 1.0.0: core's, each of which may be missing, null or unrecognized, and SalesBlink's timestamps. */
import { Field, Instant } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

export const { boolean, field, integer, oneOf, string, strings } = Field

/** A number with a fraction. */
export const number = (example: number) => field(Schema.Finite.annotate({ examples: [example] }))

/** An object or a list without documented contents. */
export const anything = Schema.Record(Schema.String, Schema.Unknown)

const until = (last: number) =>
  Schema.Date.check(Schema.isBetweenDate({ minimum: new Date(0), maximum: new Date(last) }))
const example = new Date(1_783_000_000_000)

/** A timestamp in milliseconds since 1970. */
export const Milliseconds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8.64e15 })).pipe(
  Schema.decodeTo(until(8.64e15), {
    decode: SchemaGetter.transform((millis) => new Date(millis)),
    encode: SchemaGetter.transform((date) => date.getTime())
  })
)

/** A timestamp in a response, in milliseconds since 1970. */
export const timestamp = field(Milliseconds.annotate({ examples: [example] }))

/** A timestamp in a response, in milliseconds since 1970, as a string of digits. */
export const timestampInDigits = field(
  Schema.String.check(Schema.isPattern(/^\d{1,15}$/))
    .pipe(
      Schema.decodeTo(until(999_999_999_999_999), {
        decode: SchemaGetter.transform((digits) => new Date(Number(digits))),
        encode: SchemaGetter.transform((date) => String(date.getTime()))
      })
    )
    .annotate({ examples: [example] })
)

/** A timestamp in a response, as an ISO 8601 string. */
export const instant = field(
  Instant.codec({ description: "Date and time with its zone.", example: "2026-05-08T05:05:48.672Z" })
)
