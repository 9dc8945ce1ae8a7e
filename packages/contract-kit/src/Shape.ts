/**
 * What a schema says of the form of a JSON value, in words that Effect schemas and OpenAPI schemas share. Limits
 * such as lengths and patterns are no part of it; generated values try those.
 */
import * as SchemaAST from "effect/SchemaAST"
import type { Leniency } from "./Disagreement.ts"
import { inside, isObject, type Json, type JsonObject } from "./Json.ts"
import type { OpenApi, SpecSchema } from "./OpenApi.ts"
import { isInteger } from "./Rules.ts"
import { resolved } from "./Variant.ts"

type Kind = "string" | "number" | "integer" | "boolean" | "object" | "list" | "null"

export interface Shape {
  /** Whether any value will do. */
  readonly any: boolean
  readonly kinds: ReadonlySet<Kind>
  readonly fields: ReadonlyMap<string, Field>
  /** What an object's fields of other names are, where it may have such. */
  readonly rest: Shape | undefined
  readonly items: Shape | undefined
}

interface Field {
  readonly required: boolean
  readonly shape: Shape
}

/** A place where two shapes differ. */
export interface Difference {
  /** Such as `[].FirstName`; empty for the value itself. */
  readonly place: string
  readonly package: string
  readonly spec: string
  /** What the package allows beyond the specification; `undefined` where it also allows less. */
  readonly lenient: ReadonlyArray<Leniency> | undefined
}

const nothing: Shape = { any: false, kinds: new Set(), fields: new Map(), rest: undefined, items: undefined }
const anything: Shape = { ...nothing, any: true }
const plain = (kind: Kind): Shape => ({ ...nothing, kinds: new Set([kind]) })
const depth = 16

/** Either of two shapes. A field is required where every object has it. */
const either = (one: Shape, other: Shape): Shape => {
  if (one.any || other.any) return anything
  const objects = [one, other].filter(({ kinds }) => kinds.has("object"))
  const names = new Set(objects.flatMap(({ fields }) => [...fields.keys()]))
  const fields = [...names].map((name) => {
    const found = objects.flatMap((_) => _.fields.get(name) ?? [])
    const required = found.length === objects.length && found.every((_) => _.required)
    return [name, { required, shape: found.map((_) => _.shape).reduce(either) }] as const
  })
  return {
    any: false,
    kinds: new Set([...one.kinds, ...other.kinds]),
    fields: new Map(fields),
    rest: merged(one.rest, other.rest, either),
    items: merged(one.items, other.items, either)
  }
}

const merged = (
  one: Shape | undefined,
  other: Shape | undefined,
  merge: (one: Shape, other: Shape) => Shape
): Shape | undefined => (one === undefined || other === undefined ? (one ?? other) : merge(one, other))

/** Both of two shapes. */
const both = (one: Shape, other: Shape): Shape => {
  if (one.any) return other
  if (other.any) return one
  const kinds = [...one.kinds].filter((kind) => other.kinds.has(kind))
  const fields = new Map(one.fields)
  for (const [name, field] of other.fields) {
    const known = fields.get(name)
    fields.set(
      name,
      known === undefined
        ? field
        : { required: known.required || field.required, shape: both(known.shape, field.shape) }
    )
  }
  const rest = merged(one.rest, other.rest, both)
  return { any: false, kinds: new Set(kinds), fields, rest, items: merged(one.items, other.items, both) }
}

/** The shape of what an Effect schema reads and writes. */
export const ofSchema = (ast: SchemaAST.AST): Shape => ofAst(SchemaAST.toEncoded(ast), depth)

