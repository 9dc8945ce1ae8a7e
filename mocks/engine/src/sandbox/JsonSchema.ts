/**
 * Converts the schemas of a specification to JSON Schema. OpenAPI 3.0 differs in `nullable`, exclusive limits and
 * `example`; later versions are JSON Schema. In both, a required field may be one that only the other side sends.
 */
import { isNamed } from "@salesbridge/openapi/Document"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"

export interface Conversion {
  /** The address of the converted target of a reference. */
  readonly refer: (reference: string) => string
  /** The fields of a schema that this side does not send. */
  readonly hidden: (schema: JsonObject) => ReadonlyArray<string>
}

/** Keywords that check nothing, or that change the meaning of references. */
const ignored = new Set("example examples default discriminator xml externalDocs description $id $schema".split(" "))
const parts = new Set(["allOf", "anyOf", "oneOf"])

/** A copy as JSON Schema. */
export const toJsonSchema = (
  schema: Json | undefined,
  conversion: Conversion,
  hiddenAbove: ReadonlyArray<string> = []
): unknown => {
  const inner = (value: Json, hidden?: ReadonlyArray<string>) => toJsonSchema(value, conversion, hidden)
  if (Array.isArray(schema)) return (schema as ReadonlyArray<Json>).map((_) => inner(_, hiddenAbove))
  if (!isObject(schema)) return schema
  const { exclusiveMaximum, exclusiveMinimum, maximum, minimum, nullable, ...rest } = schema
  const hidden = [...hiddenAbove, ...conversion.hidden(schema)]
  const result: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (name === "$ref" && typeof value === "string") result[name] = conversion.refer(value)
    else if (name === "enum" || name === "const") result[name] = value
    else if (name === "required" && Array.isArray(value)) {
      result[name] = value.filter((field) => !hidden.includes(field as string))
    } else if (isNamed(name, value)) {
      result[name] = Object.fromEntries(Object.entries(objectOr(value)).map(([key, one]) => [key, inner(one)]))
    } else if (!name.startsWith("x-") && !ignored.has(name)) {
      result[name] = inner(value, parts.has(name) ? hidden : undefined)
    }
  }
  if (isObject(schema["discriminator"])) discriminate(result, schema, schema["discriminator"], conversion)
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

/**
 * Replaces `oneOf` by what a discriminator means: the value that it names must match, and others may match as well. Other
 * values of the discriminator may match anything.
 */
const discriminate = (
  result: Record<string, unknown>,
  { allOf, oneOf }: JsonObject,
  { mapping, propertyName }: JsonObject,
  { refer }: Conversion
): void => {
  if (oneOf === undefined || result["anyOf"] !== undefined) return
  const field = String(propertyName)
  const schemas = "#/components/schemas/"
  const given = Object.entries(objectOr(mapping)).map(([value, to]) => {
    return [value, String(to).startsWith("#") ? String(to) : schemas + String(to)] as const
  })
  const implied = listOr(oneOf)
    .map((choice) => objectOr(choice)["$ref"])
    .filter((to): to is string => typeof to === "string" && !given.some(([, other]) => other === to))
    .map((to) => [to.replace(schemas, ""), to] as const)
  result["anyOf"] = result["oneOf"]
  delete result["oneOf"]
  const chosen = [...given, ...implied].map(([value, to]) => ({
    if: { type: "object", required: [field], properties: { [field]: { const: value } } },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { $ref: refer(to) }
  }))
  result["allOf"] = [...(allOf === undefined ? [] : (result["allOf"] as ReadonlyArray<unknown>)), ...chosen]
}

const limit = (result: Record<string, unknown>, name: "minimum" | "maximum", value: unknown, exclusive: unknown) => {
  const excluding = name === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum"
  if (exclusive === true) result[excluding] = value
  else if (value !== undefined) result[name] = value
  if (typeof exclusive === "number") result[excluding] = exclusive
}
