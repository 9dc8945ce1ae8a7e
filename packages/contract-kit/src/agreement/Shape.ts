/**
 * What a schema says of the form of a JSON value, in words that Effect schemas and OpenAPI schemas share. Notations of
 * texts, such as dates and patterns, are no part of it; generated values try those.
 */
import * as SchemaAST from "effect/SchemaAST"
import type { Leniency } from "../report/Disagreement.ts"
import { equals, inside, isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import type { OpenApi, SpecSchema } from "@salesbridge/openapi/Specification"
import * as Limits from "./Limits.ts"
import { isInteger } from "../interactions/Rules.ts"
import { resolved } from "../interactions/Variant.ts"

type Kind = "string" | "number" | "integer" | "boolean" | "object" | "list" | "null"

export interface Shape {
  /** Whether any value will do. */
  readonly any: boolean
  readonly kinds: ReadonlySet<Kind>
  readonly fields: ReadonlyMap<string, Field>
  /** What an object's fields of other names are, where it may have such. */
  readonly rest: Shape | undefined
  /** Whether an object is said to have no fields of other names. */
  readonly closed: boolean
  readonly items: Shape | undefined
  readonly limits: Limits.Limits
  /** Fields that must be there, wherever they are described. */
  readonly needed: ReadonlySet<string>
  /** What the other side takes where nothing is sent, where that is said. */
  readonly initial: Json | undefined
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

const nothing: Shape = {
  any: false,
  kinds: new Set(),
  fields: new Map(),
  rest: undefined,
  closed: false,
  items: undefined,
  limits: Limits.none,
  needed: new Set(),
  initial: undefined
}
const anything: Shape = { ...nothing, any: true }
const plain = (kind: Kind, limits: Limits.Limits = allOf(kind)): Shape => ({
  ...nothing,
  kinds: new Set([kind]),
  limits
})
const allOf = (kind: Kind): Limits.Limits => {
  const limited = Limits.limited(kind)
  return limited === undefined ? Limits.none : new Map([[limited, {}]])
}
/** How many levels of lists, objects and choices are looked at. References are none. */
const depth = 12

/** Either of two shapes. A field is required where every object has it. */
const either = (one: Shape, other: Shape): Shape => {
  const needed = new Set([...one.needed].filter((name) => other.needed.has(name)))
  const initial = one.initial ?? other.initial
  if (one.any || other.any) return { ...anything, needed, initial }
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
    closed: objects.length > 0 && objects.every(({ closed }) => closed),
    items: merged(one.items, other.items, either),
    limits: Limits.either(one.limits, other.limits),
    needed,
    initial
  }
}

const merged = (
  one: Shape | undefined,
  other: Shape | undefined,
  merge: (one: Shape, other: Shape) => Shape
): Shape | undefined => (one === undefined || other === undefined ? (one ?? other) : merge(one, other))

/** Both of two shapes. */
const both = (one: Shape, other: Shape): Shape => {
  const needed = new Set([...one.needed, ...other.needed])
  const initial = one.initial ?? other.initial
  if (one.any || other.any) return { ...needing(one.any ? other : one, needed), initial }
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
  const limits = Limits.both(one.limits, other.limits)
  const closed = one.closed || other.closed
  const items = merged(one.items, other.items, both)
  return needing({ any: false, kinds: new Set(kinds), fields, rest, closed, items, limits, needed, initial }, needed)
}

/** The shape with these fields required, those that it describes. */
const needing = (shape: Shape, needed: ReadonlySet<string>): Shape => ({
  ...shape,
  needed,
  fields: new Map(
    [...shape.fields].map(([name, field]) => [name, needed.has(name) ? { ...field, required: true } : field])
  )
})

/** The shape of what an Effect schema reads and writes. */
export const ofSchema = (ast: SchemaAST.AST): Shape => ofAst(SchemaAST.toEncoded(ast), depth)

const ofAst = (ast: SchemaAST.AST, left: number): Shape => {
  const initial = (SchemaAST.resolve(ast)?.["default"] ?? undefined) as Json | undefined
  const shape = formOf(ast, left)
  return initial === undefined ? shape : { ...shape, initial }
}

const formOf = (ast: SchemaAST.AST, left: number): Shape => {
  if (left === 0) return anything
  const node = resolved(ast)
  switch (node._tag) {
    case "String":
    case "TemplateLiteral":
      return plain("string", Limits.ofChecks("string", node))
    case "Number":
      return plain(isInteger(node) ? "integer" : "number", Limits.ofChecks("number", node))
    case "Boolean":
      return plain("boolean")
    case "Null":
      return plain("null")
    case "Literal": {
      const kind = typeof node.literal
      const limits = kind === "bigint" ? Limits.none : Limits.ofValue(node.literal as Json)
      return plain(kind === "number" ? (Number.isInteger(node.literal) ? "integer" : "number") : (kind as Kind), limits)
    }
    case "Enum":
      return node.enums
        .map(([, value]) => plain(typeof value === "string" ? "string" : "number", Limits.ofValue(value)))
        .reduce(either, nothing)
    case "Undefined":
    case "Void":
    case "Never":
      return nothing
    case "Union":
      return node.types.map((type) => ofAst(type, left - 1)).reduce(either, nothing)
    case "Arrays":
      return {
        ...plain("list", Limits.ofChecks("list", node)),
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
  const schema = referred(spec, given)
  if (left === 0 || schema === undefined) return anything
  const parts = (key: string) => (Array.isArray(schema[key]) ? (schema[key] as ReadonlyArray<Json>) : [])
  const own = ownShape(spec, schema, left)
  const all = parts("allOf").map((_) => ofJsonSchema(spec, _, left - 1))
  const some = [parts("oneOf"), parts("anyOf")]
    .filter((_) => _.length > 0)
    .map((_) => _.map((member) => ofJsonSchema(spec, member, left - 1)).reduce(either))
  return [own, ...all, ...some].reduce(both)
}

/** What stands at the end of references. */
const referred = (spec: OpenApi, given: Json | undefined): JsonObject | undefined => {
  const passed = new Set<string>()
  let schema = given
  while (isObject(schema) && typeof schema["$ref"] === "string" && !passed.has(schema["$ref"])) {
    passed.add(schema["$ref"])
    schema = spec.definitions[schema["$ref"].split("/").at(-1) ?? ""] as Json | undefined
  }
  return isObject(schema) && typeof schema["$ref"] !== "string" ? schema : undefined
}

const ownShape = (spec: OpenApi, schema: JsonObject, left: number): Shape => {
  const types = schema["type"] ?? (isObject(schema["properties"]) ? "object" : undefined)
  const named = (Array.isArray(types) ? types : types === undefined ? [] : [types]).map(String)
  const values = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : undefined
  const initial = schema["default"]
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"].map(String) : [])
  if (named.length === 0) {
    if (values === undefined) return { ...anything, needed: required, initial }
    return { ...values.map((_) => plain(kindOf(_), Limits.ofValue(_ ?? null))).reduce(either, nothing), initial }
  }
  const properties = isObject(schema["properties"]) ? schema["properties"] : {}
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
    closed: schema["additionalProperties"] === false,
    items: named.includes("array") ? itemsOf(spec, schema, left) : undefined,
    limits: Limits.ofJsonSchema(schema, named),
    needed: required,
    initial
  }
}

const restOf = (spec: OpenApi, given: Json | undefined, left: number): Shape | undefined => {
  if (given === true) return anything
  return isObject(given) ? ofJsonSchema(spec, given, left - 1) : undefined
}

const itemsOf = (spec: OpenApi, schema: JsonObject, left: number): Shape => {
  if (schema["maxItems"] === 0) return nothing
  const first = Array.isArray(schema["prefixItems"]) ? (schema["prefixItems"] as ReadonlyArray<Json>) : []
  // No others but the first ones.
  const all =
    schema["items"] === false
      ? first
      : [...first, ...(first.length === 0 || "items" in schema ? [schema["items"]] : [])]
  return all.map((_) => ofJsonSchema(spec, _, left - 1)).reduce(either, nothing)
}

const kindOf = (value: Json | undefined): Kind => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "list"
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number"
  return typeof value as Kind
}

/** Whether the package reads a value or sends it: what it reads may have narrower limits than it knows. */
export type Way = "read" | "sent"

/** Every place where the shapes differ. Where the package takes anything, there is nothing to tell. */
export const compare = (ours: Shape, theirs: Shape, way: Way = "read"): ReadonlyArray<Difference> =>
  compareFields({ required: true, shape: ours }, { required: true, shape: theirs }, "", way, kindsOf)

const compareFields = (
  ours: Field,
  theirs: Field,
  place: string,
  way: Way,
  words: (shape: Shape, required: boolean) => string
): ReadonlyArray<Difference> => {
  const here = difference(ours, theirs, place, words)
  const limits =
    here === undefined || here.lenient !== undefined ? limitDifference(ours.shape, theirs.shape, place, way) : undefined
  const initial = way === "sent" ? initialDifference(ours.shape, theirs.shape, place) : undefined
  const own = [here, limits, initial].filter((_) => _ !== undefined)
  if (ours.shape.any || theirs.shape.any) return own
  const names = new Set([...ours.shape.fields.keys(), ...theirs.shape.fields.keys()])
  const comparable = ours.shape.kinds.has("object") && theirs.shape.kinds.has("object")
  const fields = [...names].flatMap((name): ReadonlyArray<Difference> => {
    if (!comparable) return []
    const one = ours.shape.fields.get(name)
    const other = theirs.shape.fields.get(name)
    const at = inside(place, name)
    if (one !== undefined && other !== undefined) return compareFields(one, other, at, way, fieldWords)
    const lenient = one?.required === false ? (["unknown"] as const) : undefined
    const words = (field: Field | undefined) =>
      field === undefined ? "no such field" : fieldWords(field.shape, field.required)
    return [{ place: at, package: words(one), spec: words(other), lenient }]
  })
  const beneath = (one: Shape | undefined, other: Shape | undefined, at: string) =>
    one === undefined || other === undefined
      ? []
      : compareFields({ required: true, shape: one }, { required: true, shape: other }, at, way, kindsOf)
  const others =
    comparable && ours.shape.rest !== undefined && theirs.shape.closed
      ? [
          {
            place: inside(place, "*"),
            package: "fields of any name",
            spec: "none but those it names",
            lenient: undefined
          }
        ]
      : theirs.shape.rest?.any === true
        ? []
        : beneath(ours.shape.rest, theirs.shape.rest, inside(place, "*"))
  return [...own, ...fields, ...others, ...beneath(ours.shape.items, theirs.shape.items, `${place}[]`)]
}

const limitDifference = (ours: Shape, theirs: Shape, place: string, way: Way): Difference | undefined => {
  if (ours.any || theirs.any) return undefined
  const found = Limits.compare(ours.limits, theirs.limits)
  if (found === undefined || (way === "read" && !found.less)) return undefined
  return { place, package: found.package, spec: found.spec, lenient: found.less ? undefined : ["value"] }
}

/** Where the package says what holds where nothing is sent, and the specification says otherwise. */
const initialDifference = (ours: Shape, theirs: Shape, place: string): Difference | undefined => {
  const said = (_: Json | undefined) => (_ === undefined ? "no default" : `the default ${JSON.stringify(_)}`)
  if (ours.initial === undefined || equals(ours.initial, theirs.initial)) return undefined
  return { place, package: said(ours.initial), spec: said(theirs.initial), lenient: undefined }
}

/** The shape with these fields of any value of their kinds. */
export const unlimited = (shape: Shape, names: ReadonlyArray<string>): Shape => ({
  ...shape,
  fields: new Map(
    [...shape.fields].map(([name, field]) => {
      if (!names.includes(name)) return [name, field]
      return [
        name,
        {
          ...field,
          shape: { ...field.shape, limits: [...field.shape.kinds].map(allOf).reduce(Limits.either, Limits.none) }
        }
      ]
    })
  )
})

/** The shape in an address, where every value is a text: one that may be any text may be a number, too. */
export const inAddress = (shape: Shape): Shape => ({
  any: shape.any,
  kinds: new Set(
    [...shape.kinds].filter((kind) => {
      if (kind === "null") return false
      return kind === "object" || kind === "list" || kind === "string" || !shape.kinds.has("string")
    })
  ),
  fields: new Map([...shape.fields].map(([name, field]) => [name, { ...field, shape: inAddress(field.shape) }])),
  rest: shape.rest === undefined ? undefined : inAddress(shape.rest),
  closed: shape.closed,
  items: shape.items === undefined ? undefined : inAddress(shape.items),
  limits: shape.limits,
  needed: shape.needed,
  initial: shape.initial
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
