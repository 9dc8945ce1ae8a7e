/** A specification as the checks read it: its operations with parameters, bodies, statuses, examples and security. */
import * as JsonSchema from "effect/JsonSchema"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import {
  examplesOf,
  jsonMedia,
  parameters,
  parse,
  resolve,
  type Route,
  routes,
  serversOf,
  versionOf
} from "./Document.ts"
import { explicitSchema } from "./Explicit.ts"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "./Json.ts"

/** A schema as JSON Schema 2020-12, with references to the document's definitions. */
export type SpecSchema = JsonSchema.JsonSchema

export interface SpecParameter {
  readonly in: string
  readonly name: string
  readonly required: boolean
  readonly style: string | undefined
  readonly explode: boolean | undefined
  readonly schema: SpecSchema
  /** The media type of its value, if it has one. */
  readonly media: string | undefined
  /** The examples in the specification. */
  readonly examples: ReadonlyArray<Json>
}

export interface SpecBody {
  readonly required: boolean
  /** Its media types. */
  readonly types: ReadonlyArray<string>
  readonly schema: SpecSchema | undefined
  readonly examples: { readonly [name: string]: Json }
}

export interface SpecResponse {
  /**
   * `x-category` and `x-not-processed`: the meaning of an error, if it differs from the usual meaning of its status.
   */
  readonly category: string | undefined
  readonly notProcessed: boolean | undefined
  /** The schemas of its headers, by name in lower case. */
  readonly headers: ReadonlyMap<string, SpecSchema>
  /** Whether it has a JSON body. */
  readonly hasBody: boolean
  readonly schema: SpecSchema | undefined
  readonly examples: { readonly [name: string]: Json }
}

/** Where a credential is sent, according to a security scheme. */
export interface SpecScheme {
  readonly name: string
  readonly in: "query" | "header" | "cookie" | "other"
  readonly parameter: string
  /** The word before the value, in lower case, such as `bearer`. */
  readonly scheme: string | undefined
}

export interface SpecOperation {
  readonly id: string
  /** The ids of the package's operations that it describes: `x-operations`, or its own id. */
  readonly operationIds: ReadonlyArray<string>
  /** `x-alternative-of`: another way to make the same call. */
  readonly alternativeOf: string | undefined
  readonly method: string
  readonly path: string
  readonly parameters: ReadonlyArray<SpecParameter>
  readonly body: SpecBody | undefined
  /** By status. */
  readonly responses: ReadonlyMap<number, SpecResponse>
  /** The responses of statuses that are not listed: by the first digit of a range such as `4XX`, and `default`. */
  readonly ranges: ReadonlyMap<string, SpecResponse>
  /** The URLs of its servers, with the defaults of their variables; empty if the document names none. */
  readonly servers: ReadonlyArray<string>
  /** `x-safety`: whether a call may be sent again, if its method does not tell. */
  readonly safety: string | undefined
  /** Alternative sets of schemes, each of which authorizes the call. An empty list: no credentials are needed. */
  readonly security: ReadonlyArray<ReadonlyArray<SpecScheme>>
}

export interface OpenApi {
  readonly document: JsonObject
  readonly operations: ReadonlyArray<SpecOperation>
  /** The document's schemas, the targets of all references. */
  readonly definitions: { readonly [name: string]: SpecSchema }
}

/** The methods that core supports. */
const methods: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete"])

/** Reads a specification from a path, a local URL, or a document. */
export const read = async (source: string | URL | JsonObject): Promise<OpenApi> => {
  if (isObject(source) && !(source instanceof URL)) return of(source)
  const path = String(source).startsWith("file:") ? fileURLToPath(source) : String(source)
  const text = await readFile(path, "utf8")
  const known = files.get(path)
  if (known?.text === text) return known.spec
  const spec = of(parse(text, path))
  files.set(path, { text, spec })
  return spec
}

/** A cache, because reading is slow and drift checks read the same file repeatedly. */
const files = new Map<string, { readonly text: string; readonly spec: OpenApi }>()

/** A specification with only one operation. */
export const only = (spec: OpenApi, id: string): OpenApi => {
  const paths = new Set(
    spec.operations.filter((_) => _.operationIds.includes(id) || _.alternativeOf === id).map(({ path }) => path)
  )
  const kept = Object.entries(objectOr(spec.document["paths"])).filter(([path]) => paths.has(path))
  return of({ ...spec.document, paths: Object.fromEntries(kept) })
}

/** The specification in a document. */
export const of = (document: JsonObject): OpenApi => {
  const convert = versionOf(document) === "3.0" ? JsonSchema.fromSchemaOpenApi3_0 : JsonSchema.fromSchemaOpenApi3_1
  const reading: Reading = {
    document,
    schemaOf: (schema) => convert(objectOr(explicitSchema(document, objectOr(schema)))).schema,
    schemes: objectOr(resolve(document, document["components"])["securitySchemes"])
  }
  const definitions = Object.entries(objectOr(resolve(document, document["components"])["schemas"]))
  return {
    document,
    operations: routes(document)
      .filter(({ method }) => methods.has(method))
      .map((route) => operationOf(reading, route)),
    definitions: Object.fromEntries(definitions.map(([name, schema]) => [name, reading.schemaOf(schema)]))
  }
}

