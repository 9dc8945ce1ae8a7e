/** Every single fault of an operation, and of how its vendor's credentials travel. */
import type { Operation, Vendor, VendorError } from "@salesbridge/core"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as SchemaAST from "effect/SchemaAST"
import * as Schema from "effect/Schema"
import { credentialsOf } from "../interactions/Interaction.ts"
import { isObject } from "@salesbridge/openapi/Json"
import * as Shape from "../agreement/Shape.ts"
import type * as Sample from "../interactions/Sample.ts"
import { type CodecFault, codecFaults, ofAst, valueFaults, withContext } from "./CodecFaults.ts"
import type { Kind, OperationMutation, Subject } from "./Mutation.ts"
import { placeOf } from "./SchemaFaults.ts"

type Data = Operation.Any
type Place = "path" | "query" | "headers" | "body"

const words: Readonly<Record<Place, string>> = { path: "path", query: "query", headers: "header", body: "request body" }

/** The faults, parameters first. */
export const operationMutations = (
  operation: Operation.Any,
  definition: Vendor.Definition
): ReadonlyArray<OperationMutation> => {
  const found = new Map<string, OperationMutation>()
  const put = (
    kind: Kind,
    location: string,
    fault: string,
    subject: Pick<Subject, "part"> & Partial<Subject>,
    apply: OperationMutation["apply"]
  ) => {
    const id = `${operation.id} operation ${subject.status ?? ""} ${location} ${fault}`
    if (found.has(id)) return
    const at = `${subject.status === undefined ? "" : `${subject.status} `}${location}`
    found.set(id, {
      id,
      side: "operation",
      kind,
      operation: operation.id,
      location: at,
      fault,
      subject: { steps: [], ...subject },
      apply
    })
  }
  const add = (
    kind: Kind,
    location: string,
    fault: string,
    subject: Pick<Subject, "part"> & Partial<Subject>,
    change: (data: Data) => Partial<Data>
  ) =>
    put(kind, location, fault, subject, (given, definition) => ({ operation: bound(given, change(given)), definition }))

  parameterFaults(operation, add)

  for (const one of codecFaults(operation.success as Sample.Codec)) {
    add(
      `answer: ${one.kind}`,
      `response body ${placeOf(one.steps)}`,
      one.fault,
      { part: "body", status: 200, ...detailsOf(one) },
      () => ({
        success: one.apply() as Data["success"]
      })
    )
  }
  errorFaults(operation, add)

  operation.path.split("/").forEach((segment, index, segments) => {
    if (segment === "" || segment.startsWith("{")) return
    const path = segments.map((_, at) => (at === index ? `${segment}-renamed` : _)).join("/")
    add("path", "path", `${segment} is called ${segment}-renamed`, { part: "path" }, () => ({ path }))
  })
  add("path", "path", "has a segment more", { part: "path" }, ({ path }) => ({ path: `${path}/more` }))
  for (const method of (["GET", "POST", "PUT", "PATCH"] as const).filter((_) => _ !== operation.method)) {
    if (method === "GET" && operation.parameters.body !== undefined) continue
    add("method", "method", `is ${method}`, { part: "method" }, () => ({ method }))
  }
  claimFaults(operation, add)
  credentialFaults(operation, definition, add, put)
  const server = operation.server ?? "default"
  put("server", "server", "is another host", { part: "server", steps: [] }, (operation, given) => ({
    operation,
    definition: { ...given, servers: { ...given.servers, [server]: "https://elsewhere.example.com" } }
  }))
  return [...found.values()]
}

type Add = (
  kind: Kind,
  location: string,
  fault: string,
  subject: Pick<Subject, "part"> & Partial<Subject>,
  change: (data: Data) => Partial<Data>
) => void

const text = Schema.String.annotate({ examples: ["text"] })

