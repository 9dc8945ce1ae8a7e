/** Moments as vendors write them, as `Date`: ISO 8601 with and without zone, in all the forms that were met. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/
const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i

/**
 * The milliseconds since the epoch that a text means, or NaN. Understood is `2024-04-21T09:41:06.17` with none to nine
 * digits of a second's fraction (those after the third are cut off), with `Z`, an offset or no zone, which is read as
 * UTC, with `T` or a blank; and a day alone.
 */
export const parse = (text: string): number => {
  // The notation of nearly every answer, which the engine reads much faster. It would let the days after the 28th and
  // the hour 24 run over.
  const simple = text.slice(8, 10) < "29" && text.slice(11, 13) < "24" ? usual.exec(text) : null
  if (simple !== null) return Date.parse(simple[1] === undefined ? `${text}Z` : text)
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

// Other years have no notation that vendors could read.
const inFourDigits = Schema.Date.check(
  Schema.isBetweenDate({ minimum: new Date("0001-01-01T00:00:00Z"), maximum: new Date("9999-12-31T23:59:59.999Z") })
)

/** How a vendor writes moments. */
export interface Notation {
  readonly description: string
  /** A moment in this notation. */
  readonly example: string
  /** Default: {@link parse}. */
  readonly parse?: (text: string) => number
  /** Default: `2024-04-21T09:41:06.170Z`. */
  readonly encode?: (date: Date) => string
}

/** A moment in a vendor's notation. A `Date` ends at the millisecond, so that further digits are cut off. */
export const codec = ({ description, encode, example, parse: read = parse }: Notation): Schema.Codec<Date, string> =>
  Schema.String.pipe(
    Schema.decodeTo(inFourDigits.annotate({ expected: `a date and time, such as ${example}` }), {
      decode: SchemaGetter.transform((text) => new Date(read(text))),
      encode: SchemaGetter.transform(encode ?? ((date) => date.toISOString()))
    })
  ).annotate({ description, examples: [new Date(read(example))] })
