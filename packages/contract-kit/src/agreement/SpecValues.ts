/** Validates values against the specification's schemas, and generates valid ones. */
import * as Arbitrary from "effect/Arbitrary"
import type * as Schema from "effect/Schema"
import * as SchemaRepresentation from "effect/SchemaRepresentation"
import type { Ajv2020, ErrorObject } from "ajv/dist/2020.js"
import * as Engine from "./Engine.ts"
import { at } from "@salesbridge/openapi/Document"
import { canonical, inside, isObject, type Json } from "@salesbridge/openapi/Json"
import type { OpenApi, SpecSchema } from "@salesbridge/openapi/Specification"

/** Why a value is not valid: the place and the problem. */
interface Flaw {
  readonly place: string
  readonly problem: string
  readonly error: ErrorObject
}

type Validate = (value: unknown) => ReadonlyArray<Flaw>

/** With `verbose`, errors contain the value and the schema. */
export const engines = {
  plain: Engine.make(),
  coercing: Engine.make({ coerceTypes: "array" }),
  verbose: Engine.make({ verbose: true })
}

/** What the meaning of a schema depends on: the targets of its references. */
interface Scope {
  /** The base URI of the definitions in the validators. */
  readonly address: string
  readonly validators: Map<string, Validate>
}

const scopes = new Map<string, Scope>()
const known = new WeakMap<OpenApi, Scope>()

/** The scope of a specification's schemas. Specifications with equal definitions share one, such as those of mutants. */
export const scopeOf = (spec: OpenApi): Scope => {
  const mine = known.get(spec)
  if (mine !== undefined) return mine
  const definitions = canonical(spec.definitions)
  const scope = scopes.get(definitions) ?? { address: `spec:${scopes.size}`, validators: new Map() }
  known.set(spec, scope)
  if (!scopes.has(definitions)) {
    scopes.set(definitions, scope)
    for (const ajv of Object.values(engines)) ajv.addSchema({ $id: scope.address, $defs: spec.definitions })
  }
  return scope
}

/**
 * A validator for a schema of the specification, compiled once in its scope. With `coerce`, text is converted to the
 * declared type, as servers do with a query.
 */
export const validator = (spec: OpenApi, schema: SpecSchema, options: { readonly coerce?: boolean } = {}): Validate => {
  const { address, validators } = scopeOf(spec)
  const key = `${options.coerce === true} ${canonical(schema)}`
  const made =
    validators.get(key) ?? compile(options.coerce === true ? engines.coercing : engines.plain, address, schema)
  validators.set(key, made)
  return made
}

const compile = (ajv: Ajv2020, address: string, schema: SpecSchema): Validate => {
  const validate = ajv.compile({
    type: "object",
    required: ["value"],
    properties: { value: Engine.at(address, schema) }
  })
  return (value) => {
    if (validate({ value: structuredClone(value) })) return []
    const errors = validate.errors ?? []
    // If no member of a choice accepts the value, the members' errors say more. If several members of `oneOf` accept
    // it, only the choice has an error.
    const within = errors.filter(({ keyword }) => keyword !== "oneOf" && keyword !== "anyOf")
    return (within.length > 0 ? within : errors).map((error) => {
      const missing = (error.params as { readonly missingProperty?: string }).missingProperty
      const place = placeOf(error.instancePath.split("/").slice(2))
      return {
        place: missing === undefined ? place : inside(place, missing),
        problem: missing === undefined ? (error.message ?? error.keyword) : "is required",
        error
      }
    })
  }
}

const placeOf = (steps: ReadonlyArray<string>): string =>
  steps.reduce((place, step) => {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~")
    return /^\d+$/.test(name) ? `${place}[]` : inside(place, name)
  }, "")

/** The examples and the default of a schema, valid or not. */
export const examplesOf = (spec: OpenApi, schema: SpecSchema): ReadonlyArray<Json> => {
  const { $ref, default: left, example, examples } = schema as { readonly [name: string]: Json | undefined }
  if (typeof $ref === "string") {
    const target = spec.definitions[$ref.split("/").at(-1) ?? ""]
    return target === undefined || target["$ref"] !== undefined ? [] : examplesOf(spec, target)
  }
  return [...(Array.isArray(examples) ? (examples as ReadonlyArray<Json>) : []), example, left].filter(
    (value) => value !== undefined
  )
}

