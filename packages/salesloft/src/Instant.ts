/** Timestamps of Salesloft, decoded to `Date`: `2024-06-07T10:51:48.966580-04:00`. */
import { Instant as CoreInstant } from "@salesbridge/core"
import * as Schema from "effect/Schema"

export const { parse } = CoreInstant

/**
 * A timestamp. `Date` has milliseconds, so the vendor's last three digits are cut off. Encodes as
 * `2024-06-07T14:51:48.966Z`.
 */
export const Instant = CoreInstant.codec({
  description: "Date and time with its zone.",
  example: "2024-06-07T10:51:48.966580-04:00"
})

/** A date. `exists` refuses days such as the 31st of April. */
const date = /[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])/
const time = /(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])/
const exists = Schema.makeFilter((text: string) => !Number.isNaN(parse(text)), { expected: "a day of the calendar" })

/** A bound of a filter: a `Date`, or the vendor's original text from `body`, which has microseconds. */
export const Bound = Schema.Union([
  Instant,
  Schema.String.check(
    Schema.isPattern(new RegExp(`^${date.source}T${time.source}$`), { expected: "a date and time with its zone" }),
    exists
  )
])

/** A filter by a timestamp. Two bounds make a range. */
export const Comparison = Schema.Struct({
  /** Later than. */
  gt: Schema.optional(Bound),
  /** At or later than. */
  gte: Schema.optional(Bound),
  /** Earlier than. */
  lt: Schema.optional(Bound),
  /** At or earlier than. */
  lte: Schema.optional(Bound)
})

/** A filter by an optional timestamp. */
export const ComparisonOrNull = Schema.Struct({
  ...Comparison.fields,
  /** True for records without one. */
  _is_null: Schema.optional(Schema.Boolean),
  /** True for records with one. */
  _is_not_null: Schema.optional(Schema.Boolean)
})

/** A date without a time or zone, as a string: `2026-01-31`. */
export const Day = Schema.String.check(
  Schema.isPattern(new RegExp(`^${date.source}$`), { expected: "a day, such as 2026-01-31" }),
  exists
).annotate({ examples: ["2026-01-31"] })
