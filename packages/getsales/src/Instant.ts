/** Moments as GetSales.io writes them, as `Date`. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i

/**
 * The milliseconds since the epoch that a text means, or NaN. Understood are `2022-05-20T20:49:39.000000Z` and
 * `2022-12-11T10:00:00Z`, as in the document's samples; with none to nine digits of a second's fraction (those after
 * the third are cut off), with an offset, or without a zone, which is read as UTC; and with a blank for the `T`.
 */
export const parse = (text: string): number => {
  // The notation of nearly every answer, which the engine reads much faster. It would let the days after the 28th and
  // the hour 24 run over.
  if (usual.test(text) && text.slice(8, 10) < "29" && text.slice(11, 13) < "24") return Date.parse(text)
  const parts = iso.exec(text)
  if (parts === null) return Number.NaN
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(parts[index] ?? 0))
  if (hour! > 23 || minute! > 59 || second! > 59) return Number.NaN
  const date = new Date(0)
  date.setUTCFullYear(year!, month! - 1, day!)
  // A 30th of February would have become the 1st of March.
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day!) return Number.NaN
  const fraction = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"))
  const local = date.setUTCHours(hour!, minute!, second!, fraction)
  const offset = (Number(parts[10] ?? 0) * 60 + Number(parts[11] ?? 0)) * 60_000
  return parts[9] === "-" ? local + offset : local - offset
}

// Other years have no notation that the vendor could read.
const inFourDigits = Schema.Date.check(
  Schema.isBetweenDate({ minimum: new Date("0001-01-01T00:00:00Z"), maximum: new Date("9999-12-31T23:59:59.999Z") })
)

/** A moment. Encodes as `2022-05-20T20:49:39.000Z`. */
export const Instant = Schema.String.pipe(
  Schema.decodeTo(inFourDigits.annotate({ expected: "a date and time, such as 2022-05-20T20:49:39.000000Z" }), {
    decode: SchemaGetter.transform((text) => new Date(parse(text))),
    encode: SchemaGetter.transform((date) => date.toISOString())
  })
).annotate({ description: "Date and time.", examples: [new Date("2022-05-20T20:49:39Z")] })
