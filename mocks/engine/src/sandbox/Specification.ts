/**
 * A specification as the sandbox needs it: its operations with everything they refer to, and a way from a request's
 * address to one of them. Reading YAML takes most of a second for four vendors, so a published package carries JSON, and
 * in the workspace what was read is kept until the file changes.
 */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { examplesOf, jsonMedia, parameters, parse, resolve, type Route, routes } from "@salesbridge/openapi/Document"
import { type Json, type JsonObject, listOr, objectOr } from "@salesbridge/openapi/Json"
import { UnreadableSpec } from "../errors.ts"

export interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly required: boolean
  readonly deepObject: boolean
  /** Separate values of one name, or one value with commas. */
  readonly explode: boolean
  readonly schema: unknown
  /** A value to try it with; undefined where the specification gives none. */
  readonly example: unknown
}

export interface Body {
  readonly required: boolean
  /** Schemas by media type. */
  readonly content: Readonly<Record<string, unknown>>
  /** Examples by name, in the order of the file. */
  readonly examples: ReadonlyMap<string, unknown>
}

export interface Answer {
  /** Examples of its headers. */
  readonly headers: Readonly<Record<string, string>>
  /** By name, in the order of the file; the first is what an answer looks like where nothing else is known. */
  readonly examples: ReadonlyMap<string, unknown>
}

export interface Operation {
  readonly id: string
  /** Calls of the vendor's document that share this operation, each by a name of its own: `x-operations`. */
  readonly aliases: ReadonlyArray<string>
  /** In capitals. */
  readonly method: string
  /** With `{names}`. */
  readonly path: string
  readonly summary: string
  /** Whether a call may change something: every method but GET, and a GET that stands in for another. */
  readonly changes: boolean
  readonly parameters: ReadonlyArray<Parameter>
  readonly body: Body | undefined
  readonly answers: ReadonlyMap<number, Answer>
}

/** Where credentials travel, and what stands before them. */
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
  /** The components as they are written; schemas refer to them. */
  readonly components: JsonObject
  /** All of it, as it is written. */
  readonly document: JsonObject
  /** The port of its server entry on 127.0.0.1, if it has one. */
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

/** The port of a specification's server entry on 127.0.0.1, if it has one. Throws `UnreadableSpec`. */
export const portOf = (location: string): number | undefined => read(location).port

/** The document itself, as it is written. Throws where it cannot be read. */
export const documentOf = (location: string): JsonObject => {
  const packed = location.replace(/\.yaml$/, ".json")
  if (existsSync(packed)) return JSON.parse(readFileSync(packed, "utf8")) as JsonObject
  const text = readFileSync(location, "utf8")
  const kept = cache(location, text)
  if (kept !== undefined && existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as JsonObject
  const read = parse(text, location)
  if (kept !== undefined) keep(kept, JSON.stringify(read))
  return read
}

/** Where what was read of a workspace's own specification is kept. */
const cache = (location: string, text: string): string | undefined => {
  const modules = join(dirname(location), "../../node_modules")
  if (!existsSync(join(modules, "yaml"))) return undefined
  return join(modules, ".cache/salesbridge-mocks", `${createHash("sha256").update(text).digest("hex")}.json`)
}

const keep = (file: string, text: string): void => {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const part = `${file}.${process.pid}`
    writeFileSync(part, text)
    renameSync(part, file)
  } catch {
    // A folder that cannot be written to costs time, no more.
  }
}

const specification = (location: string, document: JsonObject): Specification => {
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

const operationOf = (document: JsonObject, route: Route): Operation => {
  const { method, operation, path } = route
  const id = operation["operationId"]
  if (typeof id !== "string") throw new Error(`${method} ${path} has no operationId`)
  const body = operation["requestBody"]
  return {
    id,
    aliases: listOr(operation["x-operations"]).map(String),
    method: method.toUpperCase(),
    path,
    summary: String(operation["summary"] ?? id),
    changes: method !== "get" || operation["x-alternative-of"] !== undefined,
    parameters: parameters(document, route)
      .filter((_) => _["in"] !== "cookie")
      .map((_) => parameterOf(_, resolve(document, _["schema"]))),
    body: body === undefined ? undefined : bodyOf(document, resolve(document, body)),
    answers: new Map(
      Object.entries(objectOr(operation["responses"])).map(([status, given]) => {
        const response = resolve(document, given)
        return [Number(status), { headers: headersOf(document, response), examples: shownIn(document, response) }]
      })
    )
  }
}

// What a reference leads to, because whether a parameter is a list decides how it is read.
const parameterOf = (found: JsonObject, schema: JsonObject): Parameter => ({
  name: String(found["name"]),
  in: found["in"] as Parameter["in"],
  required: found["required"] === true || found["in"] === "path",
  deepObject: found["style"] === "deepObject",
  explode: found["explode"] !== false && (found["style"] === undefined || found["style"] === "form"),
  schema,
  example: found["example"] ?? schema["example"]
})

const bodyOf = (document: JsonObject, found: JsonObject): Body => ({
  examples: shownIn(document, found),
  required: found["required"] === true,
  content: Object.fromEntries(
    Object.entries(objectOr(found["content"])).map(([type, media]) => [type, objectOr(media)["schema"] ?? {}])
  )
})

const headersOf = (document: JsonObject, response: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(objectOr(response["headers"])).flatMap(([name, given]) => {
      const header = resolve(document, given)
      const example = header["example"] ?? resolve(document, header["schema"])["example"]
      return example === undefined ? [] : [[name.toLowerCase(), String(example)]]
    })
  )

/** The examples of a JSON body by their names, or the one of its schema. */
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
  const name = found["scheme"] === "basic" ? "Basic" : "Bearer"
  return [{ in: "header", name: "Authorization", prefix: `${name} ` }]
}
