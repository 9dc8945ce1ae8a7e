/**
 * Moments as Salesflow writes them, as `Date`. Three notations, one codec each: all decode every notation and
 * encode their own.
 */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

const microsoft = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/
const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i

/**
 * The milliseconds since the epoch that a text means, or NaN. Understood are `2024-04-21T09:41:06.17` with none
 * to nine digits of a second's fraction (those after the third are cut off), with `Z`, an offset or no zone,
 * which is read as UTC, with `T` or a blank; and `/Date(1618336539820)/`.
 */
export const parse = (text: string): number => {
  // The notation of nearly every answer, which the engine reads much faster. It would let the days after the 28th and
  // the hour 24 run over.
  if (usual.test(text) && text.slice(8, 10) < "29" && text.slice(11, 13) < "24") return Date.parse(`${text}Z`)
  const parts = iso.exec(text)
  if (parts === null) {
    const milliseconds = microsoft.exec(text)
    return milliseconds === null ? Number.NaN : Number(milliseconds[1])
  }
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

const zoneless = (date: Date): string => date.toISOString().replace(/(?:\.000)?Z$/, "")

// Other years have no notation that the vendor could read.
const inFourDigits = Schema.Date.check(
  Schema.isBetweenDate({ minimum: new Date("0001-01-01T00:00:00Z"), maximum: new Date("9999-12-31T23:59:59.999Z") })
)

const codec = (encode: (date: Date) => string, description: string, example: string) =>
  Schema.String.pipe(
    Schema.decodeTo(inFourDigits.annotate({ expected: "a date and time, such as 2024-04-21T09:41:06" }), {
      decode: SchemaGetter.transform((text) => new Date(parse(text))),
      encode: SchemaGetter.transform(encode)
    })
  ).annotate({ description, examples: [new Date(parse(example))] })

/**
 * A moment written without a zone, as in members, campaigns and `updatedFromDate`. The document names no zone;
 * it is taken as UTC, both ways. Encodes as `2024-04-21T09:41:06` or, with milliseconds, `2024-04-21T09:41:06.170`.
 */
export const LocalInstant = codec(zoneless, "Date and time without a zone, taken as UTC.", "2024-04-21T09:41:06.17")

/** A moment with its zone, as in webhook events. Encodes as `2021-02-18T15:33:44.590+00:00`. */
export const ZonedInstant = codec(
  (date) => `${zoneless(date)}+00:00`,
  "Date and time with its zone.",
  "2021-02-18T15:33:44.5905705+00:00"
)

/** A moment as older ASP.NET writes it, as in the statistics. Encodes as `/Date(1618336539820)/`. */
export const MicrosoftInstant = codec(
  (date) => `/Date(${date.getTime()})/`,
  "Milliseconds since the epoch, in Microsoft's notation.",
  "/Date(1618336539820)/"
)
