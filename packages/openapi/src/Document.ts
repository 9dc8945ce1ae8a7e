/** An OpenAPI document as it is written: read from YAML or JSON, its references followed. Loads YAML where it parses. */
import { createRequire } from "node:module"
import type * as Yaml from "yaml"
import { isObject, type Json, type JsonObject, listOr, objectOr } from "./Json.ts"

/** A text that is no OpenAPI document which can be read; each reason says what is wrong and what to do. */
export class InvalidDocument extends Error {
  override readonly name = "InvalidDocument"
  readonly reasons: ReadonlyArray<string>

  constructor(reasons: ReadonlyArray<string>) {
    super(reasons.join("\n"))
    this.reasons = reasons
  }
}

/** The methods that a path may have, in the order of the OpenAPI specification. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const
export type Method = (typeof methods)[number]

/**
 * The document that a text of YAML or JSON holds. Throws `InvalidDocument` where it is not OpenAPI 3.0 or 3.1, refers to
 * other files, or refers to what it does not have. `name` stands for the text in messages.
 */
export const parse = (text: string, name = "The specification"): JsonObject => {
  let document: unknown
  try {
    // Only here: who has a document already starts sooner without.
    const { parse: parseYaml } = createRequire(import.meta.url)("yaml") as typeof Yaml
    // Anchors become copies, so that one can be changed without the other.
    document = JSON.parse(JSON.stringify(parseYaml(text, { maxAliasCount: 10_000 }) ?? null))
  } catch (error) {
    throw new InvalidDocument([`${name} is neither YAML nor JSON: ${(error as Error).message.split("\n")[0]}`])
  }
  const version = isObject(document) ? versionOf(document) : undefined
  if (!isObject(document) || version === undefined) {
    throw new InvalidDocument([`${name} is no OpenAPI 3.0 or 3.1: ${foundInstead(document)}.`])
  }
  const all = [...new Set(references(document))]
  const elsewhere = all.filter((_) => !_.startsWith("#"))
  if (elsewhere.length > 0) {
    const first = elsewhere.slice(0, 3).join(", ")
    throw new InvalidDocument([`${name} refers to other files (${first}). Bundle it into one first.`])
  }
  const dangling = all.filter((_) => at(document, _) === undefined)
  if (dangling.length > 0) {
    throw new InvalidDocument(dangling.map((_) => `${name} has nothing at ${_}, which it refers to.`))
  }
  return document
}

/** Which OpenAPI a document follows; undefined where it is neither. */
export const versionOf = (document: JsonObject): "3.0" | "3.1" | undefined => {
  const version = /^3\.([01])(\.|$)/.exec(String(document["openapi"] ?? ""))?.[1]
  if (version === undefined) return undefined
  return version === "0" ? "3.0" : "3.1"
}

const foundInstead = (document: unknown): string => {
  if (!isObject(document)) return "it holds no object"
  if ("swagger" in document) return `it is Swagger ${String(document["swagger"])}; convert it first`
  return `its \`openapi\` is ${document["openapi"] === undefined ? "missing" : String(document["openapi"])}`
}

/** Keywords that hold things by names of one's own, which are no keywords. */
const named = new Set(
  `properties patternProperties dependentSchemas $defs schemas responses parameters examples requestBodies headers
  securitySchemes links callbacks pathItems paths webhooks content encoding mapping`.split(/\s+/)
)
/** Keywords that hold data, in which `$ref` is a name like any other. */
const data = new Set(["example", "value", "enum", "const", "default"])

/** Every `$ref` of a document, or of a part of it. */
export const references = (value: Json, byName = false): ReadonlyArray<string> => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).flatMap((_) => references(_))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, part]) => {
    // What has a name is an object: a text is a reference, also where names stand.
    if (name === "$ref" && typeof part === "string") return [part]
    if (byName) return references(part)
    // In a schema `examples` is a list of values.
    if (data.has(name) || (name === "examples" && Array.isArray(part))) return []
    return references(part, named.has(name) && isObject(part))
  })
}