/** Generates valid values of a schema of the specification. With `isText`, it omits null, which a URL cannot contain. */
export const arbitrary = (
  spec: OpenApi,
  schema: SpecSchema,
  { isText }: { readonly isText: boolean }
): Arbitrary.Arbitrary<Json> => {
  const made = SchemaRepresentation.fromJsonSchemaDocument(
    { dialect: "draft-2020-12", schema: generable(schema), definitions: definitionsOf(spec) },
    { patterns: "apply" }
  )
  const valid = validator(spec, schema)
  return Arbitrary.schema(made as Schema.Codec<Json, Json>).pipe(
    Arbitrary.map((value) => lengthened(possible(isText ? withoutNull(value) : value), valid)),
    Arbitrary.filter((value) => !(isText && value === null) && valid(value).length === 0)
  )
}

const withoutNull = (value: Json): Json => {
  if (Array.isArray(value)) return value.filter((_) => _ !== null).map(withoutNull)
  if (!isObject(value)) return value
  const parts = Object.entries(value).filter(([, part]) => part !== null)
  return Object.fromEntries(parts.map(([name, part]) => [name, withoutNull(part)]))
}

/** Patterns for formats. Random strings would almost never match a format. */
const notations: { readonly [format: string]: string } = {
  "date-time": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?(Z|[+-]\\d{2}:\\d{2})$",
  date: "^\\d{4}-\\d{2}-\\d{2}$",
  email: "^[a-z]{1,8}@[a-z]{1,8}\\.example\\.com$",
  uri: "^https://[a-z]{1,8}\\.example\\.com/[a-z]{0,8}$",
  uuid: "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
}

/** The most items that are generated for a list. The time grows faster than their number, so more are repeated. */
const few = 3

/** The value with the items of its lists repeated until there are enough. */
const lengthened = (value: Json, valid: Validate): Json => {
  const short = valid(value).filter(({ error }) => error.keyword === "minItems")
  if (short.length === 0) return value
  const copy = { value: structuredClone(value) as Json }
  for (const { error } of short) {
    const list = at(copy, error.instancePath)
    if (!Array.isArray(list) || list.length === 0) continue
    const items: ReadonlyArray<Json> = [...list]
    const least = (error.params as { readonly limit: number }).limit
    while (list.length < least) list.push(items[list.length % items.length]!)
  }
  return copy.value
}

/** The schema for the generator: with a pattern for each format, and with few items in long lists. */
const generable = <S>(schema: S): S => {
  if (Array.isArray(schema)) return schema.map(generable) as S
  if (!isObject(schema)) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, generable(part)]))
  const { format, minItems, pattern, type, uniqueItems } = schema
  const notation = typeof format === "string" && pattern === undefined ? notations[format] : undefined
  const isText = type === "string" || (Array.isArray(type) && type.includes("string"))
  return {
    ...copy,
    ...(notation !== undefined && isText ? { pattern: notation } : {}),
    ...(typeof minItems === "number" && minItems > few && uniqueItems !== true ? { minItems: few } : {})
  } as S
}

const generableOf = new WeakMap<OpenApi, OpenApi["definitions"]>()
const definitionsOf = (spec: OpenApi): OpenApi["definitions"] => {
  const known = generableOf.get(spec) ?? generable(spec.definitions)
  generableOf.set(spec, known)
  return known
}

/**
 * Replaces impossible dates with possible ones. The patterns allow a 99th day of a 99th month, which no vendor sends.
 */
const possible = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(possible)
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, possible(part)]))
  if (typeof value !== "string") return value
  const within = (digits: string, count: number, from = 0) => String((Number(digits) % count) + from).padStart(2, "0")
  return value
    .replace(
      /^(\d{4})-(\d{2})-(\d{2})([T ])(\d{2}):(\d{2}):(\d{2})/,
      (_, year: string, month: string, day: string, t: string, hour: string, minute: string, second: string) =>
        `${1970 + (Number(year) % 130)}-${within(month, 12, 1)}-${within(day, 28, 1)}${t}${within(hour, 24)}:${within(minute, 60)}:${within(second, 60)}`
    )
    .replace(
      /^(\d{4})-(\d{2})-(\d{2})$/,
      (_, year: string, month: string, day: string) =>
        `${1970 + (Number(year) % 130)}-${within(month, 12, 1)}-${within(day, 28, 1)}`
    )
    .replace(
      /([+-])(\d{2}):(\d{2})$/,
      (_, sign: string, hour: string, minute: string) => `${sign}${within(hour, 14)}:${within(minute, 60)}`
    )
}
