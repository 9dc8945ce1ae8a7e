/**
 * Derives shapes from a schema of an OpenAPI 3.0 or 3.1 document, or from the JSON Schema that the specification's
 * reader makes of one.
 */
import { typeLimitedBy } from "@salesbridge/openapi/Explicit"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { resolve } from "@salesbridge/openapi/Document"
import type { OpenApi, SpecSchema } from "@salesbridge/openapi/Specification"
import * as Merged from "./Merged.ts"
import * as Shape from "./SchemaShape.ts"

const limitNames = [
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties"
]
/** The shape of a schema as the document contains it. */
export const documentShape = (document: JsonObject, schema: Json | undefined): Shape.Shape =>
  shapeOf(schema, { follow: (reference) => resolve(document, { $ref: reference }), above: [], depth: Shape.folded })

/** The shape of a schema that the specification's reader has converted. */
export const specShape = ({ definitions }: OpenApi, schema: SpecSchema | undefined): Shape.Shape =>
  shapeOf(schema as JsonObject | undefined, {
    follow: (reference) => definitions[reference.split("/").at(-1) ?? ""] as Json | undefined,
    above: [],
    depth: Shape.unfolded
  })

interface Context {
  readonly follow: (reference: string) => Json | undefined
  /** The `$ref`s that were followed to get here. */
  readonly above: ReadonlyArray<string>
  readonly depth: Shape.Depth
}

const shapeOf = (given: Json | undefined, context: Context): Shape.Shape => {
  if (!isObject(given)) return given === false ? Shape.nothing : Shape.anything
  const { above, depth, follow } = context
  const reference = given["$ref"]
  if (typeof reference === "string") {
    if (Shape.isTooDeep(depth, reference, above)) {
      return Shape.of("recursion", { limits: { levels: above.length - above.lastIndexOf(reference) } })
    }
    return shapeOf(follow(reference), { ...context, above: [...above, reference] })
  }
  const inner = (schema: Json | undefined) => shapeOf(schema, context)
  const members = (key: string) => listOr(given[key]).map(inner)
  const choices = (["oneOf", "anyOf"] as const).flatMap((key) =>
    listOr(given[key]).length === 0 ? [] : [Merged.choice(key, members(key))]
  )
  const shape = [Merged.all([ownShape(given, inner), ...members("allOf")]), ...choices].reduce(Shape.both)
  const nullable = given["nullable"] === true ? Shape.either(shape, Shape.of("null")) : shape
  return { ...nullable, default: given["default"] ?? nullable.default }
}

type Inner = (schema: Json | undefined) => Shape.Shape

const ownShape = (schema: JsonObject, inner: Inner): Shape.Shape => {
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]!] : undefined
  const named = values === undefined ? Shape.anything : Shape.anyOf(values.map(Shape.ofValue))
  const types = typesOf(schema) ?? (Object.keys(schema).some(isLimit) ? everyType : undefined)
  if (types === undefined) return named
  const shape = Shape.both(Shape.anyOf(types.map((_) => ofType(_, schema, inner))), named)
  // If null is one of the types, it is allowed even if the enumeration does not list it.
  return types.includes("null") ? Shape.either(shape, Shape.of("null")) : shape
}

/** The types without `type`: every type, of which the schema limits some. */
const everyType = ["string", "number", "boolean", "null", "array", "object"]
const isLimit = (name: string): boolean => limitNames.includes(name) || typeLimitedBy(name) !== undefined

const typesOf = (schema: JsonObject): ReadonlyArray<string> | undefined => {
  const types = schema["type"]
  if (Array.isArray(types)) return types.map(String)
  return typeof types === "string" ? [types] : undefined
}

const ofType = (type: string, schema: JsonObject, inner: Inner): Shape.Shape => {
  const whose = type === "integer" ? "number" : type
  const kind = type === "array" ? "list" : whose
  const limits = Object.fromEntries(
    limitNames.flatMap((name): ReadonlyArray<readonly [string, Json]> => {
      const value = limitOf(name, schema)
      return value === undefined || (typeLimitedBy(name) ?? whose) !== whose ? [] : [[name, value]]
    })
  )
  return Shape.of(
    kind,
    Shape.part({
      limits: Shape.normalized({
        ...limits,
        ...(type === "integer" && { integer: true }),
        // Only the items that `prefixItems` describes.
        ...(kind === "list" && schema["items"] === false && { maxItems: listOr(schema["prefixItems"]).length })
      }),
      ...(kind === "object" && objectOf(schema, inner)),
      items: kind === "list" ? itemsOf(schema, inner) : undefined
    })
  )
}

const objectOf = (schema: JsonObject, inner: Inner): Shape.Part => {
  const required = new Set(listOr(schema["required"]).map(String))
  const others = schema["additionalProperties"]
  const properties = objectOr(schema["properties"])
  const described = Object.entries(properties).map(([name, part]): readonly [string, Shape.Field] => [
    name,
    { required: required.has(name), shape: inner(part) }
  ])
  // A required field may be described in another part of an `allOf`.
  const undescribed = [...required]
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name): readonly [string, Shape.Field] => [name, { required: true, shape: Shape.undescribed }])
  const fields = Object.fromEntries([...described, ...undescribed])
  if (others === false) return { fields, closed: true }
  return others === undefined ? { fields } : { fields, rest: inner(others) }
}

const itemsOf = (schema: JsonObject, inner: Inner): Shape.Shape => {
  if (schema["maxItems"] === 0) return Shape.nothing
  const first = listOr(schema["prefixItems"])
  const others = first.length === 0 || "items" in schema ? [schema["items"]] : []
  return Shape.anyOf([...first, ...others].map(inner))
}

/** A limit as OpenAPI 3.1 writes it. In 3.0, `exclusiveMinimum: true` makes `minimum` exclusive. */
const limitOf = (name: string, schema: JsonObject): Json | undefined => {
  const value = schema[name]
  if (name === "minimum" || name === "maximum") {
    return schema[`exclusive${name === "minimum" ? "Minimum" : "Maximum"}`] === true ? undefined : value
  }
  if (value === true && name.startsWith("exclusive")) {
    return schema[name === "exclusiveMinimum" ? "minimum" : "maximum"]
  }
  return value === false ? undefined : value
}
