/**
 * The third witness: operation and specification side by side. Method, path, parameters, security and statuses are
 * compared as they stand; schemas by their shapes and by values that each side makes up for the other.
 */
import type { Operation, Vendor } from "@salesbridge/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaParser from "effect/SchemaParser"
import type { Disagreement, Leniency } from "./Disagreement.ts"
import { bodySchema, credentialsOf, interactions } from "./Interaction.ts"
import { canonical, inside, isObject, type Json, overTheWire, show } from "./Json.ts"
import { find, type OpenApi, type SpecOperation, type SpecSchema, successStatus } from "./OpenApi.ts"
import * as Sample from "./Sample.ts"
import * as Shape from "./Shape.ts"
import * as SpecValues from "./SpecValues.ts"

export interface Options {
  readonly definition: Vendor.Definition
  readonly spec: OpenApi
  /** Where the made-up values start; the same seed makes the same values. */
  readonly seed: string
  /** How many values each schema is tried with. Default: 30. */
  readonly runs?: number
}

type Finding = Omit<Disagreement, "witness" | "operation">

/** What operations and specification say differently. */
export const check = async (
  catalog: ReadonlyArray<Operation.Any>,
  options: Options
): Promise<ReadonlyArray<Disagreement>> => {
  const found: Array<Disagreement> = []
  for (const operation of catalog) {
    const add = (findings: ReadonlyArray<Finding>) =>
      found.push(...findings.map((_) => ({ witness: "agreement" as const, operation: operation.id, ..._ })))
    const theirs = find(options.spec, operation.id)
    if (theirs === undefined) {
      add([
        {
          status: undefined,
          location: "operation",
          package: `${operation.method} ${operation.path}`,
          spec: "no operation of this id"
        }
      ])
      continue
    }
    add(route(operation, theirs))
    for (const one of [theirs, ...options.spec.operations.filter((_) => _.alternativeOf === operation.id)]) {
      add(await parameters(operation, one, options))
      add(security(operation, one, options.definition))
      add(statuses(operation, one))
      if (one === theirs || one.body !== undefined) add(await requestBody(operation, one, options))
      add(await responses(operation, one, options))
    }
  }
  return [...found, ...unknownToPackage(catalog, options.spec)]
}

const unknownToPackage = (catalog: ReadonlyArray<Operation.Any>, spec: OpenApi): ReadonlyArray<Disagreement> => {
  const ids = new Set(catalog.map(({ id }) => id))
  return spec.operations.flatMap((_) =>
    (_.alternativeOf === undefined ? _.stands : [_.alternativeOf])
      .filter((id) => !ids.has(id))
      .map((operation) => ({
        witness: "agreement" as const,
        operation,
        status: undefined,
        location: "operation",
        package: "no operation of this id",
        spec: `${_.method} ${_.path}`
      }))
  )
}

const route = (operation: Operation.Any, theirs: SpecOperation): ReadonlyArray<Finding> => [
  ...(operation.method === theirs.method
    ? []
    : [{ status: undefined, location: "method", package: operation.method, spec: theirs.method }]),
  ...(operation.path === theirs.path
    ? []
    : [{ status: undefined, location: "path", package: operation.path, spec: theirs.path }])
]

const places = { path: "path", query: "query", headers: "header" } as const

const parameters = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const credentials = credentialsOf(options.definition, operation)
  const left = new Map(theirs.parameters.map((_) => [`${_.in} ${nameIn(_.in, _.name)}`, _]))
  const findings: Array<Finding> = []
  for (const [key, place] of Object.entries(places)) {
    for (const [name, schema] of Object.entries(operation.parameters[key as keyof typeof places])) {
      const location = `${place} ${name}`
      const parameter = left.get(`${place} ${nameIn(place, name)}`)
      const required = !SchemaAST.isOptional(schema.ast)
      const add = (ours: string, spec: string) => findings.push({ status: undefined, location, package: ours, spec })
      if (parameter === undefined) {
        const elsewhere = [...left.values()].find((_) => _.name === name)
        add(
          required ? "a required parameter" : "an optional parameter",
          elsewhere === undefined ? "no such parameter" : `it is in ${elsewhere.in}`
        )
        continue
      }
      left.delete(`${place} ${nameIn(place, name)}`)
      if (required !== parameter.required) {
        add(required ? "required" : "optional", parameter.required ? "required" : "optional")
      }
      const list = isList(schema.ast)
      if (list && place === "query" && (parameter.explode === false || (parameter.style ?? "form") !== "form")) {
        add(
          "a list, as one parameter for each item",
          `style ${parameter.style ?? "form"}, explode ${parameter.explode ?? true}`
        )
      }
      const codec = schema as Sample.Codec
      const shape = Shape.ofSchema(schema.ast)
      // In an address everything is text, so only the values can tell texts and numbers apart.
      if (list !== Shape.ofSpec(options.spec, parameter.schema).kinds.has("list")) {
        add(list ? "a list" : "one value", list ? "one value" : "a list")
        continue
      }
      const texts = shape.kinds.has("string")
      add_(
        findings,
        location,
        await bothWays(codec, parameter.schema, options, {
          examples: Object.fromEntries(parameter.examples.map((value, index) => [`example ${index + 1}`, value])),
          read: (value) => (texts ? asTexts(value) : value),
          written: asTexts,
          coerce: true
        })
      )
    }
  }
  for (const credential of credentials) {
    const key = `${credential.in} ${nameIn(credential.in, credential.name)}`
    if (left.get(key)?.required === false) {
      const location = `${credential.in} ${credential.name}`
      findings.push({ status: undefined, location, package: "sends it with every call", spec: "optional" })
    }
    left.delete(key)
  }
  for (const parameter of left.values()) {
    findings.push({
      status: undefined,
      location: `${parameter.in} ${parameter.name}`,
      package: "no such parameter",
      spec: parameter.required ? "a required parameter" : "an optional parameter"
    })
  }
  return findings
}

