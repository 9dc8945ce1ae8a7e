/**
 * A specification as the sandbox needs it: its operations with everything they refer to, and a way from a request's
 * address to one of them. Reading YAML takes most of a second for four vendors, so a published package carries JSON, and
 * in the workspace what was read is kept until the file changes.
 */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import type * as Yaml from "yaml"
import { UnreadableSpec } from "../errors.ts"
import { isObject } from "./Json.ts"

type Node = Record<string, unknown>

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
  readonly components: Node
  /** All of it, as it is written. */
  readonly document: Node
  /** The port of its server entry on 127.0.0.1, if it has one. */
  readonly port: number | undefined
}

/** Reads a specification (YAML or JSON). Throws `UnreadableSpec`. */
export const read = (location: string): Specification => {
  try {
    return specification(location, document(location))
  } catch (cause) {
    throw new UnreadableSpec({ location, reason: cause instanceof Error ? cause.message : String(cause) })
  }
}

/** The port of a specification's server entry on 127.0.0.1, if it has one. Throws `UnreadableSpec`. */
export const portOf = (location: string): number | undefined => read(location).port

const document = (location: string): Node => {
  const packed = location.replace(/\.yaml$/, ".json")
  if (existsSync(packed)) return JSON.parse(readFileSync(packed, "utf8")) as Node
  const text = readFileSync(location, "utf8")
  const kept = cache(location, text)
  if (kept !== undefined && existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8")) as Node
  const { parse } = createRequire(import.meta.url)("yaml") as typeof Yaml
  const read = parse(text) as Node
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

const methods = ["get", "post", "put", "patch", "delete", "head", "options"]

const specification = (location: string, root: Node): Specification => {
  if (!isObject(root) || typeof root["openapi"] !== "string") throw new Error("it is no OpenAPI document")
  const follow = (value: unknown): Node => {
    if (!isObject(value)) return {}
    const reference = value["$ref"]
    if (typeof reference !== "string") return value
    const target = reference
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>((node, key) => (isObject(node) ? node[unescape(key)] : undefined), root)
    if (!isObject(target)) throw new Error(`${reference} leads nowhere`)
    return follow(target)
  }
  const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])
  const operations: Array<Operation> = []
  for (const [path, item] of Object.entries(follow(root["paths"]))) {
    const shared = follow(item)
    for (const method of methods) {
      const found = shared[method]
      if (!isObject(found)) continue
      if (typeof found["operationId"] !== "string") throw new Error(`${method} ${path} has no operationId`)
      const parameters = new Map(
        [...list(shared["parameters"]), ...list(found["parameters"])].map((one) => {
          const parameter = follow(one)
          return [`${String(parameter["in"])} ${String(parameter["name"])}`, parameter]
        })
      )
      operations.push({
        id: found["operationId"],
        aliases: list(found["x-operations"]).map(String),
        method: method.toUpperCase(),
        path,
        summary: String(found["summary"] ?? found["operationId"]),
        changes: method !== "get" || found["x-alternative-of"] !== undefined,
        parameters: [...parameters.values()]
          .filter((_) => _["in"] !== "cookie")
          .map((one) => parameter(one, follow(one["schema"]))),
        body: found["requestBody"] === undefined ? undefined : body(follow(found["requestBody"]), follow),
        answers: new Map(
          Object.entries(follow(found["responses"])).flatMap(([status, one]) =>
            // `4XX` and `default` are no statuses.
            Number.isInteger(Number(status))
              ? [[Number(status), { headers: headers(follow(one), follow), examples: examples(follow(one), follow) }]]
              : []
          )
        )
      })
    }
  }
  if (operations.length === 0) throw new Error("it has no operations")
  const known = follow(root["components"])
  return {
    location,
    title: String(follow(root["info"])["title"] ?? ""),
    operations,
    schemes: Object.values(follow(known["securitySchemes"])).flatMap((one) => scheme(follow(one))),
    components: known,
    document: root,
    port: list(root["servers"])
      .map((server) => /^http:\/\/127\.0\.0\.1:(\d+)$/.exec(String(follow(server)["url"]))?.[1])
      .filter((port) => port !== undefined)
      .map(Number)[0]
  }
}

const unescape = (key: string): string => key.replaceAll("~1", "/").replaceAll("~0", "~")

// What a reference leads to, because whether a parameter is a list decides how it is read.
const parameter = (found: Node, schema: Node): Parameter => ({
  name: String(found["name"]),
  in: found["in"] as Parameter["in"],
  required: found["required"] === true || found["in"] === "path",
  deepObject: found["style"] === "deepObject",
  explode: found["explode"] !== false && (found["style"] === undefined || found["style"] === "form"),
  schema,
  example: found["example"] ?? schema["example"]
})

const body = (found: Node, follow: (value: unknown) => Node): Body => ({
  examples: examples(found, follow),
  required: found["required"] === true,
  content: Object.fromEntries(
    Object.entries(isObject(found["content"]) ? found["content"] : {}).map(([type, media]) => [
      type,
      isObject(media) ? (media["schema"] ?? {}) : {}
    ])
  )
})

const headers = (response: Node, follow: (value: unknown) => Node): Record<string, string> =>
  Object.fromEntries(
    Object.entries(follow(response["headers"])).flatMap(([name, one]) => {
      const header = follow(one)
      const example = header["example"] ?? follow(header["schema"])["example"]
      return example === undefined ? [] : [[name.toLowerCase(), String(example)]]
    })
  )

const examples = (response: Node, follow: (value: unknown) => Node): ReadonlyMap<string, unknown> => {
  const media = follow(follow(response["content"])["application/json"])
  if (isObject(media["examples"])) {
    return new Map(Object.entries(media["examples"]).map(([name, one]) => [name, follow(one)["value"]]))
  }
  if (media["example"] !== undefined) return new Map([["example", media["example"]]])
  const { example } = follow(media["schema"])
  return example === undefined ? new Map() : new Map([["example", example]])
}

const scheme = (found: Node): ReadonlyArray<Scheme> => {
  if (found["type"] === "apiKey") {
    return [{ in: found["in"] as Scheme["in"], name: String(found["name"]), prefix: "" }]
  }
  if (found["type"] !== "http" && found["type"] !== "oauth2") return []
  const name = found["scheme"] === "basic" ? "Basic" : "Bearer"
  return [{ in: "header", name: "Authorization", prefix: `${name} ` }]
}
