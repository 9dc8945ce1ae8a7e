/**
 * Names of query parameters without their brackets, in specification and pacts alike. The comparator reads `ids[]` in a
 * pact as a list called `ids` and then misses `ids[]` in the specification: a false alarm, and a blind spot for values.
 */
import { isObject, type Json, type JsonObject } from "./Json.ts"

const plain = (name: string): string => name.replaceAll(/[[\]]/g, "_")

/** A copy of the specification. */
export const inSpec = (document: JsonObject): JsonObject => visit(document) as JsonObject

const visit = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(visit)
  if (!isObject(value)) return value
  const copy = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, visit(part)]))
  const { in: place, name } = value
  return place === "query" && typeof name === "string" ? { ...copy, name: plain(name) } : copy
}

/** A copy of a pact. */
export const inPact = <P extends { readonly interactions: ReadonlyArray<{ readonly request: JsonObject }> }>(
  pact: P
): P => ({
  ...pact,
  interactions: pact.interactions.map((one) => {
    const { query } = one.request
    if (!isObject(query)) return one
    const named = Object.fromEntries(Object.entries(query).map(([name, values]) => [plain(name), values]))
    return { ...one, request: { ...one.request, query: named } }
  })
})

/** A location with the name that the parameter has. */
export const restore = (location: string, names: ReadonlyArray<string>): string => {
  const name = names.find((_) => plain(_) !== _ && location === `query ${plain(_)}`)
  return name === undefined ? location : `query ${name}`
}
