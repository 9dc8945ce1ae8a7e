/**
 * A vendor's slice (package, mock and contract) as far as a specification can determine it, and no further.
 *
 * In this workspace the specification is a second opinion: the contract compares it with a package that somebody wrote
 * from the vendor's API reference. A package generated from the specification would agree with it no matter what the
 * vendor does, so only mechanical facts are taken over: names, addresses, methods, places and kinds of parameters
 * (text, number, flag, list of these), whether they are required, statuses. Their meaning is left to write: the content
 * of responses and error bodies, null values, enumerations, limits, notations such as dates, nested objects in
 * requests, the meaning of each error, and whether a call may be sent again. A place left to write has either a schema
 * with a field that no vendor sends (`toDo`), or a guess with its question (`guessed`); enumerations, limits, notations
 * and null in requests are missing, which the contract detects by itself.
 */
import * as Names from "./Names.ts"
import {
  deref,
  entries,
  type Entry,
  flat,
  type Json,
  jsonMedia,
  type JsonObject,
  list,
  type Method,
  object,
  parametersOf,
  sample,
  text,
  typesOf
} from "./OpenApi.ts"
import * as Security from "./Security.ts"
import type { Specification } from "./Specification.ts"
import { errorName } from "./Statuses.ts"

/** A parameter, or a field of a body. */
export interface Field {
  /** Its name on the wire. */
  readonly name: string
  /** Its schema, as TypeScript code. */
  readonly schema: string
  readonly required: boolean
  readonly description: string | undefined
  /** An example value. */
  readonly sample: Json
  /** Whether its schema is still to be written. */
  readonly isToDo: boolean
}

export interface Operation {
  readonly id: string
  readonly source: string
  readonly method: Method
  readonly path: string
  /** Its name in its module. */
  readonly name: string
  readonly description: string | undefined
  readonly fields: { readonly path: Fields; readonly query: Fields; readonly headers: Fields; readonly body: Fields }
  /** The content of its body: `unknown` if the specification does not name fields. */
  readonly sends: "nothing" | "fields" | "unknown"
  /** Whether a response has a body. */
  readonly answers: boolean
  readonly safety: "safe" | "idempotent" | "unsafe"
  /** Its errors in addition to those of every operation. */
  readonly errors: ReadonlyArray<string>
  /** The credentials that it carries. Default: all. */
  readonly credentials: ReadonlyArray<string> | undefined
}
type Fields = ReadonlyArray<Field>

/** A module of operations. */
export interface Resource {
  readonly module: string
  readonly description: string
  readonly operations: ReadonlyArray<Operation>
}

export interface Id {
  readonly name: string
  readonly schema: "Schema.String" | "Schema.Int"
  readonly sample: Json | undefined
}

export interface ErrorClass {
  readonly name: string
  readonly status: number
  readonly description: string
  /** Whether its body is JSON. */
  readonly details: boolean
}

export interface Slice {
  readonly name: string
  /** The vendor's spelling of its name. */
  readonly title: string
  /** The class that users import, such as `SalesBlink`. */
  readonly service: string
  readonly origin: string
  /** The title of the API reference and its version. */
  readonly reference: string
  /** The operations of the API reference that the package does not have. */
  readonly missing: Specification["missing"]
  readonly credentials: ReadonlyArray<Security.Credential>
  readonly ids: ReadonlyArray<Id>
  readonly errors: ReadonlyArray<ErrorClass>
  /** The errors of every operation. */
  readonly common: ReadonlyArray<string>
  readonly resources: ReadonlyArray<Resource>
  /** Every operation with its module, in the file's order. */
  readonly operations: ReadonlyArray<Operation & { readonly module: string }>
}

/**
 * Names that a module of operations cannot have: those of a package's other modules, those used in its examples, and
 * those that it exports from core.
 */