const ofAst = (ast: SchemaAST.AST, left: number): Shape => {
  if (left === 0) return anything
  const node = resolved(ast)
  switch (node._tag) {
    case "String":
    case "TemplateLiteral":
      return plain("string")
    case "Number":
      return plain(isInteger(node) ? "integer" : "number")
    case "Boolean":
      return plain("boolean")
    case "Null":
      return plain("null")
    case "Literal": {
      const kind = typeof node.literal
      return plain(kind === "number" ? (Number.isInteger(node.literal) ? "integer" : "number") : (kind as Kind))
    }
    case "Enum":
      return node.enums
        .map(([, value]) => plain(typeof value === "string" ? "string" : "number"))
        .reduce(either, nothing)
    case "Undefined":
    case "Void":
    case "Never":
      return nothing
    case "Union":
      return node.types.map((type) => ofAst(type, left - 1)).reduce(either, nothing)
    case "Arrays":
      return {
        ...plain("list"),
        items: [...node.elements, ...node.rest].map((type) => ofAst(type, left - 1)).reduce(either, nothing)
      }
    case "Objects":
      return {
        ...plain("object"),
        rest: node.indexSignatures
          .map(({ type }) => ofAst(type, left - 1))
          .reduce<Shape | undefined>((rest, shape) => merged(rest, shape, either), undefined),
        fields: new Map(
          node.propertySignatures.map(({ name, type }) => [
            String(name),
            { required: !SchemaAST.isOptional(type), shape: ofAst(type, left - 1) }
          ])
        )
      }
    default:
      return anything
  }
}

/** The shape of what a schema of the specification describes. */
export const ofSpec = (spec: OpenApi, schema: SpecSchema | undefined): Shape =>
  schema === undefined ? anything : ofJsonSchema(spec, schema as JsonObject, depth)

const ofJsonSchema = (spec: OpenApi, given: Json | undefined, left: number): Shape => {
  if (left === 0 || !isObject(given)) return anything
  const schema = given
  const reference = schema["$ref"]
  if (typeof reference === "string") {
    return ofJsonSchema(spec, spec.definitions[reference.split("/").at(-1) ?? ""] as Json | undefined, left - 1)
  }
  const parts = (key: string) => (Array.isArray(schema[key]) ? (schema[key] as ReadonlyArray<Json>) : [])
  const own = ownShape(spec, schema, left)
  const all = parts("allOf").map((_) => ofJsonSchema(spec, _, left - 1))
  const some = [parts("oneOf"), parts("anyOf")]
    .filter((_) => _.length > 0)
    .map((_) => _.map((member) => ofJsonSchema(spec, member, left - 1)).reduce(either))
  return [own, ...all, ...some].reduce(both)
}

const ownShape = (spec: OpenApi, schema: JsonObject, left: number): Shape => {
  const types = schema["type"] ?? (isObject(schema["properties"]) ? "object" : undefined)
  const named = (Array.isArray(types) ? types : types === undefined ? [] : [types]).map(String)
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : undefined
  if (named.length === 0) return values === undefined ? anything : values.map(kindOf).map(plain).reduce(either, nothing)
  const properties = isObject(schema["properties"]) ? schema["properties"] : {}
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : [])
  return {
    any: false,
    kinds: new Set(named.map((type) => (type === "array" ? "list" : (type as Kind)))),
    fields: new Map(
      Object.entries(properties).map(([name, part]) => [
        name,
        { required: required.has(name), shape: ofJsonSchema(spec, part, left - 1) }
      ])
    ),
    rest: restOf(spec, schema["additionalProperties"], left),
    items: named.includes("array") ? itemsOf(spec, schema, left) : undefined
  }
}

const restOf = (spec: OpenApi, given: Json | undefined, left: number): Shape | undefined => {
  if (given === true) return anything
  return isObject(given) ? ofJsonSchema(spec, given, left - 1) : undefined
}

const itemsOf = (spec: OpenApi, schema: JsonObject, left: number): Shape =>
  schema["maxItems"] === 0 ? nothing : ofJsonSchema(spec, schema["items"], left - 1)

const kindOf = (value: Json | undefined): Kind => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "list"
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number"
  return typeof value as Kind
}

