/**
 * Validates a request against its operation. Returns path, query, headers and body with the specification's types, or
 * the mistakes. A schema is compiled when its operation is first called.
 */
import type { ErrorObject, ValidateFunction } from "ajv"
import type { Violation } from "./Definition.ts"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { bodyReader } from "./bodies.ts"
import { type Compilers, compilersOf } from "./Compilers.ts"
import { queryReader, textReader } from "./parameters.ts"
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

const make = ({ document }: Specification): Validate => {
  const checks = new Map<Operation, Check>()
  const compilers = compilersOf(document)
  return (operation, incoming) => {
    let check = checks.get(operation)
    if (check === undefined) {
      check = checkOf(document, operation, compilers)
      checks.set(operation, check)
    }
    return check(incoming)
  }
}

const checkOf = (document: JsonObject, { body, parameters }: Operation, compilers: Compilers): Check => {
  const declared = places.flatMap((place) => {
    const here = parameters.filter((parameter) => parameter.in === place)
    if (here.length === 0) return []
    const validate = compilers.coercing({
      type: "object",
      properties: Object.fromEntries(here.map(({ name, schema }) => [name, schema as JsonObject])),
      required: here.filter(({ required }) => required).map(({ name }) => name)
    })
    const readers = here.map((parameter) => readerOf(document, parameter))
    return [{ place, readers, validate }]
  })
  const readBody = bodyReader(document, body, compilers)
  return (incoming) => {
    let violations = none
    const values: Record<(typeof places)[number], Record<string, unknown>> = { path: {}, query: {}, header: {} }
    for (const { place, readers, validate } of declared) {
      const found: Record<string, unknown> = place === "path" ? { ...incoming.path } : {}
      for (const { name, read } of readers) {
        const value = read(incoming)
        if (value !== undefined) found[name] = value
      }
      values[place] = found
      violations = joined(violations, violationsOf(validate, found, place))
    }
    const { unsupported, validate, value, wrong } = readBody(incoming)
    const found = wrong === undefined ? none : [{ in: "body" as const, name: "", message: wrong }]
    return {
      path: values.path,
      query: values.query,
      body: value,
      violations: joined(violations, validate === undefined ? found : violationsOf(validate, value, "body")),
      unsupported: unsupported === true
    }
  }
}

const none: ReadonlyArray<Violation> = []

/** Both lists. The second is usually empty. */
const joined = (some: ReadonlyArray<Violation>, more: ReadonlyArray<Violation>): ReadonlyArray<Violation> =>
  more.length === 0 ? some : [...some, ...more]

/** Reads a parameter of a request. Undefined if the request does not have it. */
const readerOf = (
  document: JsonObject,
  parameter: Parameter
): { readonly name: string; readonly read: (incoming: Incoming) => unknown } => {
  const { in: place, name } = parameter
  if (place === "query") {
    const read = queryReader(document, parameter)
    return { name, read: ({ query }) => read(query) }
  }
  const read = textReader(document, parameter)
  const key = place === "header" ? name.toLowerCase() : name
  return {
    name,
    read: ({ headers, path }) => {
      const text = place === "header" ? headers[key] : path[key]
      return text === undefined ? undefined : read(text)
    }
  }
}

const violationsOf = (validate: ValidateFunction, value: unknown, place: Violation["in"]): ReadonlyArray<Violation> => {
  if (validate(value)) return none
  const seen = new Set<string>()
  return (validate.errors ?? []).flatMap((error) => {
    // What follows from the condition has its own error.
    if (error.keyword === "if") return []
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
  const unknown = params["additionalProperty"] ?? params["unevaluatedProperty"]
  const extra = unknown === undefined ? undefined : String(unknown)
  const name = [...path, ...[missing ?? extra].filter((_) => _ !== undefined)].join(".")
  if (missing !== undefined) return { in: place, name, message: "is missing" }
  if (extra !== undefined) return { in: place, name, message: "is not known here" }
  if (keyword === "enum") {
    return { in: place, name, message: `must be one of ${(params["allowedValues"] as Array<unknown>).join(", ")}` }
  }
  if (keyword === "const") return { in: place, name, message: `must be ${JSON.stringify(params["allowedValue"])}` }
  return { in: place, name, message: message ?? "is not allowed" }
}