export const reserved = `Definition Operation Service resources Errors Ids ToDo catalog index promise Options
  Console Effect Layer NodeHttpClient NodeRuntime Schema JSON OperationId
  Answer Arguments CallOptions Client ClientClosed CredentialsUnavailable DecodedResponse Derived EndlessList InvalidInput
  Method Module NetworkError PromiseClient PromiseLogger PromiseWebhook QuotaExceeded QuotaUnavailable Receiver
  RequestTimeout ResponseTooLarge UnexpectedResponse UnexpectedStatus
  Unauthorized Forbidden NotFound Conflict ValidationFailed TooManyRequests InternalServerError BadGateway
  ServiceUnavailable GatewayTimeout ServerError HttpError
  CallError FailureOf EffectCallOptions EffectDecodedResponse OperationInput InputOf OperationOf WebhookReceiver`.split(
  /\s+/
)

/** Returns a function that names the module of a tag. */
const moduleNames = (taken: ReadonlyArray<string>) => {
  const lower = new Set([...reserved, ...taken].map((_) => _.toLowerCase()))
  const known = new Map<string, string>()
  return (tag: string): string => {
    // For a tag in letters that identifiers do not use.
    const made = Names.pascal(tag) || "Calls"
    const name = lower.has(made.toLowerCase()) ? `${made}Resource` : made
    // Some file systems do not distinguish SMS.ts and Sms.ts.
    const first = known.get(name.toLowerCase()) ?? name
    known.set(name.toLowerCase(), first)
    return first
  }
}

export const of = (
  vendor: { readonly name: string; readonly title: string; readonly service: string },
  { document, missing, origin }: Pick<Specification, "document" | "missing" | "origin">
): Slice => {
  const all = entries(document)
  const info = object(document["info"])
  const { carried, credentials } = Security.of(document)
  const ids = idsOf(document, all)
  const errors = errorsOf(document, all)
  const common = errors.filter(({ status }) => all.every((_) => String(status) in responsesOf(_))).map((_) => _.name)
  const services = ["", "Service", "Client"].map((ending) => `${vendor.service}${ending}`)
  const moduleOf = moduleNames([...services, ...errors.map((_) => _.name), ...ids.map((_) => _.name)])
  const modules = new Map<string, { readonly tag: string; readonly operations: Array<Operation> }>()
  const operations = all.map((entry) => {
    const tag = String(list(entry.operation["tags"])[0])
    const module = moduleOf(tag)
    const resource = modules.get(module) ?? { tag, operations: [] }
    modules.set(module, resource)
    const id = String(entry.operation["operationId"])
    const made: Operation = {
      id,
      name: Names.method(id, tag, new Set(resource.operations.map((_) => _.name))),
      ...inputOf(document, entry, ids, credentials),
      ...outcomesOf(document, entry, common),
      credentials: carried.get(id)
    }
    resource.operations.push(made)
    return { ...made, module }
  })
  const descriptions = new Map(list(document["tags"]).map((_) => [object(_)["name"], text(object(_)["description"])]))
  return {
    ...vendor,
    origin,
    reference: `${String(info["title"])}, version ${String(info["version"])}`,
    missing,
    credentials,
    ids,
    errors,
    common,
    operations,
    resources: [...modules]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([module, { operations, tag }]) => ({ module, operations, description: descriptions.get(tag) ?? tag }))
  }
}

/** Describes an operation and its possible results. */
const outcomesOf = (
  document: JsonObject,
  entry: Entry,
  common: ReadonlyArray<string>
): Pick<Operation, "source" | "method" | "path" | "description" | "answers" | "safety" | "errors"> => {
  const { method, operation, path } = entry
  const statuses = Object.keys(responsesOf(entry))
  return {
    source: String(operation["summary"]),
    method,
    path,
    description: text(operation["description"]),
    answers: statuses.some((status) => status.startsWith("2") && answersIn(document, entry, status)),
    safety: method === "get" ? "safe" : method === "put" || method === "delete" ? "idempotent" : "unsafe",
    errors: statuses
      .filter((_) => !_.startsWith("2"))
      .map((_) => errorName(Number(_)))
      .filter((_) => !common.includes(_))
  }
}

