/** Timestamps as vendors write them, decoded to `Date`: ISO 8601 with or without a zone. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s?(?:(Z)|([+-])(\d\d):?(\d\d))?$/i

/**
 * The milliseconds since the epoch of a timestamp, or NaN. It accepts a date, or a date and time such as
 * `2024-04-21T09:41:06.17`, separated by `T` or a blank. The zone is `Z` or an offset; without one, the time is UTC.
 * A fraction may have up to nine digits; those after the third are dropped.
 */
export const parse = (text: string): number => {
  const usual = parseUsual(text)
  if (!Number.isNaN(usual)) return usual
  const parts = iso.exec(text)
  if (parts === null) return Number.NaN
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(parts[index] ?? 0))
  if (hour! > 23 || minute! > 59 || second! > 59) return Number.NaN
  const date = new Date(0)
  date.setUTCFullYear(year!, month! - 1, day!)
  // `Date` turns the 30th of February into the 1st of March.
  if (date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day!) return Number.NaN
  const fraction = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"))
  const local = date.setUTCHours(hour!, minute!, second!, fraction)
  const [offsetHours, offsetMinutes] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)]
  if (offsetHours > 23 || offsetMinutes > 59) return Number.NaN
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000
  return parts[9] === "-" ? local + offset : local - offset
}

/** The same for the most frequent format, digit by digit: it takes a tenth of the time of a regular expression. */
const parseUsual = (text: string): number => {
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T" || text[13] !== ":" || text[16] !== ":") return Number.NaN
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  // `Date.UTC` accepts values out of range, and takes the year 99 for 1999. Whether a month has a day 29 to 31 is left
  // to `parse`.
  if (!(year > 99 && month > 0 && month < 13 && day > 0 && day < 29)) return Number.NaN
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN
  let end = 19
  let fraction = 0
  if (text[19] === ".") {
    for (end = 20; isDigit(text.charCodeAt(end)); end++) {
      if (end < 23) fraction += (text.charCodeAt(end) - 48) * scale[end - 20]!
    }
    if (end === 20 || end > 29) return Number.NaN
  }
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction) - offsetAt(text, end)
}

const scale = [100, 10, 1]

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** The number that these characters spell, or NaN. */
const digits = (text: string, from: number, to: number): number => {
  let number = 0
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index)
    if (!isDigit(code)) return Number.NaN
    number = number * 10 + code - 48
  }
  return number
}

/** The offset in milliseconds at the end of a timestamp: nothing, `Z` or `+02:00`. NaN for anything else. */
const offsetAt = (text: string, at: number): number => {
  if (text.length === at || (text[at] === "Z" && text.length === at + 1)) return 0
  if (text.length !== at + 6 || text[at + 3] !== ":") return Number.NaN
  const hours = digits(text, at + 1, at + 3)
  const minutes = digits(text, at + 4, at + 6)
  if (!(hours < 24 && minutes < 60)) return Number.NaN
  const offset = (hours * 60 + minutes) * 60_000
  return text[at] === "+" ? offset : text[at] === "-" ? -offset : Number.NaN
}

// Other years have no format that vendors could read.
const inFourDigits = Schema.Date.check(
  Schema.isBetweenDate({ minimum: new Date("0001-01-01T00:00:00Z"), maximum: new Date("9999-12-31T23:59:59.999Z") })
)

/** The format in which a vendor writes timestamps. */
export interface Notation {
  readonly description: string
  /** A timestamp in this format. */
  readonly example: string
  /** Default: {@link parse}. */
  readonly parse?: (text: string) => number
  /** Default: `2024-04-21T09:41:06.170Z`. */
  readonly encode?: (date: Date) => string
}

/** A timestamp in a vendor's format. `Date` has milliseconds, so further digits are dropped. */
export const codec = ({ description, encode, example, parse: read = parse }: Notation): Schema.Codec<Date, string> =>
  Schema.String.pipe(
    Schema.decodeTo(inFourDigits.annotate({ expected: `a date and time, such as ${example}` }), {
      decode: SchemaGetter.transform((text) => new Date(read(text))),
      encode: SchemaGetter.transform(encode ?? ((date) => date.toISOString()))
    })
  ).annotate({ description, examples: [new Date(read(example))] })
