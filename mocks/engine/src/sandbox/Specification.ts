/**
 * A specification as a sandbox needs it: operations with everything they refer to. Parsing YAML takes a third of a
 * second for four vendors, so published packages contain JSON, and the workspace has a cache.
 */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import {
  examplesOf,
  flat,
  jsonMedia,
  parameters,
  parse,
  resolve,
  type Route,
  routes,
  serverPaths
} from "@salesbridge/openapi/Document"
import { type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { UnreadableSpec } from "../errors.ts"

export const formType = "application/x-www-form-urlencoded"

export interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly required: boolean
  readonly deepObject: boolean
  /** Separate values with the same name, or one value with separators. */
  readonly explode: boolean
  /** What separates the items of a list in one value. */
  readonly separator: string
  readonly schema: unknown
  /** An example value, if the specification has one. */
  readonly example: unknown
}

export interface Body {
  readonly required: boolean
  /** Schemas by media type: in lower case, without parameters. */
  readonly content: Readonly<Record<string, unknown>>
  /** How the fields of a form are encoded, as parameters. */
  readonly form: ReadonlyArray<Parameter>
  /** Examples by name, in the order of the file. */
  readonly examples: ReadonlyMap<string, unknown>
}

export interface Answer {
  /** Examples of its headers. */
  readonly headers: Readonly<Record<string, string>>
  /** By name, in the order of the file. The first is the default answer. */
  readonly examples: ReadonlyMap<string, unknown>
}

export interface Operation {
  /** Its `operationId`. Without one of its own, method and path, such as `get /people`. */
  readonly id: string
  /** Names of the vendor's calls that share this operation (`x-operations`). */
  readonly aliases: ReadonlyArray<string>
  /** In capitals. */
  readonly method: string
  /** With `{names}`. */
  readonly path: string
  /** The paths of its servers, such as `/v2`, under which it is served too. */
  readonly prefixes: ReadonlyArray<string>
  readonly summary: string
  /** Whether a call may change the state: every method except GET, and a GET that stands for another method. */
  readonly changes: boolean
  readonly parameters: ReadonlyArray<Parameter>
  readonly body: Body | undefined
  readonly answers: ReadonlyMap<number, Answer>
  /** The answers to statuses that are not listed: by range, such as `2XX`, and by `DEFAULT`. */
  readonly ranges: ReadonlyMap<string, Answer>
}

/** Where credentials are sent, and their prefix. */
export interface Scheme {
  readonly in: "header" | "query"
  readonly name: string
  readonly prefix: string
}

export interface Specification {
  readonly location: string
  readonly title: string
  readonly operations: ReadonlyArray<Operation>
  readonly schemes: ReadonlyArray<Scheme>
  /** The components, unchanged. Schemas refer to them. */
  readonly components: JsonObject
  /** The whole document. Only missing operationIds are added. */
  readonly document: JsonObject
  /** The port of its server entry on 127.0.0.1, if any. */
  readonly port: number | undefined
}

/** Reads a specification (YAML or JSON). Throws `UnreadableSpec`. */
export const read = (location: string): Specification => {
  try {
    return specification(location, documentOf(location))
  } catch (cause) {
    throw new UnreadableSpec({ location, reason: cause instanceof Error ? cause.message : String(cause) })
  }
}

/** The port of a specification's server entry on 127.0.0.1, if any. Throws `UnreadableSpec`. */
export const portOf = (location: string): number | undefined => read(location).port

/** The document, unchanged. Throws if it cannot be read. */
export const documentOf = (location: string): JsonObject => {
  const text = readFileSync(location, "utf8")
  // The name contains the hash of the text, so that no other file is mistaken for its JSON.
  const name = `${createHash("sha256").update(text).digest("hex")}.json`
  const kept = cache(location, name)
  const built = [join(dirname(location), name), kept].find((_) => _ !== undefined && existsSync(_))
  if (built !== undefined) return JSON.parse(readFileSync(built, "utf8")) as JsonObject
  const read = parse(text, location)
  if (kept !== undefined) keep(kept, JSON.stringify(read))
  return read
}

/** The cache file of a specification in this workspace. */
const cache = (location: string, name: string): string | undefined => {
  const modules = join(dirname(location), "../../node_modules")
  return existsSync(join(modules, "js-yaml")) ? join(modules, ".cache/salesbridge-mocks", name) : undefined
}

const keep = (file: string, text: string): void => {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const part = `${file}.${process.pid}`
    writeFileSync(part, text)
    renameSync(part, file)
  } catch {
    // Without a writable folder there is no cache.
  }
}

const specification = (location: string, given: JsonObject): Specification => {
  const document = identified(given)
  const operations = routes(document).map((route) => operationOf(document, route))
  if (operations.length === 0) throw new Error("it has no operations")
  const components = resolve(document, document["components"])
  return {
    location,
    title: String(objectOr(document["info"])["title"] ?? ""),
    operations,
    schemes: Object.values(objectOr(components["securitySchemes"])).flatMap((_) => schemesOf(resolve(document, _))),
    components,
    document,
    port: listOr(document["servers"])
      .map((server) => /^http:\/\/127\.0\.0\.1:(\d+)$/.exec(String(objectOr(server)["url"]))?.[1])
      .filter((port) => port !== undefined)
      .map(Number)[0]
  }
}