const parameterFaults = (operation: Operation.Any, add: Add): void => {
  const withFields =
    (place: Place, change: (fields: Operation.Parameters) => Operation.Parameters) => (data: Data) => ({
      parameters: { ...data.parameters, [place]: change(data.parameters[place] ?? {}) }
    })
  for (const place of ["path", "query", "headers", "body"] as const) {
    const fields = operation.parameters[place]
    const at = (name: string) => `${words[place]} ${name}`
    for (const [name, schema] of Object.entries(fields ?? {})) {
      const subject: Pick<Subject, "part"> & Partial<Subject> =
        place === "body" ? { part: "body", steps: [name] } : { part: at(name) }
      const optional = SchemaAST.isOptional(schema.ast)
      const other = name.endsWith("[]") ? `${name.slice(0, -2)}_renamed[]` : `${name}_renamed`
      const edit = (to: Operation.ParameterSchema, called = name) =>
        withFields(place, (_) =>
          Object.fromEntries(Object.entries(_).map(([key, one]) => (key === name ? [called, to] : [key, one])))
        )
      if (place !== "path") {
        add("request: renamed", at(name), `is called ${other}`, subject, edit(schema, other))
        add(
          "request: dropped",
          at(name),
          "is gone",
          subject,
          withFields(place, (_) => Object.fromEntries(Object.entries(_).filter(([key]) => key !== name)))
        )
        add(
          "request: required or not",
          at(name),
          optional ? "is required" : "is optional",
          subject,
          edit(ofAst(withContext(schema.ast, !optional)) as never)
        )
      }
      if (Shape.ofSchema(schema.ast).initial !== undefined) {
        const { initial } = Shape.ofSchema(schema.ast)
        const other = typeof initial === "boolean" ? !initial : typeof initial === "number" ? initial + 1 : "other"
        const stated = (ofAst(withContext(schema.ast, false)) as unknown as typeof Schema.String).annotate({
          default: other as never
        })
        add(
          "request: default",
          at(name),
          "has another default",
          subject,
          edit((optional ? Schema.optional(stated) : stated) as never)
        )
      }
      for (const { fault, kind, make } of valueFaults(schema.ast)) {
        if (kind === "null or not" && place !== "body") continue
        add(`request: ${kind}`, at(name), fault, subject, edit(ofAst(withContext(make(), optional)) as never))
      }
      for (const one of codecFaults(schema as Sample.Codec)) {
        if (one.kind === "null or not" && place !== "body") continue
        const steps = place === "body" ? [name, ...one.steps] : one.steps
        const location =
          place === "body" ? at(placeOf(steps)) : `${at(name)}${one.steps[0] === "[]" ? "" : "."}${placeOf(one.steps)}`
        add(
          requestKind(one),
          location,
          one.fault,
          { ...subject, steps },
          edit(ofAst(withContext(one.apply().ast as SchemaAST.AST, optional)) as never)
        )
      }
      if (place === "query" && name.endsWith("[]")) {
        add("request: style", at(name), "has no brackets", subject, edit(schema, name.slice(0, -2)))
      }
      if (place === "query" || place === "headers") {
        const to = place === "query" ? "headers" : "query"
        if (place === "query" && /[[\]]/.test(name)) continue
        add("request: place", at(name), `is in ${words[to]}`, subject, ({ parameters }) => {
          const { [name]: moved, ...rest } = parameters[place]
          return { parameters: { ...parameters, [place]: rest, [to]: { ...parameters[to], [name]: moved! } } }
        })
      }
    }
    if (place === "path" || (place === "body" && fields === undefined)) continue
    for (const needed of [true, false]) {
      const name = needed ? "addedRequired" : "addedOptional"
      const subject = place === "body" ? { part: "body", steps: [name] } : { part: at(name) }
      add(
        "request: added",
        at(name),
        needed ? "is new and required" : "is new and optional",
        subject,
        withFields(place, (_) => ({
          ..._,
          [name]: (needed ? text : Schema.optional(text)) as Operation.ParameterSchema
        }))
      )
    }
  }
  for (const [name, value] of Object.entries(operation.constantBody ?? {})) {
    const subject = { part: "body", steps: [name] }
    add("request: constant", `request body ${name}`, "is gone", subject, ({ constantBody }) => {
      const { [name]: _, ...rest } = constantBody ?? {}
      return { constantBody: rest }
    })
    const other = typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : "other"
    add("request: constant", `request body ${name}`, `is ${JSON.stringify(other)}`, subject, ({ constantBody }) => ({
      constantBody: { ...constantBody, [name]: other }
    }))
    add("request: constant", `request body ${name}`, `is called ${name}_renamed`, subject, ({ constantBody }) => {
      const { [name]: kept, ...rest } = constantBody ?? {}
      return { constantBody: { ...rest, [`${name}_renamed`]: kept! } }
    })
  }
}

const requestKind = ({ kind }: CodecFault): Kind => {
  const shorter = { "field renamed": "renamed", "field dropped": "dropped", "field added": "added" } as const
  return `request: ${kind in shorter ? shorter[kind as keyof typeof shorter] : (kind as Exclude<typeof kind, keyof typeof shorter>)}`
}

/** Where a fault of an answer is, and whether the package reads less with it. */
const detailsOf = ({ fault, steps }: CodecFault): Pick<Subject, "steps" | "narrows"> => ({
  steps,
  ...(fault === "is required" || fault === "is never null" ? { narrows: true } : {})
})

/** A class like the given one, with other facts. */
const derived = (error: VendorError.StatusClass, facts: Partial<VendorError.StatusClass>): VendorError.StatusClass => {
  class Derived extends (error as unknown as new (facts: never) => object) {}
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(Derived, name, { value, enumerable: true })
  return Derived as unknown as VendorError.StatusClass
}

