/**
 * Converts the schemas of a specification to JSON Schema. OpenAPI 3.0 differs in `nullable`, exclusive limits and
 * `example`; later versions are JSON Schema.
 */
import { isObject } from "@salesbridge/openapi/Json"

/** The id of a specification's components, which references point to. */
export const components = "openapi"

/** A copy as JSON Schema, with references into `components`. */
export const toJsonSchema = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(toJsonSchema)
  if (!isObject(schema)) return schema
  const { exclusiveMaximum, exclusiveMinimum, maximum, minimum, nullable, ...rest } = schema
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (name === "$ref" && typeof value === "string") result[name] = `${components}${value}`
    // These contain values or names, not schemas.
    else if (name === "enum" || name === "example" || name === "examples" || name === "default" || name === "const") {
      if (name === "enum") result[name] = value
    } else if (name === "properties" && isObject(value)) {
      result[name] = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, toJsonSchema(one)]))
    } else if (!name.startsWith("x-") && name !== "xml" && name !== "externalDocs" && name !== "description") {
      result[name] = toJsonSchema(value)
    }
  }
  limit(result, "minimum", minimum, exclusiveMinimum)
  limit(result, "maximum", maximum, exclusiveMaximum)
  if (nullable !== true) return result
  if (typeof result["type"] === "string" && result["$ref"] === undefined) {
    const { enum: members } = result
    return {
      ...result,
      type: [result["type"], "null"],
      ...(Array.isArray(members) && !members.includes(null) && { enum: [...members, null] })
    }
  }
  return { anyOf: [result, { type: "null" }] }
}

const limit = (result: Record<string, unknown>, name: "minimum" | "maximum", value: unknown, exclusive: unknown) => {
  const excluding = name === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum"
  if (exclusive === true) result[excluding] = value
  else if (value !== undefined) result[name] = value
  if (typeof exclusive === "number") result[excluding] = exclusive
}