/** Only single statuses: `default` and `4XX` do not have a class. */
const responsesOf = ({ operation }: Entry): JsonObject =>
  Object.fromEntries(Object.entries(object(operation["responses"])).filter(([status]) => /^\d{3}$/.test(status)))

/** Whether the response has a body that core reads. */
const answersIn = (document: JsonObject, entry: Entry, status: string): boolean =>
  jsonMedia(deref(document, responsesOf(entry)[status])["content"]) !== undefined

/** Returns the ids in paths. An id without a name of its own is named after the preceding part of the path. */
const idsOf = (document: JsonObject, all: ReadonlyArray<Entry>): ReadonlyArray<Id> => {
  const found = new Map<string, Id>()
  for (const entry of all) {
    for (const parameter of parametersOf(document, entry)) {
      const name = parameter["in"] === "path" ? idName(String(parameter["name"]), entry.path) : undefined
      const schema = scalarOf(document, parameter["schema"])
      if (name === undefined || (schema !== "Schema.String" && schema !== "Schema.Int") || found.has(name)) continue
      const shown = shownOf(document, parameter)
      found.set(name, { name, schema, sample: typeof shown === kindOf[schema] ? shown : undefined })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

const isId = (name: string) => /(^|[a-z_-])(id|uuid|guid)$/i.test(name)

const idName = (name: string, path: string): string | undefined => {
  if (!isId(name)) return undefined
  if (Names.words(name).length > 1) return Names.pascal(name)
  const before = path
    .slice(0, path.indexOf(`{${name}}`))
    .split("/")
    .findLast((_) => _ !== "" && !_.includes("{"))
  const made = Names.pascal(before ?? "")
  const owner = Names.words(made)
  return owner.length === 0 ? undefined : `${owner.slice(0, -1).join("")}${Names.singular(owner.at(-1) ?? "")}Id`
}

const errorsOf = (document: JsonObject, all: ReadonlyArray<Entry>): ReadonlyArray<ErrorClass> => {
  const found = new Map<number, ErrorClass>()
  for (const entry of all) {
    for (const [key, given] of Object.entries(responsesOf(entry))) {
      if (key.startsWith("2")) continue
      const status = Number(key)
      const response = deref(document, given)
      const known = found.get(status)
      const described = text(response["description"])?.split("\n")[0]?.replace(/\.$/, "").replaceAll("|", "/")
      found.set(status, {
        name: errorName(status),
        status,
        description: known?.description ?? described ?? Names.sentence(errorName(status)),
        details: known?.details === true || jsonMedia(response["content"]) !== undefined
      })
    }
  }
  return [...found.values()].toSorted((a, b) => a.status - b.status)
}

/** The JavaScript type that an example of each schema must have. */
const kindOf: { readonly [schema: string]: string } = {
  "Schema.String": "string",
  "Schema.Int": "number",
  "Schema.Number": "number",
  "Schema.Boolean": "boolean"
}

/** Returns the schema of a single value, as TypeScript code; undefined for other types. */
const scalarOf = (document: JsonObject, given: Json | undefined): string | undefined => {
  const types = typesOf(flat(document, given))
  const known = { string: "Schema.String", integer: "Schema.Int", number: "Schema.Number", boolean: "Schema.Boolean" }
  return types.length === 1 ? (known as Record<string, string>)[types[0]!] : undefined
}

const shownOf = (document: JsonObject, holder: JsonObject): Json | undefined => {
  const schema = flat(document, holder["schema"])
  const named = Object.values(object(holder["examples"]))[0]
  return holder["example"] ?? deref(document, named)["value"] ?? schema["example"] ?? list(schema["examples"])[0]
}

/** A parameter of an operation, or a property of its body, with its description. */
interface Described {
  readonly name: string
  readonly holder: JsonObject
  readonly required: boolean
  readonly place: "path" | "query" | "header" | "body"
}

const fieldOf = (
  document: JsonObject,
  { operation, path }: Entry,
  ids: ReadonlyArray<Id>,
  { holder, name, place, required }: Described
): Field => {
  const schema = flat(document, holder["schema"])
  const shown = shownOf(document, holder)
  const scalar = scalarOf(document, schema)
  const items = typesOf(schema)[0] === "array" ? scalarOf(document, schema["items"]) : undefined
  const idOf = place === "path" ? idName(name, path) : isId(name) && Names.pascal(name)
  const branded = ids.find((_) => _.schema === scalar && _.name === idOf)
  const fits =
    scalar !== undefined && kindOf[scalar] === typeof shown && (scalar !== "Schema.Int" || Number.isInteger(shown))
  const example = fits ? `.annotate({ examples: [${JSON.stringify(shown)}] })` : ""
  const isToDo = scalar === undefined && items === undefined
  const what = `${name} of ${String(operation["operationId"])}`
  const made = scalar === undefined ? `Schema.Array(${items})` : `${scalar}${example}`
  return {
    name,
    schema: branded?.name ?? (isToDo ? `toDo(${JSON.stringify(what)})` : made),
    required,
    description: text(holder["description"]) ?? text(schema["description"]),
    sample: isToDo
      ? { [`to do: ${what}`]: "" }
      : sample(document, { ...schema, ...(shown === undefined ? {} : { example: shown }) }, name),
    isToDo
  }
}

/** Returns the caller's input. A call takes all parameters on one level, so each name has one schema. */
const inputOf = (
  document: JsonObject,
  entry: Entry,
  ids: ReadonlyArray<Id>,
  credentials: ReadonlyArray<Security.Credential>
): Pick<Operation, "fields" | "sends"> => {
  const parameters = parametersOf(document, entry).filter(
    // OpenAPI describes these headers elsewhere; credentials are not an input.
    (_) =>
      (_["in"] !== "header" || !/^(accept|authorization|content-type)$/i.test(String(_["name"]))) &&
      !credentials.some((one) => one.in === _["in"] && one.name.toLowerCase() === String(_["name"]).toLowerCase())
  )
  const at = (place: "path" | "query" | "header") =>
    parameters
      .filter((_) => _["in"] === place)
      .map((holder) => {
        const required = place === "path" || holder["required"] === true
        return fieldOf(document, entry, ids, { name: String(holder["name"]), holder, required, place })
      })
  const places = { path: at("path"), query: at("query"), headers: at("header") }
  const media = jsonMedia(deref(document, entry.operation["requestBody"])["content"])
  if (media === undefined) return { fields: { ...places, body: [] }, sends: "nothing" }
  const known = new Set(Object.values(places).flatMap((_) => _.map(({ name }) => name)))
  const schema = flat(document, media["schema"])
  const properties = Object.entries(object(schema["properties"]))
  const required = new Set(list(schema["required"]).map(String))
  const body = properties
    // Fields that the vendor fills in are not sent. Core accepts each name only once, so the contract shows what is
    // missing.
    .filter(([name, part]) => flat(document, part)["readOnly"] !== true && !known.has(name))
    .map(([name, part]) => {
      const described = { name, holder: { schema: part }, required: required.has(name), place: "body" as const }
      return fieldOf(document, entry, ids, described)
    })
  return { fields: { ...places, body }, sends: properties.length === 0 ? "unknown" : "fields" }
}

/** Returns everything that the caller of an operation passes, each name once. */
export const fieldsOf = ({ fields }: Operation): ReadonlyArray<Field> => [
  ...new Map([...fields.path, ...fields.query, ...fields.headers, ...fields.body].map((_) => [_.name, _])).values()
]

/** Returns the package's names for its credentials. */
export const credentialNames = ({ credentials }: Slice) => credentials.map((_) => _.key)

/** Returns the errors of an operation, in the order of its declaration. */
export const failuresOf = (slice: Slice, operation: Operation) => [...operation.errors, ...slice.common]
