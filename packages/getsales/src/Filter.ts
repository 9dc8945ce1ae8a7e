/** What lists are narrowed by. */
import * as Schema from "effect/Schema"

/** One key of a filter: a text, as the document types all of them, also those of numbers. */
export const filterText = Schema.optional(Schema.String.annotate({ examples: ["uuid-uuid-uuid-uuid-example"] }))

/** Each of these keys as a text. */
export const texts = <const Keys extends ReadonlyArray<string>>(...keys: Keys) =>
  Object.fromEntries(keys.map((key) => [key, filterText])) as { readonly [Key in Keys[number]]: typeof filterText }

/** A `filter` with these keys, sent as `filter[key]=value`. */
export const filterOf = <const Keys extends ReadonlyArray<string>>(...keys: Keys) =>
  Schema.optional(Schema.Struct(texts(...keys)))