/** Every place where the shapes differ. Where the package takes anything, there is nothing to tell. */
export const compare = (ours: Shape, theirs: Shape, place = ""): ReadonlyArray<Difference> =>
  compareFields({ required: true, shape: ours }, { required: true, shape: theirs }, place, kindsOf)

const compareFields = (
  ours: Field,
  theirs: Field,
  place: string,
  words: (shape: Shape, required: boolean) => string
): ReadonlyArray<Difference> => {
  const here = difference(ours, theirs, place, words)
  const own = here === undefined ? [] : [here]
  if (ours.shape.any || theirs.shape.any) return own
  const names = new Set([...ours.shape.fields.keys(), ...theirs.shape.fields.keys()])
  const comparable = ours.shape.kinds.has("object") && theirs.shape.kinds.has("object")
  const fields = [...names].flatMap((name): ReadonlyArray<Difference> => {
    if (!comparable) return []
    const one = ours.shape.fields.get(name)
    const other = theirs.shape.fields.get(name)
    const at = inside(place, name)
    if (one !== undefined && other !== undefined) return compareFields(one, other, at, fieldWords)
    const lenient = one?.required === false ? (["unknown"] as const) : undefined
    const words = (field: Field | undefined) =>
      field === undefined ? "no such field" : fieldWords(field.shape, field.required)
    return [{ place: at, package: words(one), spec: words(other), lenient }]
  })
  const beneath = (one: Shape | undefined, other: Shape | undefined, at: string) =>
    one === undefined || other === undefined ? [] : compare(one, other, at)
  return [
    ...own,
    ...fields,
    ...(theirs.shape.rest?.any === true ? [] : beneath(ours.shape.rest, theirs.shape.rest, inside(place, "*"))),
    ...beneath(ours.shape.items, theirs.shape.items, `${place}[]`)
  ]
}

/** The shape in an address, where every value is a text. */
export const inAddress = (shape: Shape): Shape => ({
  any: shape.any,
  kinds: new Set(
    [...shape.kinds]
      .filter((kind) => kind !== "null")
      .map((kind) => (kind === "object" || kind === "list" ? kind : "string"))
  ),
  fields: new Map([...shape.fields].map(([name, field]) => [name, { ...field, shape: inAddress(field.shape) }])),
  rest: shape.rest === undefined ? undefined : inAddress(shape.rest),
  items: shape.items === undefined ? undefined : inAddress(shape.items)
})

const difference = (
  ours: Field,
  theirs: Field,
  place: string,
  words: (shape: Shape, required: boolean) => string
): Difference | undefined => {
  const one = ours.shape
  const other = theirs.shape
  if (one.any && ours.required === theirs.required) return undefined
  const more: ReadonlyArray<Kind> = one.any || other.any ? [] : [...one.kinds].filter((kind) => !other.kinds.has(kind))
  const reads = (kind: Kind) => one.kinds.has(kind) || (kind === "integer" && one.kinds.has("number"))
  const less = !one.any && (other.any || [...other.kinds].some((kind) => !reads(kind)))
  const absent: ReadonlyArray<Leniency> = theirs.required && !ours.required ? ["absent"] : []
  const demands = ours.required && !theirs.required
  if (more.length === 0 && !less && absent.length === 0 && !demands) return undefined
  return {
    place,
    package: words(one, ours.required),
    spec: words(other, theirs.required),
    lenient: less || demands ? undefined : [...more, ...absent]
  }
}

const kindsOf = ({ any, kinds }: Shape): string => (any ? "anything" : [...kinds].toSorted().join(" or ") || "nothing")
const fieldWords = (shape: Shape, required: boolean): string =>
  `${kindsOf(shape)}, ${required ? "required" : "optional"}`

/** Whether the outermost form of a value is one of the shape's. */
export const allows = (shape: Shape, value: Json): boolean => {
  const kind = kindOf(value)
  return shape.any || shape.kinds.has(kind) || (kind === "integer" && shape.kinds.has("number"))
}