const add_ = (findings: Array<Finding>, location: string, problems: ReadonlyArray<Problem>) => {
  for (const { lenient, ours, place, theirs } of problems) {
    findings.push({
      status: undefined,
      location: at(location, place),
      package: ours,
      spec: theirs,
      ...(lenient === undefined ? {} : { lenient })
    })
  }
}

const nameIn = (place: string, name: string): string => (place === "header" ? name.toLowerCase() : name)
const isList = (ast: SchemaAST.AST): boolean => Shape.ofSchema(ast).kinds.has("list")
const asTexts = (value: Json): Json => (Array.isArray(value) ? value.map(String) : String(value))

const security = (
  operation: Operation.Any,
  theirs: SpecOperation,
  definition: Vendor.Definition
): ReadonlyArray<Finding> => {
  const carried = credentialsOf(definition, operation)
  const carries = (place: string, name: string) =>
    carried.some((_) => _.in === place && nameIn(place, _.name) === nameIn(place, name))
  const open = theirs.security.length === 0 || theirs.security.some((_) => _.length === 0)
  const met = open || theirs.security.some((schemes) => schemes.every((_) => carries(_.in, _.parameter)))
  const known = new Set([
    ...theirs.security.flat().map((_) => `${_.in} ${nameIn(_.in, _.parameter)}`),
    ...theirs.parameters.map((_) => `${_.in} ${nameIn(_.in, _.name)}`)
  ])
  const words = (list: ReadonlyArray<{ readonly in: string; readonly at: string }>) =>
    list.length === 0 ? "no credentials" : list.map((_) => `${_.in} ${_.at}`).join(" and ")
  return [
    ...(met
      ? []
      : [
          {
            status: undefined,
            location: "security",
            package: words(carried.map((_) => ({ in: _.in, at: _.name }))),
            spec: theirs.security
              .map((_) => words(_.map((scheme) => ({ in: scheme.in, at: scheme.parameter }))))
              .join(", or ")
          }
        ]),
    ...carried
      .filter((_) => !known.has(`${_.in} ${nameIn(_.in, _.name)}`))
      .map((_) => ({
        status: undefined,
        location: `${_.in} ${_.name}`,
        package: `the credential ${_.key} travels there`,
        spec: "no parameter and no security scheme there"
      }))
  ]
}

const statuses = (operation: Operation.Any, theirs: SpecOperation): ReadonlyArray<Finding> => {
  const declared = new Map(operation.errors.map((error) => [error.status, error.tag]))
  const finding = (status: number, ours: string, spec: string) => ({ status, location: "status", package: ours, spec })
  return [
    ...[...declared]
      .filter(([status]) => !theirs.responses.has(status))
      .map(([status, tag]) => finding(status, tag, "no such status")),
    ...[...theirs.responses.keys()]
      .filter((status) => (status < 200 || status >= 300) && !declared.has(status))
      .map((status) => finding(status, "no error of this status", "declared")),
    ...(successStatus(theirs) === undefined ? [finding(200, "a call can succeed", "no status of success")] : [])
  ]
}

