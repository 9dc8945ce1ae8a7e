/** Mutations of an operation's address in the specification: path, method and server. */
import { type JsonObject } from "@salesbridge/openapi/Json"
import { serversOf } from "@salesbridge/openapi/Document"
import type { Writable } from "./SchemaNodes.ts"
import { specDraftAt, type SpecificationDraft, type SpecificationEdit, type Target } from "./SpecificationDraft.ts"

export function* addressMutations(target: Target): Generator<SpecificationDraft> {
  yield* pathMutations(target)
  yield* methodMutations(target)
  yield* serverMutations(target)
}

function* pathMutations({ spec }: Target): Generator<SpecificationDraft> {
  const { path } = spec
  const method = spec.method.toLowerCase()
  const moved =
    (to: string, change?: (operation: Writable) => void): SpecificationEdit =>
    (operation, paths) => {
      const item = paths[path] as Writable
      delete item[method]
      if (Object.keys(item).length === 0) delete paths[path]
      paths[to] = { [method]: operation }
      change?.(operation)
    }
  const draft = specDraftAt("path", "path", { part: "path" })
  const segments = path.split("/")
  for (const [index, segment] of segments.entries()) {
    if (segment === "") continue
    const other = (text: string) => segments.with(index, text).join("/")
    const name = /^\{(.+)\}$/.exec(segment)?.[1]
    if (name === undefined) {
      yield draft(`${segment} is called ${segment}-renamed`, moved(other(`${segment}-renamed`)))
    } else {
      const edit = moved(other(`{${name}Renamed}`), (_) => renameParameter(_, name, `${name}Renamed`))
      yield draft(`{${name}} is called {${name}Renamed}`, edit)
    }
  }
  yield draft("has one more segment", moved(`${path}/more`))
}

const renameParameter = (operation: Writable, from: string, to: string): void => {
  for (const parameter of (operation["parameters"] ?? []) as ReadonlyArray<Writable>) {
    if (parameter["in"] === "path" && parameter["name"] === from) parameter["name"] = to
  }
}

function* methodMutations({ document, spec }: Target): Generator<SpecificationDraft> {
  const taken = (document["paths"] as JsonObject)[spec.path] as JsonObject
  const draft = specDraftAt("method", "method", { part: "method" })
  for (const other of ["get", "post", "put", "patch"].filter((_) => !(_ in taken)).slice(0, 2)) {
    yield draft(`is ${other.toUpperCase()}`, (operation, paths) => {
      const item = paths[spec.path] as Writable
      delete item[spec.method.toLowerCase()]
      item[other] = operation
    })
  }
}

function* serverMutations({ document, node }: Target): Generator<SpecificationDraft> {
  const own = serversOf(node["servers"])
  const general = serversOf(document["servers"])
  const servers = own.length > 0 ? own : general.length > 0 ? general : ["/"]
  const elsewhere = [{ url: "https://elsewhere.example.com" }]
  const prefixed = servers.map((url) => ({ url: `${url.replace(/\/$/, "")}/v9` }))
  const draft = specDraftAt("server", "server", { part: "server" })
  yield draft("is another host", (_) => (_["servers"] = elsewhere))
  const draftOfPath = specDraftAt("server", "server", { part: "server path" })
  yield draftOfPath("has the prefix /v9 before every path", (_) => (_["servers"] = prefixed))
  if (own.length > 0 && general.length > 0 && own[0] !== general[0]) {
    yield draft("is the document's server, not the operation's own", (_) => delete _["servers"])
  }
}
