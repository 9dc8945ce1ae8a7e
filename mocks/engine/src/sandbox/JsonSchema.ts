/**
 * JSON Schema from the schemas of a specification. OpenAPI 3.0 writes three things in its own way: `nullable`, limits
 * that exclude themselves, and `example`; later versions are JSON Schema already.
 */
import { isObject } from "@salesbridge/openapi/Json"

/** The id under which a specification's components are registered; references lead there. */
export const components = "openapi"

/** A copy in the notation of JSON Schema, with references into `components`. */
export const toJsonSchema = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(toJsonSchema)
  if (!isObject(schema)) return schema
  const { exclusiveMaximum, exclusiveMinimum, maximum, minimum, nullable, ...rest } = schema
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (name === "$ref" && typeof value === "string") result[name] = `${components}${value}`
    // What these hold are values or names, no schemas.
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
