/** A specification as the checks read it: its operations with parameters, bodies, statuses, examples and security. */
import * as JsonSchema from "effect/JsonSchema"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"
import { isObject, type Json, type JsonObject } from "./Json.ts"

/** A schema in the form of JSON Schema 2020-12, with references into the document's own. */
export type SpecSchema = JsonSchema.JsonSchema

export interface SpecParameter {
  readonly in: string
  readonly name: string
  readonly required: boolean
  readonly style: string | undefined
  readonly explode: boolean | undefined
  readonly schema: SpecSchema
  /** Values that the specification shows. */
  readonly examples: ReadonlyArray<Json>
}

export interface SpecBody {
  readonly required: boolean
  readonly schema: SpecSchema | undefined
  readonly examples: { readonly [name: string]: Json }
}

export interface SpecResponse {
  /** The schemas of its headers, by their names in lower case. */
  readonly headers: ReadonlyMap<string, SpecSchema>
  /** Whether it has a JSON body. */
  readonly hasBody: boolean
  readonly schema: SpecSchema | undefined
  readonly examples: { readonly [name: string]: Json }
}

/** Where a credential travels, as a security scheme says. */
export interface SpecScheme {
  readonly name: string
  readonly in: "query" | "header" | "cookie" | "other"
  readonly parameter: string
  /** The word before its value, in lower case, such as `bearer`. */
  readonly scheme: string | undefined
}

export interface SpecOperation {
  readonly id: string
  /** The package's operations that it stands for: `x-operations`, or itself. */
  readonly stands: ReadonlyArray<string>
  /** `x-alternative-of`: another way to make the same call. */
  readonly alternativeOf: string | undefined
  readonly method: string
  readonly path: string
  readonly parameters: ReadonlyArray<SpecParameter>
  readonly body: SpecBody | undefined
  readonly responses: ReadonlyMap<number, SpecResponse>
  /** Any of these sets of schemes opens the call. None: it is open to all. */
  readonly security: ReadonlyArray<ReadonlyArray<SpecScheme>>
}

export interface OpenApi {
  readonly document: JsonObject
  readonly operations: ReadonlyArray<SpecOperation>
  /** The document's schemas, for the references of every other. */
  readonly definitions: { readonly [name: string]: SpecSchema }
}

const methods = ["get", "post", "put", "patch", "delete"]
const noExamples = {}

/** Reads a specification: a path, an address on this machine, or the document itself. */
export const read = async (source: string | URL | JsonObject): Promise<OpenApi> => {
  if (isObject(source) && !(source instanceof URL)) return of(source)
  const path = String(source).startsWith("file:") ? fileURLToPath(source) : String(source)
  const text = await readFile(path, "utf8")
  const known = files.get(path)
  if (known?.text === text) return known.spec
  const spec = of(parse(text) as JsonObject)
  files.set(path, { text, spec })
  return spec
}

/** What was read before, since reading takes long and checks of drift read the same file again and again. */
const files = new Map<string, { readonly text: string; readonly spec: OpenApi }>()

/** A specification of one operation alone. */
export const only = (spec: OpenApi, id: string): OpenApi => {
  const paths = new Set(
    spec.operations.filter((_) => _.stands.includes(id) || _.alternativeOf === id).map(({ path }) => path)
  )
  const kept = Object.entries(object(spec.document["paths"])).filter(([path]) => paths.has(path))
  return of({ ...spec.document, paths: Object.fromEntries(kept) })
}

