/** Moments as Salesloft writes them, as `Date`: `2024-06-07T10:51:48.966580-04:00`. */
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/
const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))? ?(?:Z|([+-]\d\d):?(\d\d))?)?$/i

/**
 * The milliseconds since the epoch that a text means, or NaN. Understood are a second's fraction of up to nine digits
 * (those after the third are cut off), `Z`, an offset or no zone, which is read as UTC, and a day alone.
 */
export const parse = (text: string): number => {
  // The notation of nearly every answer, which the engine reads much faster. It would let the days after the 28th and
  // the hour 24 run over.
  if (usual.test(text) && text.slice(8, 10) < "29" && text.slice(11, 13) < "24") return Date.parse(text)
  const parts = iso.exec(text)
  if (parts === null) return Number.NaN
  const [, day = "", time = "00:00:00", fraction = "", hours = "+00", minutes = "00"] = parts
  if (day.slice(8) > "28" && dayOf(Date.parse(day)) !== day) return Number.NaN
  return Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${hours}:${minutes}`)
}

const dayOf = (milliseconds: number): string =>
  Number.isNaN(milliseconds) ? "" : new Date(milliseconds).toISOString().slice(0, 10)

// Other years have no notation that the vendor could read.
const inFourDigits = Schema.Date.check(
  Schema.isBetweenDate({ minimum: new Date("0001-01-01T00:00:00Z"), maximum: new Date("9999-12-31T23:59:59.999Z") })
)

/**
 * A moment. A `Date` ends at the millisecond, so that the vendor's last three digits are cut off. Encodes as
 * `2024-06-07T14:51:48.966Z`.
 */
export const Instant = Schema.String.pipe(
  Schema.decodeTo(inFourDigits.annotate({ expected: "a date and time, such as 2024-06-07T10:51:48.966580-04:00" }), {
    decode: SchemaGetter.transform((text) => new Date(parse(text))),
    encode: SchemaGetter.transform((date) => date.toISOString())
  })
).annotate({ description: "Date and time with its zone.", examples: [new Date("2024-06-07T14:51:48.966Z")] })

/** Month and day; which months are shorter is a check of its own. */
const date = /[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])/
const time = /(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])/
const exists = Schema.makeFilter((text: string) => !Number.isNaN(parse(text)), { expected: "a day of the calendar" })

/** A moment to compare with: a `Date`, or the text of an answer, which is exact to the microsecond. */
export const Moment = Schema.Union([
  Instant,
  Schema.String.check(
    Schema.isPattern(new RegExp(`^${date.source}T${time.source}$`), { expected: "a date and time with its zone" }),
    exists
  )
])

/** A filter by a moment. Two bounds together make a range. */
export const Comparison = Schema.Struct({
  /** After this. */
  gt: Schema.optional(Moment),
  /** At this or after it. */
  gte: Schema.optional(Moment),
  /** Before this. */
  lt: Schema.optional(Moment),
  /** At this or before it. */
  lte: Schema.optional(Moment)
})

/** A day of the calendar, a text since it has no zone: `2026-01-31`. */
export const Day = Schema.String.check(
  Schema.isPattern(new RegExp(`^${date.source}$`), { expected: "a day, such as 2026-01-31" }),
  exists
).annotate({ examples: ["2026-01-31"] })