const requestBody = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const schema = bodySchema(operation)
  const location = "request body"
  if (schema === undefined || theirs.body?.schema === undefined) {
    if (schema === undefined && theirs.body?.required !== true) return []
    if (schema === undefined) return [{ status: undefined, location, package: "none", spec: "required" }]
    if (theirs.body?.schema === undefined && theirs.body !== undefined) return []
    return [{ status: undefined, location, package: "a JSON body", spec: "none" }]
  }
  const differences = Shape.compare(Shape.ofSchema(schema.ast), Shape.ofSpec(options.spec, theirs.body.schema))
  const findings: Array<Finding> = differences.map((_) => finding(undefined, location, _))
  if (differences.some(({ lenient }) => lenient === undefined)) return findings
  const constant = Object.keys(operation.constantBody ?? {})
  const varying = (value: Json): Json => (isObject(value) ? { ...value, ...operation.constantBody } : value)
  const sent = interactions(operation)[0]!.request.body
  findings.push(
    ...SpecValues.validator(
      options.spec,
      theirs.body.schema
    )(sent).map((_) => ({
      status: undefined,
      location: at(location, _.place),
      package: `sends ${show(sent)}`,
      spec: _.problem
    }))
  )
  add_(
    findings,
    location,
    await bothWays(schema, theirs.body.schema, options, {
      examples: theirs.body.examples,
      read: constant.length === 0 ? (value) => value : varying,
      written: (value) => value,
      coerce: false
    })
  )
  return findings
}

const finding = (status: number | undefined, location: string, _: Shape.Difference): Finding => ({
  status,
  location: at(location, _.place),
  package: _.package,
  spec: _.spec,
  ...(_.lenient === undefined ? {} : { lenient: _.lenient })
})

const at = (location: string, place: string): string => (place === "" ? location : `${location} ${place}`)

const responses = async (
  operation: Operation.Any,
  theirs: SpecOperation,
  options: Options
): Promise<ReadonlyArray<Finding>> => {
  const findings: Array<Finding> = []
  const location = "response body"
  for (const [status, response] of theirs.responses) {
    const success = status >= 200 && status < 300
    const errors = operation.errors.filter((_) => _.status === status && _.detailsSchema !== undefined)
    const schemas: ReadonlyArray<Sample.Codec> = success
      ? [operation.success]
      : errors.map((_) => _.detailsSchema as unknown as Sample.Codec)
    const failed = (value: Json) => operation.errors.some((_) => _.status === status && _.when?.(value) === true)
    for (const schema of schemas) {
      if (response.schema === undefined) {
        if (Shape.ofSchema(schema.ast).kinds.size > 0 && operation.emptySuccess === undefined) {
          findings.push({ status, location, package: "a JSON body", spec: "none" })
        }
        continue
      }
      const differences = Shape.compare(Shape.ofSchema(schema.ast), Shape.ofSpec(options.spec, response.schema))
      findings.push(...differences.map((_) => finding(status, location, _)))
      const problems = [
        ...readable(
          schema,
          Object.fromEntries(Object.entries(response.examples).filter(([, _]) => !success || !failed(_)))
        ),
        ...(await readsAnything(schema, response.schema, options, (value) => value))
      ]
      // A leniency explains no value that cannot be read.
      const known = new Set(differences.filter(({ lenient }) => lenient === undefined).map(({ place }) => place))
      for (const { ours, place, theirs } of problems) {
        if (!known.has(place)) findings.push({ status, location: at(location, place), package: ours, spec: theirs })
      }
    }
  }
  return findings
}

interface Problem {
  readonly place: string
  readonly ours: string
  readonly theirs: string
  readonly lenient?: ReadonlyArray<Leniency>
}

interface Ways {
  readonly examples: { readonly [name: string]: Json }
  /** A value of the specification as the package would be given it. */
  readonly read: (value: Json) => Json
  /** A value of the package as the specification would see it. */
  readonly written: (value: Json) => Json
  readonly coerce: boolean
}

/** What is sent: every value of the package is valid for the specification, and the other way round. */
const bothWays = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  ways: Ways
): Promise<ReadonlyArray<Problem>> => {
  const examples = Object.fromEntries(Object.entries(ways.examples).map(([name, value]) => [name, ways.read(value)]))
  const problems = [
    ...readable(schema, examples),
    ...(await readsAnything(schema, theirs, options, ways.read)),
    ...(await writesOnlyValid(schema, theirs, options, ways))
  ]
  return [...new Map(problems.map((_) => [`${_.place} ${_.ours}`, _])).values()].slice(0, 5)
}

const issues = SchemaIssue.makeFormatterStandardSchemaV1()