/** The specification that a document holds. */
export const of = (document: JsonObject): OpenApi => {
  const convert = String(document["openapi"]).startsWith("3.0")
    ? JsonSchema.fromSchemaOpenApi3_0
    : JsonSchema.fromSchemaOpenApi3_1
  const schemaOf = (schema: Json | undefined): SpecSchema => convert(object(schema)).schema
  const resolve = (value: Json | undefined): JsonObject => deref(document, value)
  const schemes = object(resolve(document["components"])["securitySchemes"])

  const examplesOf = (media: JsonObject): { readonly [name: string]: Json } => {
    if (isObject(media["examples"])) {
      return Object.fromEntries(
        Object.entries(media["examples"]).flatMap(([name, example]) => {
          const value = resolve(example)["value"]
          return value === undefined ? [] : [[name, value]]
        })
      )
    }
    return media["example"] === undefined ? noExamples : { example: media["example"] }
  }

  const content = (holder: JsonObject) => {
    const media = jsonMedia(holder)
    if (media === undefined) return { hasBody: false, schema: undefined, examples: noExamples }
    return {
      hasBody: true,
      schema: media["schema"] === undefined ? undefined : schemaOf(media["schema"]),
      examples: examplesOf(media)
    }
  }

  const responseOf = (response: JsonObject): SpecResponse => ({
    ...content(response),
    headers: new Map(
      Object.entries(object(response["headers"])).map(([name, header]) => [
        name.toLowerCase(),
        schemaOf(resolve(header)["schema"])
      ])
    )
  })

  const parameterOf = (given: Json): SpecParameter => {
    const parameter = resolve(given)
    return {
      in: String(parameter["in"]),
      name: String(parameter["name"]),
      required: parameter["required"] === true,
      style: parameter["style"] as string | undefined,
      explode: parameter["explode"] as boolean | undefined,
      schema: schemaOf(parameter["schema"]),
      examples: Object.values(examplesOf(parameter))
    }
  }

  const schemeOf = (key: string): SpecScheme => {
    const scheme = resolve(schemes[key])
    if (scheme["type"] === "apiKey") {
      return {
        name: key,
        in: scheme["in"] as SpecScheme["in"],
        parameter: String(scheme["name"]),
        scheme: undefined
      }
    }
    return scheme["type"] === "http" || scheme["type"] === "oauth2"
      ? {
          name: key,
          in: "header",
          parameter: "Authorization",
          scheme: scheme["type"] === "http" ? String(scheme["scheme"]).toLowerCase() : "bearer"
        }
      : { name: key, in: "other", parameter: key, scheme: undefined }
  }

  const operations = Object.entries(object(document["paths"])).flatMap(([path, given]) => {
    const item = resolve(given)
    return methods.flatMap((method): ReadonlyArray<SpecOperation> => {
      if (!isObject(item[method])) return []
      const operation = item[method]
      const id = String(operation["operationId"] ?? `${method} ${path}`)
      // An operation's parameter replaces the path's of the same name and place.
      const parameters = [...list(item["parameters"]), ...list(operation["parameters"])].map(parameterOf)
      const body = operation["requestBody"] === undefined ? undefined : resolve(operation["requestBody"])
      return [
        {
          id,
          stands: (operation["x-operations"] as ReadonlyArray<string> | undefined) ?? [id],
          alternativeOf: operation["x-alternative-of"] as string | undefined,
          method: method.toUpperCase(),
          path,
          parameters: [...new Map(parameters.map((_) => [`${_.in} ${_.name}`, _])).values()],
          body: body === undefined ? undefined : { required: body["required"] === true, ...content(body) },
          responses: new Map(
            Object.entries(object(operation["responses"])).map(([status, _]) => [
              Number(status),
              responseOf(resolve(_))
            ])
          ),
          security: list(operation["security"] ?? document["security"]).map((_) => Object.keys(object(_)).map(schemeOf))
        }
      ]
    })
  })

  const definitions = Object.entries(object(resolve(document["components"])["schemas"]))
  return {
    document,
    operations,
    definitions: Object.fromEntries(definitions.map(([name, schema]) => [name, schemaOf(schema)]))
  }
}

/** The operation that stands for one of the package's. */
export const find = (spec: OpenApi, id: string): SpecOperation | undefined =>
  spec.operations.find(({ alternativeOf, stands }) => alternativeOf === undefined && stands.includes(id))

/** The statuses of a call that went well, where the package only says that it did, in the document's order. */
export const successStatuses = (operation: SpecOperation | undefined): ReadonlyArray<number> =>
  [...(operation?.responses.keys() ?? [])].filter(isSuccess)

export const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** The JSON content of a body or a response. */
export const jsonMedia = (holder: JsonObject): JsonObject | undefined => {
  const media = Object.entries(object(holder["content"])).find(([type]) =>
    /^application\/([\w.-]+\+)?json\b/.test(type)
  )
  return isObject(media?.[1]) ? media[1] : undefined
}

/** What stands at the end of a value's references within the document. */
export const deref = (document: JsonObject, value: Json | undefined): JsonObject => {
  const reference = isObject(value) ? value["$ref"] : undefined
  if (typeof reference !== "string") return object(value)
  const steps = reference.replace(/^#\//, "").split("/")
  const target = steps.reduce<Json | undefined>(
    (place, step) => (isObject(place) ? place[step.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined),
    document
  )
  if (target === undefined) throw new Error(`The specification has nothing at ${reference}`)
  return deref(document, target)
}

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})
const list = (value: Json | undefined): ReadonlyArray<Json> => (Array.isArray(value) ? value : [])