interface Reading {
  readonly document: JsonObject
  readonly schemaOf: (schema: Json | undefined) => SpecSchema
  readonly schemes: JsonObject
}

const operationOf = (reading: Reading, route: Route): SpecOperation => {
  const { document } = reading
  const { method, operation, path } = route
  const id = String(operation["operationId"] ?? `${method} ${path}`)
  const body = operation["requestBody"] === undefined ? undefined : resolve(document, operation["requestBody"])
  const responses = Object.entries(objectOr(operation["responses"])).map(
    ([status, response]) => [status, responseOf(reading, resolve(document, response))] as const
  )
  return {
    id,
    operationIds: (operation["x-operations"] as ReadonlyArray<string> | undefined) ?? [id],
    alternativeOf: operation["x-alternative-of"] as string | undefined,
    method: method.toUpperCase(),
    path,
    parameters: parameters(document, route).map((_) => parameterOf(reading, _)),
    body:
      body === undefined
        ? undefined
        : {
            required: body["required"] === true,
            types: Object.keys(objectOr(body["content"])),
            ...contentOf(reading, body)
          },
    responses: new Map(
      responses.flatMap(([status, _]) => (/^\d{3}$/.test(status) ? [[Number(status), _] as const] : []))
    ),
    ranges: new Map(
      responses.flatMap(([status, _]) => {
        const range = /^[1-5]XX$/i.test(status) ? status.slice(0, 1) : status
        return /^([1-5]|default)$/.test(range) ? [[range, _] as const] : []
      })
    ),
    safety: operation["x-safety"] as string | undefined,
    servers: serversOf(operation["servers"] ?? route.item["servers"] ?? document["servers"]),
    security: listOr(operation["security"] ?? document["security"]).map((_) =>
      Object.keys(objectOr(_)).map((key) => schemeOf(reading, key))
    )
  }
}

const contentOf = ({ document, schemaOf }: Reading, holder: JsonObject) => {
  const media = jsonMedia(holder)
  return {
    hasBody: media !== undefined,
    schema: media?.["schema"] === undefined ? undefined : schemaOf(media["schema"]),
    examples: media === undefined ? {} : examplesOf(document, media)
  }
}

const responseOf = (reading: Reading, response: JsonObject): SpecResponse => ({
  ...contentOf(reading, response),
  category: response["x-category"] as string | undefined,
  notProcessed: response["x-not-processed"] as boolean | undefined,
  headers: new Map(
    Object.entries(objectOr(response["headers"])).map(([name, header]) => [
      name.toLowerCase(),
      reading.schemaOf(resolve(reading.document, header)["schema"])
    ])
  )
})

const parameterOf = ({ document, schemaOf }: Reading, parameter: JsonObject): SpecParameter => ({
  in: String(parameter["in"]),
  name: String(parameter["name"]),
  required: parameter["required"] === true,
  style: parameter["style"] as string | undefined,
  explode: parameter["explode"] as boolean | undefined,
  schema: schemaOf(parameter["schema"]),
  media: Object.keys(objectOr(parameter["content"]))[0],
  examples: Object.values(examplesOf(document, parameter))
})

const schemeOf = ({ document, schemes }: Reading, key: string): SpecScheme => {
  const scheme = resolve(document, schemes[key])
  switch (scheme["type"]) {
    case "apiKey":
      return {
        name: key,
        in: scheme["in"] as SpecScheme["in"],
        parameter: String(scheme["name"]),
        scheme: undefined
      }
    case "http":
      return { name: key, in: "header", parameter: "Authorization", scheme: String(scheme["scheme"]).toLowerCase() }
    case "oauth2":
    case "openIdConnect":
      return { name: key, in: "header", parameter: "Authorization", scheme: "bearer" }
    default:
      return { name: key, in: "other", parameter: key, scheme: undefined }
  }
}

/** The response of an operation for a status: the listed one, or that of its range, or the default. */
export const responseFor = (operation: SpecOperation, status: number): SpecResponse | undefined =>
  operation.responses.get(status) ??
  operation.ranges.get(String(Math.floor(status / 100))) ??
  operation.ranges.get("default")

/** The operation that describes one of the package's. */
export const find = (spec: OpenApi, id: string): SpecOperation | undefined =>
  spec.operations.find(({ alternativeOf, operationIds }) => alternativeOf === undefined && operationIds.includes(id))

/** The success statuses of an operation, in the document's order. */
export const successStatuses = (operation: SpecOperation | undefined): ReadonlyArray<number> =>
  [...(operation?.responses.keys() ?? [])].filter(isSuccess)

export const isSuccess = (status: number): boolean => status >= 200 && status < 300
