/** Makes a value fit the schema of an answer. What does not fit is replaced by the specification's example. */
import { flat, resolve, typesOf } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { sample, typeOf } from "@salesbridge/openapi/Sample"

/** Whether a schema allows null, in OpenAPI 3.0 or 3.1. */
const isNullable = (document: JsonObject, schema: JsonObject): boolean =>
  schema["nullable"] === true ||
  listOr(schema["type"]).includes("null") ||
  schema["type"] === "null" ||
  listOr(schema["enum"]).includes(null) ||
  [...listOr(schema["oneOf"]), ...listOr(schema["anyOf"])].some((_) => isNullable(document, resolve(document, _)))

const isOfType = (value: Json, schema: JsonObject): boolean => {
  const types = typesOf(schema)
  const type = typeOf(value)
  const named = types.includes(type) || (type === "number" && types.includes("integer") && Number.isInteger(value))
  const members = listOr(schema["enum"])
  return (types.length === 0 || named) && (members.length === 0 || members.includes(value))
}

/**
 * The value without unknown fields and with all required ones. `like` is a valid value that provides what is missing.
 */
export const conform = (
  document: JsonObject,
  given: Json | undefined,
  value: Json | undefined,
  like: Json | undefined,
  name = "text",
  left = 8
): Json => {
  const schema = flat(document, given)
  if ((value === null || value === undefined) && isNullable(document, schema)) return null
  if (value === null || value === undefined || !isOfType(value, schema) || left === 0) {
    return like ?? sample(document, schema, name)
  }
  if (Array.isArray(value)) {
    const [first] = listOr(like)
    return listOr(value).map((item) => conform(document, schema["items"], item, first, name, left - 1))
  }
  const properties = objectOr(schema["properties"])
  if (!isObject(value) || Object.keys(properties).length === 0) return value
  const required = new Set(listOr(schema["required"]).map(String))
  const shown = objectOr(like)
  const named = Object.entries(properties).flatMap(([key, part]): ReadonlyArray<readonly [string, Json]> => {
    if (value[key] === undefined && !required.has(key)) return []
    if (flat(document, part)["writeOnly"] === true) return []
    return [[key, conform(document, part, value[key], shown[key], key, left - 1)]]
  })
  const more = schema["additionalProperties"]
  const others = more === true || isObject(more) ? Object.entries(value).filter(([key]) => !(key in properties)) : []
  return Object.fromEntries([...named, ...others])
}
