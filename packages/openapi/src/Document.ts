/** An OpenAPI document as it was written, read from YAML or JSON, with functions that follow references. */
import { isObject, type Json, type JsonObject, listOr, objectOr } from "./Json.ts"
import { cycleIn, untied } from "./Cycles.ts"
import { at } from "./Pointer.ts"
import * as Yaml from "./Yaml.ts"

export { at } from "./Pointer.ts"

/** A text that is not a usable OpenAPI document. The message says what is wrong and what to do. */
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
 * Parses a document from YAML or JSON. Throws `InvalidDocument` if it is not OpenAPI 3.0 or 3.1, refers to other files,
 * or has a reference without a target, or a schema that only leads back to itself. A child in a parent's `oneOf` has a
 * copy of the parent's fields instead of the parent in its `allOf`. `name` is used in messages.
 */
export const parse = (text: string, name = "The specification"): JsonObject => {
  let document: Json
  try {
    document = Yaml.parse(text)
  } catch (error) {
    throw new InvalidDocument([`${name} is neither YAML nor JSON: ${(error as Error).message}.`])
  }
  const version = isObject(document) ? versionOf(document) : undefined
  if (!isObject(document) || version === undefined) {
    throw new InvalidDocument([`${name} is not an OpenAPI 3.0 or 3.1 document: ${foundInstead(document)}.`])
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
  const read = untied(document)
  const cycle = cycleIn(read, all)
  if (cycle !== undefined) {
    const way = cycle.join(" → ")
    throw new InvalidDocument([`${name} has a schema that only leads back to itself: ${way}. Remove one reference.`])
  }
  return read
}

/** The OpenAPI version of a document; undefined if it is neither. */
export const versionOf = (document: JsonObject): "3.0" | "3.1" | undefined => {
  const version = /^3\.([01])(\.|$)/.exec(String(document["openapi"] ?? ""))?.[1]
  if (version === undefined) return undefined
  return version === "0" ? "3.0" : "3.1"
}

const foundInstead = (document: unknown): string => {
  if (!isObject(document)) return "it is not an object"
  if ("swagger" in document) return `it is Swagger ${String(document["swagger"])}; convert it first`
  return `its \`openapi\` is ${document["openapi"] === undefined ? "missing" : String(document["openapi"])}`
}

const named = new Set(
  `properties patternProperties dependentSchemas $defs schemas responses parameters examples requestBodies headers
  securitySchemes links callbacks pathItems paths webhooks content encoding mapping`.split(/\s+/)
)
/** Keywords with data, in which `$ref` is an ordinary name. */
const data = new Set(["example", "value", "enum", "const", "default"])

/**
 * Whether a keyword has values, not schemas, or is an extension, whose content OpenAPI does not define. In a schema,
 * `examples` is a list of values.
 */
export const isData = (name: string, part: Json): boolean =>
  data.has(name) || isExtension(name) || (name === "examples" && Array.isArray(part))

/** Whether a keyword is an extension. */
export const isExtension = (name: string): boolean => /^x-/i.test(name)

/** Whether the children of a keyword have user-defined names, which are not keywords. */
export const isNamed = (name: string, part: Json): boolean => named.has(name) && isObject(part)

/** Every `$ref` in a document, or in a part of it, except in data and extensions. */
export const references = (value: Json, byName = false): ReadonlyArray<string> => {
  if (Array.isArray(value)) return (value as ReadonlyArray<Json>).flatMap((_) => references(_))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([name, part]) => {
    // Named children are objects. So a string under `$ref` is a reference, even among names.
    if (name === "$ref" && typeof part === "string") return [part]
    if (byName) return references(part)
    if (isData(name, part)) return []
    return references(part, isNamed(name, part))
  })
}

/** The object itself, or the one that its references lead to; never a copy. Throws if a reference has no target. */
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

/** One operation with its place in the document. */
export interface Route {
  readonly path: string
  readonly method: Method
  /** The path item, with references followed. */
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
 * The parameters of an operation, with references followed. An operation's own parameter replaces the path's with the
 * same name and place. Names of headers are compared without case.
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

/** The URLs of a list of servers, with the defaults of their variables. */
export const serversOf = (servers: Json | undefined): ReadonlyArray<string> =>
  listOr(servers).map((given) => {
    const server = objectOr(given)
    const variables = objectOr(server["variables"])
    return String(server["url"] ?? "/").replace(/\{([^}]+)\}/g, (whole, name: string) => {
      const value = objectOr(variables[name])["default"]
      return value === undefined ? whole : String(value)
    })
  })

/** The path of a server's URL, which may be relative, without a final slash. */
export const pathOf = (url: string): string => url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, "").replace(/[/]+$/, "")

/** The paths of servers that have one, such as `/v2`. */
export const serverPaths = (servers: Json | undefined): ReadonlyArray<string> => [
  ...new Set(
    serversOf(servers)
      .map(pathOf)
      .filter((path) => path.startsWith("/"))
  )
]

/** Whether a media type is JSON, such as `application/problem+json`. */
export const isJson = (type: string): boolean => /^application\/([\w.-]+\+)?json\b/.test(type)

/**
 * The JSON content of a body or a response, with its media type. A wildcard with a schema is JSON if no JSON type is
 * listed: generators of specifications write it for every method whose media type the code does not name.
 */
export const jsonContent = (holder: JsonObject): readonly [type: string, media: JsonObject] | undefined => {
  const content = Object.entries(objectOr(holder["content"])).map(([type, media]) => [type, objectOr(media)] as const)
  const wildcard = content.find(([type, { schema }]) => /^(\*|application)\/\*$/.test(type) && schema !== undefined)
  return content.find(([type]) => isJson(type)) ?? (wildcard && ["application/json", wildcard[1]])
}

/** The JSON content of a body or a response. */
export const jsonMedia = (holder: JsonObject): JsonObject | undefined => jsonContent(holder)?.[1]

/** The examples of a parameter, a body or a response, by name. A single example is named `example`. */
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

/** The types of a schema without `null`. If it names none, the types of its values. */
export const typesOf = (schema: JsonObject): ReadonlyArray<string> => {
  const given = schema["type"]
  const named = (Array.isArray(given) ? given : given === undefined ? [] : [given]).map(String)
  if (named.length > 0) return named.filter((_) => _ !== "null")
  if (isObject(schema["properties"])) return ["object"]
  if (schema["items"] !== undefined) return ["array"]
  const values = "const" in schema ? [schema["const"]] : listOr(schema["enum"])
  return [...new Set(values.filter((_) => _ !== null).map((_) => typeof _))]
}

/** A schema merged with the parts of its `allOf`. */
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
