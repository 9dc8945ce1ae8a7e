/**
 * Adapts copies of the specification and the pacts, so that the comparator understands them. The comparator splits the
 * names of query parameters at their brackets. That is right for an object (`filter[q]`, deepObject). But `ids[]` becomes
 * a list named `ids`, which the specification does not have, so its values are not checked and the correct name is
 * reported as unknown. Therefore brackets in all other names become underscores. The comparator also splits values at
 * commas unless they are encoded. Keywords of schemas that it misunderstands are replaced or removed.
 */
import { isObject, type Json, type JsonObject, listOr } from "@salesbridge/openapi/Json"
import { lowered } from "@salesbridge/openapi/Lowered"
import { flat, resolve } from "@salesbridge/openapi/Document"
import type { OpenApi } from "@salesbridge/openapi/Specification"
import type { Query } from "../interactions/Query.ts"

const plain = (name: string): string => name.replaceAll(/[[\]]/g, "_")

/**
 * The comparator checks each schema against its dialect, which it compiles anew for each specification. This takes longer
 * than the comparison, so the schemas name the smallest dialect that it knows.
 */
const dialect = "https://json-schema.org/draft/2019-09/meta/format"

/** A copy of the specification for the comparator. */
export const adaptSpec = (document: JsonObject): JsonObject => {
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit)
    if (!isObject(value)) return value
    const copy = Object.fromEntries(
      Object.entries(value)
        .filter(([name, part]) => !isFraction(name, part))
        .map(([name, part]) => [isChoice(name, value) ? "anyOf" : name, visit(choices(document, name, part))])
        .map(([name, part]) => [name, name === "schema" && isObject(part) ? { $schema: dialect, ...part } : part])
    )
    const { in: place, name } = value
    if (place !== "query" || typeof name !== "string") return copy
    const schema = resolve(document, value["schema"])
    return value["style"] === "deepObject"
      ? { ...copy, schema: closed(document, schema) }
      : // The comparator reads one value as a list only if the list's schema is inline, not behind a `$ref`.
        { ...copy, name: plain(name), ...("schema" in value ? { schema } : {}) }
  }
  return visit(lowered(document)) as JsonObject
}

/**
 * The comparator divides floating-point numbers, so 19.99 is not a multiple of 0.01. The other witnesses check such
 * values.
 */
const isFraction = (name: string, part: Json): boolean =>
  name === "multipleOf" && typeof part === "number" && !Number.isInteger(part)

/** In responses the comparator ignores `required`, so a value can match several members of `oneOf`. */
const isChoice = (name: string, schema: JsonObject): boolean =>
  name === "oneOf" && !("discriminator" in schema) && !("anyOf" in schema)

const keywordsOfObjects = new Set(["type", "properties", "required", "title", "description"])

/**
 * The members of a choice. Those that are an `allOf` of plain objects become one object: the comparator refuses in each
 * part the fields of the others.
 */
const choices = (document: JsonObject, name: string, members: Json): Json =>
  (name === "anyOf" || name === "oneOf") && Array.isArray(members)
    ? members.map((member: Json) => {
        const parts = isObject(member) ? listOr(member["allOf"]) : []
        const isPlain = (part: Json) =>
          Object.keys(flat(document, part)).every((_) => keywordsOfObjects.has(_) || _ === "allOf")
        if (parts.length < 2 || !parts.every(isPlain)) return member
        const { allOf: _, ...merged } = flat(document, member)
        return merged
      })
    : members

/** Refuses undeclared fields of an object unless its schema sets `additionalProperties`. */
const closed = (document: JsonObject, given: Json): Json => {
  const schema = resolve(document, given)
  const properties = schema["properties"]
  if (!isObject(properties)) return given
  return {
    additionalProperties: false,
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, closed(document, part)]))
  }
}

/** The names of an operation's query parameters that are objects. */
export const objectNames = (spec: OpenApi, operation: string): ReadonlySet<string> =>
  new Set(
    spec.operations
      .filter((_) => _.operationIds.includes(operation) || _.alternativeOf === operation)
      .flatMap((_) => _.parameters)
      .filter((_) => _.in === "query" && _.style === "deepObject")
      .map(({ name }) => name)
  )

/** A copy of a pact whose queries are encoded as in a URL. */
export const adaptPact = <P extends { readonly interactions: ReadonlyArray<{ readonly request: JsonObject }> }>(
  pact: P,
  objectNames: ReadonlySet<string>
): P => ({
  ...pact,
  interactions: pact.interactions.map((one) => {
    const { query } = one.request
    if (!isObject(query)) return one
    const pairs = Object.entries(query as unknown as Query).flatMap(([name, values]) => {
      const sentName = objectNames.has(name.split("[", 1)[0] ?? "") ? name : plain(name)
      return values.map((value) => `${encodeURIComponent(sentName)}=${encodeURIComponent(value)}`)
    })
    return { ...one, request: { ...one.request, query: pairs.join("&") } }
  })
})

/** A location with the parameter's original name. */
export const restore = (location: string, names: ReadonlyArray<string>): string => {
  const name = names.find((_) => plain(_) !== _ && location === `query ${plain(_)}`)
  return name === undefined ? location : `query ${name}`
}