const flawOf = (
  schema: Sample.Codec,
  value: unknown
): { readonly place: string; readonly problem: string } | undefined => {
  const result = SchemaParser.decodeUnknownResult(schema)(value)
  if (Result.isSuccess(result)) return undefined
  const first = issues(result.failure).issues[0]
  const place = (first?.path ?? []).reduce<string>((path, segment) => {
    const key = typeof segment === "object" ? segment.key : segment
    return typeof key === "number" ? `${path}[]` : inside(path, String(key))
  }, "")
  return { place, problem: first?.message ?? "does not read it" }
}

/** The specification's own examples. */
const readable = (schema: Sample.Codec, examples: { readonly [name: string]: Json }): ReadonlyArray<Problem> =>
  Object.entries(examples).flatMap(([name, value]) => {
    const flaw = flawOf(schema, value)
    return flaw === undefined
      ? []
      : [{ place: flaw.place, ours: flaw.problem, theirs: `its example "${name}" has ${show(value)}` }]
  })

const tried = new WeakMap<OpenApi, WeakMap<object, Map<string, Promise<ReadonlyArray<Problem>>>>>()

/** Values that the specification allows. The same schemas on both sides are tried once. */
const readsAnything = (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  read: (value: Json) => Json
): Promise<ReadonlyArray<Problem>> => {
  const bySchema = tried.get(options.spec) ?? new WeakMap<object, Map<string, Promise<ReadonlyArray<Problem>>>>()
  const byTheirs = bySchema.get(schema.ast) ?? new Map<string, Promise<ReadonlyArray<Problem>>>()
  tried.set(options.spec, bySchema)
  bySchema.set(schema.ast, byTheirs)
  const key = `${options.seed} ${options.runs} ${canonical(theirs)}`
  const known = byTheirs.get(key) ?? readsMadeUp(schema, theirs, options, read)
  byTheirs.set(key, known)
  return known
}

const readsMadeUp = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  read: (value: Json) => Json
): Promise<ReadonlyArray<Problem>> => {
  const values = Result.try({ try: () => SpecValues.arbitrary(options.spec, theirs), catch: String })
  if (Result.isFailure(values)) {
    return [
      { place: "", ours: "has no value to read", theirs: `no value can be made up of its schema: ${values.failure}` }
    ]
  }
  const result = await Effect.runPromise(
    Arbitrary.checkEffect(values.success, (value) => flawOf(schema, read(value)) === undefined, {
      runs: options.runs ?? 30,
      seed: options.seed,
      size: 5
    })
  )
  if (result._tag === "Passed") return []
  if (result._tag !== "Falsified")
    return [
      {
        place: "",
        ours: "has no value to read",
        theirs: `hardly a value can be made up of its schema (${result._tag})`
      }
    ]
  const value = read(result.shrunkInput)
  const flaw = flawOf(schema, value)
  return [
    {
      place: flaw?.place ?? "",
      ours: flaw?.problem ?? "does not read it",
      theirs: `allows ${show(value)} (seed ${options.seed})`
    }
  ]
}

/** Values that the package would send. */
const writesOnlyValid = async (
  schema: Sample.Codec,
  theirs: SpecSchema,
  options: Options,
  ways: Ways
): Promise<ReadonlyArray<Problem>> => {
  const validate = SpecValues.validator(options.spec, theirs, { coerce: ways.coerce })
  const wireOf = (value: unknown): Json | undefined => {
    const encoded = SchemaParser.encodeUnknownResult(schema)(value)
    return Result.isFailure(encoded) ? undefined : overTheWire(encoded.success)
  }
  const flaws = (value: unknown) => {
    const wire = wireOf(value)
    return wire === undefined || wire === null ? [] : validate(ways.written(wire))
  }
  const own = flaws(Sample.sample(schema))
  const values = Arbitrary.schema(schema).pipe(Arbitrary.filter(plausible))
  const result = await Effect.runPromise(
    Arbitrary.checkEffect(values, (value) => flaws(value).length === 0, {
      runs: options.runs ?? 30,
      seed: options.seed,
      size: 5
    })
  )
  const worst = own.length > 0 ? Sample.sample(schema) : result._tag === "Falsified" ? result.shrunkInput : undefined
  return flaws(worst)
    .slice(0, 1)
    .map((_) => ({
      place: _.place,
      ours: `sends ${show(wireOf(worst))}`,
      theirs: `${_.problem} (seed ${options.seed})`,
      lenient: ["value"]
    }))
}

/** Moments in four-digit years: a client may be given others, but no vendor's notation has them. */
const plausible = (value: unknown): boolean => {
  if (value instanceof Date) return value.getUTCFullYear() >= 1000 && value.getUTCFullYear() <= 9999
  if (Array.isArray(value)) return value.every(plausible)
  return typeof value === "object" && value !== null ? Object.values(value).every(plausible) : true
}