/** What a reference within the document stands for; undefined where there is nothing. */
export const at = (document: JsonObject, reference: string): Json | undefined =>
  reference
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "")
    .map((step) => decoded(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>((place, step) => {
      if (Array.isArray(place)) return (place as ReadonlyArray<Json>)[Number(step)]
      return isObject(place) && Object.hasOwn(place, step) ? place[step] : undefined
    }, document)

const decoded = (step: string): string => {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

/** The object itself, or the one at the end of its references; never a copy. Throws where a reference leads nowhere. */
export const resolve = (document: JsonObject, value: Json | undefined): JsonObject => {
  const passed = new Set<string>()
  let found = value
  while (isObject(found) && typeof found["$ref"] === "string") {
    const reference = found["$ref"]
    if (passed.has(reference)) throw new InvalidDocument([`The reference ${reference} leads back to itself.`])
    passed.add(reference)
    found = at(document, reference)
    if (found === undefined) throw new InvalidDocument([`The specification has nothing at ${reference}.`])
  }
  return objectOr(found)
}

/** One operation where it stands. */
export interface Route {
  readonly path: string
  readonly method: Method
  /** The path's own entry, references followed. */
  readonly item: JsonObject
  readonly operation: JsonObject
}

/** Every operation, in the order of the document. */
export const routes = (document: JsonObject): ReadonlyArray<Route> =>
  Object.entries(objectOr(document["paths"])).flatMap(([path, given]) => {
    const item = resolve(document, given)
    return Object.keys(item).flatMap((key): ReadonlyArray<Route> => {
      const method = methods.find((_) => _ === key)
      const operation = item[key]
      return method === undefined || !isObject(operation) ? [] : [{ path, method, item, operation }]
    })
  })

/**
 * The parameters of an operation, references followed: an operation's own replaces the path's of the same name and place.
 * The names of headers differ by more than their case.
 */
export const parameters = (
  document: JsonObject,
  { item, operation }: Pick<Route, "item" | "operation">
): ReadonlyArray<JsonObject> => [
  ...new Map(
    [...listOr(item["parameters"]), ...listOr(operation["parameters"])].map((given) => {
      const parameter = resolve(document, given)
      return [parameterKey(parameter), parameter]
    })
  ).values()
]

/** A parameter's place and name, such as `query page`. */
export const parameterKey = (parameter: JsonObject): string => {
  const name = String(parameter["name"])
  return `${String(parameter["in"])} ${parameter["in"] === "header" ? name.toLowerCase() : name}`
}

/** The addresses of a list of servers, with the defaults of their variables. */
export const serversOf = (servers: Json | undefined): ReadonlyArray<string> =>
  listOr(servers).map((given) => {
    const server = objectOr(given)
    const variables = objectOr(server["variables"])
    return String(server["url"] ?? "/").replace(/\{([^}]+)\}/g, (whole, name: string) => {
      const value = objectOr(variables[name])["default"]
      return value === undefined ? whole : String(value)
    })
  })

/** Whether a media type is one of JSON, such as `application/problem+json`. */
export const isJson = (type: string): boolean => /^application\/([\w.-]+\+)?json\b/.test(type)

/** The JSON content of a body or a response. */
export const jsonMedia = (holder: JsonObject): JsonObject | undefined => {
  const media = Object.entries(objectOr(holder["content"])).find(([type]) => isJson(type))
  return isObject(media?.[1]) ? media[1] : undefined
}

/** The values that a parameter, a body or an answer shows, by their names; `example` where there is but one. */
export const examplesOf = (document: JsonObject, holder: JsonObject): { readonly [name: string]: Json } => {
  const { example, examples } = holder
  if (!isObject(examples)) return example === undefined ? {} : { example }
  return Object.fromEntries(
    Object.entries(examples).flatMap(([name, given]) => {
      const value = resolve(document, given)["value"]
      return value === undefined ? [] : [[name, value]]
    })
  )
}

/** The types of a schema, `null` aside; those of its values where it names none. */
export const typesOf = (schema: JsonObject): ReadonlyArray<string> => {
  const given = schema["type"]
  const named = (Array.isArray(given) ? given : given === undefined ? [] : [given]).map(String)
  if (named.length > 0) return named.filter((_) => _ !== "null")
  if (isObject(schema["properties"])) return ["object"]
  if (schema["items"] !== undefined) return ["array"]
  const values = "const" in schema ? [schema["const"]] : listOr(schema["enum"])
  return [...new Set(values.filter((_) => _ !== null).map((_) => typeof _))]
}

/** A schema with the parts of its `allOf` in it. */
export const flat = (document: JsonObject, given: Json | undefined, left = 8): JsonObject => {
  const schema = resolve(document, given)
  const parts = listOr(schema["allOf"])
  if (parts.length === 0 || left === 0) return schema
  const all = [...parts.map((part) => flat(document, part, left - 1)), { ...schema, allOf: [] }]
  return {
    ...Object.fromEntries(all.flatMap((part) => Object.entries(part))),
    properties: Object.fromEntries(all.flatMap((part) => Object.entries(objectOr(part["properties"])))),
    required: all.flatMap((part) => listOr(part["required"]))
  }
}
