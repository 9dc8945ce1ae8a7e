/** The calls that the specification's examples make, for each of its operations. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"

type Node = Readonly<Record<string, unknown>>

export interface Example {
  readonly id: string
  readonly method: string
  /** Path and query, without credentials. */
  readonly url: string
  readonly body: string | undefined
}

// The sandboxes' own reader of YAML; this project has none.
const { parse } = createRequire(import.meta.resolve("@salesbridge/mocks/package.json"))("yaml") as {
  readonly parse: (text: string) => Node
}

const root = parse(readFileSync(fileURLToPath(new URL("../openapi.yaml", import.meta.url)), "utf8"))

const follow = (value: unknown): Node => {
  const node = (value ?? {}) as Node
  const reference = node["$ref"]
  if (typeof reference !== "string") return node
  const keys = reference.slice(2).split("/")
  return follow(keys.reduce<unknown>((found, key) => (found as Node)[key.replaceAll("~1", "/")], root))
}

const list = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : [])

const exampleOf = (parameter: Node): string | undefined => {
  const value = parameter["example"] ?? follow(parameter["schema"])["example"]
  return value === undefined ? undefined : encodeURIComponent(String(value))
}

export const examples: ReadonlyArray<Example> = Object.entries(follow(root["paths"])).flatMap(([path, item]) =>
  ["get", "post", "put", "patch", "delete"].flatMap((method) => {
    const shared = follow(item)
    if (shared[method] === undefined) return []
    const operation = follow(shared[method])
    const parameters = [...list(shared["parameters"]), ...list(operation["parameters"])].map(follow)
    let filled = path
    const query: Array<string> = []
    for (const parameter of parameters) {
      const value = exampleOf(parameter)
      if (value === undefined) continue
      if (parameter["in"] === "path") filled = filled.replace(`{${String(parameter["name"])}}`, value)
      if (parameter["in"] === "query") query.push(`${String(parameter["name"])}=${value}`)
    }
    const media = follow(follow(follow(operation["requestBody"])["content"])["application/json"])
    const bodies = Object.values(follow(media["examples"])).map((one) => JSON.stringify(follow(one)["value"]))
    return (bodies.length === 0 ? [undefined] : bodies).map((body) => ({
      id: String(operation["operationId"]),
      method: method.toUpperCase(),
      url: query.length === 0 ? filled : `${filled}?${query.join("&")}`,
      body
    }))
  })
)
