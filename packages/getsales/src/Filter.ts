/** The filters of lists. */
import * as Schema from "effect/Schema"

const value = Schema.optional(Schema.String.annotate({ examples: ["uuid-uuid-uuid-uuid-example"] }))

/** These keys of a filter. Their values are strings, as documented, even for numbers. */
export const keys = <const Names extends ReadonlyArray<string>>(...names: Names) =>
  Object.fromEntries(names.map((name) => [name, value])) as { readonly [Name in Names[number]]: typeof value }

/** A `filter` with these keys, sent as `filter[key]=value`. */
export const filterOf = <const Names extends ReadonlyArray<string>>(...names: Names) =>
  Schema.optional(Schema.Struct(keys(...names)))
