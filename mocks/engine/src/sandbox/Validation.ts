/**
 * Validates a request against its operation. Returns path, query, headers and body with the specification's types, or
 * the mistakes. A schema is compiled when its operation is first called.
 */
import type * as AjvModule from "ajv"
import type { FormatsPlugin } from "ajv-formats"
import type { Ajv, ErrorObject, ValidateFunction } from "ajv"
import { createRequire } from "node:module"
import type { Violation } from "./Definition.ts"
import { parseJson } from "../http/json.ts"
import { isMultipleOf } from "@salesbridge/openapi/multipleOf"
import { isObject } from "@salesbridge/openapi/Json"
import { components, toJsonSchema } from "./JsonSchema.ts"
import type { Operation, Parameter, Specification } from "./Specification.ts"

export interface Incoming {
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Validated {
  readonly path: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: unknown
  readonly violations: ReadonlyArray<Violation>
  /** Whether the operation does not accept the body's media type. */
  readonly unsupported: boolean
}

type Check = (incoming: Incoming) => Validated

const places = ["path", "query", "header"] as const

type Validate = (operation: Operation, incoming: Incoming) => Validated

const known = new WeakMap<Specification, Validate>()

/** Creates the validation of a specification. Sandboxes of the same specification share compiled schemas. */
export const validation = (specification: Specification): Validate => {
  const validate = known.get(specification) ?? make(specification)
  known.set(specification, validate)
  return validate
}

const make = (specification: Specification): Validate => {
  const checks = new Map<string, Check>()
  const compilers = compilersOf(specification)
  return (operation, incoming) => {
    let check = checks.get(operation.id)
    if (check === undefined) {
      check = checkOf(operation, compilers)
      checks.set(operation.id, check)
    }
    return check(incoming)
  }
}

/** Created for the first schema, because a compiler takes longer to load than the rest of a sandbox. */
interface Compilers {
  /** Converts text to numbers and booleans, for parameters. */
  readonly coercing: (schema: object) => ValidateFunction
  readonly strict: (schema: object) => ValidateFunction
}

export const compilersOf = ({ components: { schemas } }: Specification): Compilers => {
  const compiler = (coerceTypes: boolean) => {
    let ajv: Ajv | undefined
    let hasComponents = false
    return (schema: object): ValidateFunction => {
      ajv ??= load(coerceTypes)
      // Parameters rarely refer to components.
      if (!hasComponents && JSON.stringify(schema).includes(`"$ref":"${components}`)) {
        ajv.addSchema({ $id: components, components: { schemas: jsonSchemas(schemas) } })
        hasComponents = true
      }
      return ajv.compile(schema)
    }
  }
  return { coercing: compiler(true), strict: compiler(false) }
}

const jsonSchemas = (schemas: unknown) =>
  Object.fromEntries(Object.entries(isObject(schemas) ? schemas : {}).map(([name, one]) => [name, toJsonSchema(one)]))

const load = (coerceTypes: boolean): Ajv => {
  const require = createRequire(import.meta.url)
  const { Ajv } = require("ajv") as typeof AjvModule
  const { default: formats } = require("ajv-formats") as { readonly default: FormatsPlugin }
  // Another check validates the specifications; validating each schema here would take long.
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes, meta: false, validateSchema: false })
  formats(ajv)
  // With decimal arithmetic: Ajv uses binary fractions and refuses 19.99 as a multiple of 0.01.
  ajv.removeKeyword("multipleOf")
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    compile: (step: number) => (value: number) => isMultipleOf(value, step),
    error: { message: ({ schema }) => `must be multiple of ${String(schema)}` }
  })
  return ajv.addFormat("int32", true).addFormat("int64", true).addFormat("float", true).addFormat("double", true)
}

const checkOf = ({ body, parameters }: Operation, { coercing, strict }: Compilers): Check => {
  const declared = places.flatMap((place) => {
    const here = parameters.filter((parameter) => parameter.in === place)
    if (here.length === 0) return []
    const validate = coercing({
      type: "object",
      properties: Object.fromEntries(here.map(({ name, schema }) => [name, toJsonSchema(schema)])),
      required: here.filter(({ required }) => required).map(({ name }) => name)
    })
    return [{ place, here, validate }]
  })
  const contents = Object.entries(body?.content ?? {}).map(([type, schema]) => {
    let validate: ValidateFunction | undefined
    return { type, validate: () => (validate ??= strict(toJsonSchema(schema) as object)) }
  })
  return (incoming) => {
    let violations = none
    const values: Record<(typeof places)[number], Record<string, unknown>> = { path: {}, query: {}, header: {} }
    for (const { here, place, validate } of declared) {
      values[place] = gather(place, here, incoming)
      violations = joined(violations, violationsOf(validate, values[place], place))
    }
    const read = readBody(body, contents, incoming)
    return {
      path: values.path,
      query: values.query,
      body: read.value,
      violations: joined(violations, read.violations),
      unsupported: read.unsupported === true
    }
  }
}