const errorFaults = (operation: Operation.Any, add: Add): void => {
  const taken = new Set(operation.errors.map(({ status }) => status))
  const withError =
    (index: number, to: VendorError.StatusClass | undefined) =>
    ({ errors }: Data) => ({
      errors: errors.flatMap((_, at) => (at !== index ? [_] : to === undefined ? [] : [to]))
    })
  operation.errors.forEach((error, index) => {
    const { status, tag } = error
    const subject = { part: "status", status }
    add("status removed", `status ${tag}`, "is gone", subject, withError(index, undefined))
    const other = [418, 451, 507].find((_) => !taken.has(_))!
    if (error.when === undefined) {
      add(
        "status changed",
        `status ${tag}`,
        `is ${other}`,
        subject,
        withError(index, derived(error, { status: other }))
      )
    }
    if (error.detailsSchema !== undefined) {
      for (const one of codecFaults(error.detailsSchema as unknown as Sample.Codec)) {
        add(
          `answer: ${one.kind}`,
          `response body ${placeOf(one.steps)}`,
          one.fault,
          { part: "body", status, ...detailsOf(one) },
          (data) =>
            withError(index, derived(error, { detailsSchema: one.apply() as never, reasonOf: () => undefined }))(data)
        )
      }
    }
  })
  for (const status of [400, 401, 404, 409, 423, 500]) {
    const model = operation.errors.find((_) => _.when === undefined)
    if (taken.has(status) || model === undefined) continue
    add("status added", "status", `${status} is new`, { part: "status", status }, ({ errors }) => ({
      errors: [...errors, derived(model, { status, tag: model.tag })]
    }))
  }
}

/** What is claimed of a call and of its errors. */
const claimFaults = (operation: Operation.Any, add: Add): void => {
  for (const safety of (["safe", "idempotent", "unsafe"] as const).filter((_) => _ !== operation.safety)) {
    add("safety", "safety", `is ${safety}`, { part: "safety" }, () => ({ safety }))
  }
  operation.errors.forEach((error, index) => {
    const { category, notProcessed, status, tag } = error
    const claimed = (kind: Kind, fault: string, facts: Partial<VendorError.StatusClass>) =>
      add(kind, `status ${tag}`, fault, { part: "status", status }, ({ errors }) => ({
        errors: errors.map((_, at) => (at === index ? derived(error, facts) : _))
      }))
    const other = category === "Server" ? "Conflict" : "Server"
    claimed("error: category", `has the category ${other}`, { category: other })
    claimed("error: not processed", notProcessed ? "may have done something" : "has done nothing", {
      notProcessed: !notProcessed
    })
  })
}

const credentialFaults = (
  operation: Operation.Any,
  definition: Vendor.Definition,
  add: Add,
  put: (
    kind: Kind,
    location: string,
    fault: string,
    subject: Pick<Subject, "part"> & Partial<Subject>,
    apply: OperationMutation["apply"]
  ) => void
): void => {
  const carried = credentialsOf(definition, operation)
  for (const { in: place, key, name, scheme } of carried) {
    const subject = { part: "security" }
    const declared = (fault: string, change: Partial<Vendor.Credential>) =>
      put("security", `credential ${key}`, fault, subject, (operation, given) => {
        const credential = { ...given.credentials[key]!, ...change }
        return { operation, definition: { ...given, credentials: { ...given.credentials, [key]: credential } } }
      })
    add("security", `credential ${key}`, "is not sent", subject, () => ({
      credentials: carried.filter((_) => _.key !== key).map((_) => _.key)
    }))
    declared("has another name", { name: `${name}-renamed` })
    declared(`is in ${place === "query" ? "header" : "query"}`, { in: place === "query" ? "header" : "query" })
    declared(scheme === undefined ? "has a scheme" : "has another scheme", { scheme: "Other" })
  }
}

/** The operation with other data, which is also what the call is made from. */
const bound = (operation: Operation.Any, change: Partial<Data>): Operation.Any => {
  const call = (input: unknown, options?: object) =>
    Effect.flatMap(Effect.context<never>(), (context) => vendorIn(context).call(mutant, input ?? {}, options))
  Object.defineProperty(call, "name", { value: operation.id })
  const mutant: Operation.Any = Object.assign(call, { ...operation, ...change })
  return mutant
}

/** The vendor's service, whatever key its package gave it. */
const vendorIn = (context: Context.Context<never>): Vendor.Vendor => {
  for (const service of context.mapUnsafe.values()) {
    if (isObject(service) && typeof (service as Record<string, unknown>)["callWithResponse"] === "function") {
      return service as unknown as Vendor.Vendor
    }
  }
  throw new Error("There is no service that makes the calls")
}