/** The document in which every operation has its own `operationId`; the same object if it is so already. */
const identified = (document: JsonObject): JsonObject => {
  const used = new Set<unknown>()
  const paths: Record<string, JsonObject> = {}
  for (const { item, method, operation, path } of routes(document)) {
    const { operationId: id } = operation
    if (typeof id !== "string" || used.has(id)) {
      paths[path] = { ...(paths[path] ?? item), [method]: { ...operation, operationId: `${method} ${path}` } }
    }
    used.add(id)
  }
  return Object.keys(paths).length === 0
    ? document
    : { ...document, paths: { ...objectOr(document["paths"]), ...paths } }
}

const operationOf = (document: JsonObject, route: Route): Operation => {
  const { method, operation, path } = route
  const id = String(operation["operationId"])
  const body = operation["requestBody"]
  const answers = Object.entries(objectOr(operation["responses"])).map(([status, given]) => {
    const response = resolve(document, given)
    return [status, { headers: headersOf(document, response), examples: shownIn(document, response) }] as const
  })
  const isListed = (status: string) => /^\d{3}$/.test(status)
  return {
    id,
    aliases: listOr(operation["x-operations"]).map(String),
    method: method.toUpperCase(),
    path,
    prefixes: serverPaths(operation["servers"] ?? route.item["servers"] ?? document["servers"]),
    summary: String(operation["summary"] ?? id),
    changes: method !== "get" || operation["x-alternative-of"] !== undefined,
    parameters: parameters(document, route)
      .filter((_) => _["in"] !== "cookie")
      .map((_) => parameterOf(_, resolve(document, _["schema"]))),
    body: body === undefined ? undefined : bodyOf(document, resolve(document, body)),
    answers: new Map(answers.flatMap(([status, answer]) => (isListed(status) ? [[Number(status), answer]] : []))),
    ranges: new Map(answers.filter(([status]) => !isListed(status)).map(([range, _]) => [range.toUpperCase(), _]))
  }
}

const separators: Readonly<Record<string, string>> = { pipeDelimited: "|", spaceDelimited: " " }

// Resolves the schema's reference: whether a parameter is a list decides how it is parsed.
const parameterOf = (found: JsonObject, schema: JsonObject): Parameter => {
  const { in: place, style = place === "query" ? "form" : "simple" } = found
  return {
    name: String(found["name"]),
    in: place as Parameter["in"],
    required: found["required"] === true || place === "path",
    deepObject: style === "deepObject",
    explode: found["explode"] === undefined ? style === "form" : found["explode"] === true,
    separator: separators[String(style)] ?? ",",
    schema,
    example: found["example"] ?? schema["example"]
  }
}

const bodyOf = (document: JsonObject, found: JsonObject): Body => {
  const content = Object.entries(objectOr(found["content"])).map(
    ([type, media]) => [type.split(";")[0]!.trim().toLowerCase(), objectOr(media)] as const
  )
  const form = content.find(([type]) => type === formType)?.[1] ?? {}
  return {
    examples: shownIn(document, found),
    required: found["required"] === true,
    content: Object.fromEntries(content.map(([type, media]) => [type, media["schema"] ?? {}])),
    form: Object.entries(objectOr(flat(document, form["schema"])["properties"])).map(([name, schema]) =>
      parameterOf({ ...objectOr(objectOr(form["encoding"])[name]), name, in: "query" }, resolve(document, schema))
    )
  }
}

const headersOf = (document: JsonObject, response: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOr(response["headers"])).flatMap(([name, given]) => {
      const header = resolve(document, given)
      const example = header["example"] ?? resolve(document, header["schema"])["example"]
      return example === undefined ? [] : [[name.toLowerCase(), String(example)]]
    })
  )

/** The examples of a JSON body by name, or its schema's example. */
const shownIn = (document: JsonObject, holder: JsonObject): ReadonlyMap<string, Json> => {
  const media = jsonMedia(holder) ?? {}
  const examples = new Map(Object.entries(examplesOf(document, media)))
  const { example } = resolve(document, media["schema"])
  return examples.size === 0 && example !== undefined ? new Map([["example", example]]) : examples
}

const schemesOf = (found: JsonObject): ReadonlyArray<Scheme> => {
  if (found["type"] === "apiKey") {
    return [{ in: found["in"] as Scheme["in"], name: String(found["name"]), prefix: "" }]
  }
  if (found["type"] !== "http" && found["type"] !== "oauth2") return []
  const name = String(found["scheme"]).toLowerCase() === "basic" ? "Basic" : "Bearer"
  return [{ in: "header", name: "Authorization", prefix: `${name} ` }]
}