const none: ReadonlyArray<Violation> = []

/** Both lists. The second is usually empty. */
const joined = (some: ReadonlyArray<Violation>, more: ReadonlyArray<Violation>): ReadonlyArray<Violation> =>
  more.length === 0 ? some : [...some, ...more]

const gather = (
  place: (typeof places)[number],
  parameters: ReadonlyArray<Parameter>,
  { headers, path, query }: Incoming
): Record<string, unknown> => {
  if (place === "path") return { ...path }
  const values: Record<string, unknown> = {}
  for (const parameter of parameters) {
    const value = place === "header" ? headers[parameter.name.toLowerCase()] : queried(parameter, query)
    if (value !== undefined) values[parameter.name] = value
  }
  return values
}

const queried = ({ deepObject, explode, name, schema }: Parameter, query: URLSearchParams): unknown => {
  if (deepObject) return deep(name, query)
  const all = query.getAll(name)
  if (all.length === 0) return undefined
  if (!isList(schema)) return all.at(-1)
  return explode ? all : all.flatMap((one) => one.split(","))
}

const isList = (schema: unknown): boolean => isObject(schema) && schema["type"] === "array"

/** `filter[key]=value` and `filter[key][]=value`. */
const deep = (name: string, query: URLSearchParams): unknown => {
  let found: Record<string, unknown> | undefined
  for (const [key, value] of query) {
    if (!key.startsWith(`${name}[`)) continue
    const inner = /^\[([^\]]+)\](\[\])?$/.exec(key.slice(name.length))
    if (inner === null) continue
    found ??= {}
    const before = found[inner[1]!]
    found[inner[1]!] = inner[2] === undefined ? value : [...(Array.isArray(before) ? before : []), value]
  }
  return found
}

const nobody = { value: undefined, violations: none }

const readBody = (
  declared: Operation["body"],
  contents: ReadonlyArray<{ readonly type: string; readonly validate: () => ValidateFunction }>,
  { body, headers }: Incoming
): { readonly value: unknown; readonly violations: ReadonlyArray<Violation>; readonly unsupported?: boolean } => {
  if (declared === undefined) return nobody
  const wrong = (message: string) => ({
    value: undefined,
    violations: [{ in: "body" as const, name: "", message }]
  })
  if (body === "") return declared.required ? wrong("is missing") : { value: undefined, violations: [] }
  const type = (headers["content-type"] ?? "application/json").split(";")[0]!.trim().toLowerCase()
  const content = contents.find((one) => one.type === type)
  if (content === undefined) {
    return { ...wrong(`is ${type}; it must be ${contents.map((one) => one.type).join(" or ")}`), unsupported: true }
  }
  let value: unknown
  try {
    value = type.endsWith("json") ? parseJson(body) : formOf(body)
  } catch (cause) {
    return wrong(`is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  return { value, violations: violationsOf(content.validate(), value, "body") }
}

/** The fields of a form, as copies: slices would keep the whole body in memory. */
const formOf = (body: string): Record<string, string> =>
  Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, Buffer.from(value).toString()]))

const violationsOf = (validate: ValidateFunction, value: unknown, place: Violation["in"]): ReadonlyArray<Violation> => {
  if (validate(value)) return none
  const seen = new Set<string>()
  return (validate.errors ?? []).flatMap((error) => {
    const violation = violationOf(error, place)
    const key = `${violation.name} ${violation.message}`
    if (seen.has(key)) return []
    seen.add(key)
    return [violation]
  })
}

const violationOf = ({ instancePath, keyword, message, params }: ErrorObject, place: Violation["in"]): Violation => {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
  const missing = keyword === "required" ? String(params["missingProperty"]) : undefined
  const extra = keyword === "additionalProperties" ? String(params["additionalProperty"]) : undefined
  const name = [...path, ...[missing ?? extra].filter((_) => _ !== undefined)].join(".")
  if (missing !== undefined) return { in: place, name, message: "is missing" }
  if (extra !== undefined) return { in: place, name, message: "is not known here" }
  if (keyword === "enum") {
    return { in: place, name, message: `must be one of ${(params["allowedValues"] as Array<unknown>).join(", ")}` }
  }
  return { in: place, name, message: message ?? "is not allowed" }
}
