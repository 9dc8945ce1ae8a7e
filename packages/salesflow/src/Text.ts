/** Texts with the limits that the document states. */
import * as Schema from "effect/Schema"

/** A text of at most so many UTF-16 units, which is how .NET counts, too. */
export const atMost = (maximum: number, example: string) =>
  Schema.String.check(Schema.isMaxLength(maximum)).annotate({ examples: [example] })

/** A text that the vendor requires, of at most so many units. */
export const required = (maximum: number, example: string) =>
  Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(maximum)).annotate({ examples: [example] })

/** A text that answers carry, or null. */
export const orNull = (example: string) => Schema.NullOr(Schema.String.annotate({ examples: [example] }))
