/** The order of a list, if the caller asks for one. */
import type { JsonObject } from "@salesbridge/openapi/Json"
import { objectOr } from "@salesbridge/openapi/Json"
import type { Collection, Member } from "./Collection.ts"
import { compare, isPlain } from "./filters.ts"

const by = /^(sort|order)_?by$|^sort$/i
const direction = /^(sort|order)_?(direction|dir|order)$|^order$/i

/** Compares records by `sort_by` and `sort_direction`. Undefined without them, or if `sort_by` is not a field. */
export const orderOf = (
  { schema }: Collection,
  document: JsonObject,
  { parameters }: Member,
  query: Readonly<Record<string, unknown>>
): ((one: JsonObject, other: JsonObject) => number) | undefined => {
  const given = (names: RegExp) => {
    const found = parameters.find(({ in: place, name }) => place === "query" && names.test(String(name)))
    return String(query[String(found?.["name"])] ?? "")
  }
  const field = given(by)
  const properties = objectOr(schema["properties"])
  if (!(field in properties) || !isPlain(document, properties[field])) return undefined
  const sign = /^desc/i.test(given(direction)) ? -1 : 1
  return (one, other) => sign * compare(one[field] ?? null, other[field] ?? null)
}
