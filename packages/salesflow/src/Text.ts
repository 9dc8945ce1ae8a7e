/** Strings with the documented length limits. */
import * as Schema from "effect/Schema"

/** A string with a maximum length in UTF-16 units, as in .NET. */
export const atMost = (maximum: number, example: string) =>
  Schema.String.check(Schema.isMaxLength(maximum)).annotate({ examples: [example] })

/** A required string with a maximum length in UTF-16 units. */
export const required = (maximum: number, example: string) =>
  Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(maximum)).annotate({ examples: [example] })

/** A string in responses, or null. */
export const orNull = (example: string) => Schema.NullOr(Schema.String.annotate({ examples: [example] }))
