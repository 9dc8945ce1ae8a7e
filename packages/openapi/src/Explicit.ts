/**
 * Schemas that leave something unsaid, in their explicit form. A schema that limits only one type of value, but names
 * none, gets this type: almost every author of `{ minimum: 1 }` means a number. In OpenAPI 3.1, a `$ref` with keywords
 * next to it becomes a part of an `allOf`. In 3.0, these keywords have no effect.
 */
import { versionOf } from "./Document.ts"
import { isObject, type Json, type JsonObject, listOr } from "./Json.ts"

/** The type of value that a keyword limits; `undefined` if it is not only one. */
export const typeLimitedBy = (keyword: string): "number" | "string" | "array" | "object" | undefined => limited[keyword]

const limited: { readonly [keyword: string]: ReturnType<typeof typeLimitedBy> } = {
  ...all("number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"),
  ...all("string", "pattern minLength maxLength"),
  ...all("array", "items prefixItems minItems maxItems uniqueItems"),
  ...all("object", "properties required additionalProperties minProperties maxProperties")
}

function all<Type extends string>(type: Type, keywords: string): { readonly [keyword: string]: Type } {
  return Object.fromEntries(keywords.split(" ").map((keyword) => [keyword, type]))
}

/** The document with explicit schemas. Unchanged parts are the same objects. */
export const explicit = (document: JsonObject): JsonObject => {
  const visit = (value: Json, name: string): Json => {
    if (name === "schema") return explicitSchema(document, value)
    if (/^(examples?|value|x-.*)$/.test(name)) return value
    if (name === "schemas") return mapped(value, (schema) => explicitSchema(document, schema))
    return mapped(value, visit)
  }
  return mapped(document, visit) as JsonObject
}

/** A schema of this document in its explicit form. Unchanged parts are the same objects. */
export const explicitSchema = (document: JsonObject, schema: Json): Json => {
  const joined = versionOf(document) === "3.1" ? withoutSiblings : (schema: JsonObject) => schema
  const whole = (value: Json): Json => schemaOf(value, true)
  const schemaOf = (given: Json, implies: boolean): Json => {
    if (!isObject(given)) return given
    const type = implies ? impliedType(given) : undefined
    // The type of a choice's members is implied only if the choice has none.
    const choice = implies && type === undefined && given["type"] === undefined && given["allOf"] === undefined
    const parts = mapped(given, (value, name) => {
      if (/^(properties|patternProperties|dependentSchemas|\$defs)$/.test(name)) return mapped(value, whole)
      if (/^(items|additionalProperties)$/.test(name)) return whole(value)
      if (/^(oneOf|anyOf)$/.test(name)) return mapped(value, (member) => schemaOf(member, choice))
      if (/^(allOf|prefixItems)$/.test(name)) return mapped(value, (member) => schemaOf(member, name !== "allOf"))
      return /^(not|if|then|else)$/.test(name) ? schemaOf(value, false) : value
    }) as JsonObject
    return joined(type === undefined ? parts : { ...parts, type })
  }
  return whole(schema)
}

/** Keywords that may be next to a `$ref`, because they do not limit values. */
const annotation = /^(\$ref|description|summary|title|deprecated|examples?|externalDocs|x-.*)$/

const withoutSiblings = (schema: JsonObject): JsonObject => {
  const { $ref, ...siblings } = schema
  if (typeof $ref !== "string" || Object.keys(schema).every((name) => annotation.test(name))) return schema
  return { ...siblings, allOf: [{ $ref }, ...listOr(siblings["allOf"])] }
}

const impliedType = (schema: JsonObject): string | undefined => {
  const names = new Set(partsOf(schema).flatMap((part) => (isObject(part) ? Object.keys(part) : ["not"])))
  if (["type", "$ref", "enum", "const", "not"].some((name) => names.has(name))) return undefined
  const types = new Set([...names].flatMap((name) => typeLimitedBy(name) ?? []))
  const [type] = types
  if (types.size !== 1 || ((names.has("oneOf") || names.has("anyOf")) && !/array|object/.test(type!))) return undefined
  return type
}

const partsOf = (schema: Json): ReadonlyArray<Json> => [
  schema,
  ...(isObject(schema) ? listOr(schema["allOf"]).flatMap(partsOf) : [])
]

/** An object or a list with other children; itself if none changed. */
const mapped = (value: Json, change: (child: Json, name: string) => Json): Json => {
  if (Array.isArray(value)) {
    const list = (value as ReadonlyArray<Json>).map((child) => change(child, ""))
    return list.every((child, index) => child === value[index]) ? value : list
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, child]) => [name, change(child, name)] as const)
  return entries.every(([name, child]) => child === value[name]) ? value : Object.fromEntries(entries)
}
