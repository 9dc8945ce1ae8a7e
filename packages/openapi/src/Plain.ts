/**
 * A document in its plainest form, for simple readers: paths include the server's, every status is listed, and request
 * and response have separate schemas. The meaning stays the same.
 */
import * as Document from "./Document.ts"
import { explicit } from "./Explicit.ts"
import { type Json, type JsonObject, listOr, objectOr } from "./Json.ts"
import { straight } from "./References.ts"
import * as Views from "./Views.ts"

export interface Options {
  /** The ids of the operations to keep. Default: all. */
  readonly operations?: ReadonlyArray<string>
  /** The statuses of an operation that a range or `default` stands for. Default: none. */
  readonly statuses?: (operation: string) => ReadonlyArray<number>
  /** Whether ranges and `default` stay next to the listed statuses. Default: false. */
  readonly ranges?: boolean
  /**
   * The client's operations. If the document lacks an id, or has it twice, the operation is found by method and path.
   */
  readonly routes?: ReadonlyArray<{ readonly id: string; readonly method: string; readonly path: string }>
}

/** The plain form of a document. Unchanged parts are the same objects. */
export const plain = (given: JsonObject, options: Options = {}): JsonObject => {
  const document = Views.separate(named(explicit(straight(given)), options.routes ?? []))
  const kept = Document.routes(document).filter(({ operation }) => isKept(operation, options.operations))
  const unchanged = kept.length === Document.routes(document).length && kept.every((_) => isPlain(document, _))
  if (unchanged) return document
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of kept) {
    const prefix = prefixOf(document, route)
    const path = `${prefix}${route.path}`
    const { parameters, servers, ...rest } = route.operation
    const own = servers ?? route.item["servers"]
    const all = Document.parameters(document, { item: route.item, operation: { parameters: parameters ?? [] } }).filter(
      (_) => !isIgnored(_)
    )
    paths[path] = {
      ...paths[path],
      [route.method]: {
        ...rest,
        ...(rest["requestBody"] === undefined
          ? {}
          : { requestBody: namingJson(Document.resolve(document, rest["requestBody"])) }),
        ...(all.length === 0 ? {} : { parameters: all }),
        ...(own === undefined ? {} : { servers: withoutPaths(own) }),
        ...(rest["responses"] === undefined ? {} : { responses: listed(document, route, options) })
      }
    }
  }
  return {
    ...document,
    ...(document["servers"] === undefined ? {} : { servers: withoutPaths(document["servers"]) }),
    paths
  }
}

const idsOf = (operation: JsonObject): ReadonlyArray<string> => [
  String(operation["operationId"]),
  ...listOr(operation["x-operations"]).map(String),
  ...(typeof operation["x-alternative-of"] === "string" ? [operation["x-alternative-of"]] : [])
]

const isKept = (operation: JsonObject, wanted: ReadonlyArray<string> | undefined): boolean =>
  wanted === undefined || idsOf(operation).some((id) => wanted.includes(id))

/** The document with the client's ids for operations whose own id is unknown to the client or not unique. */
const named = (document: JsonObject, routes: NonNullable<Options["routes"]>): JsonObject => {
  const all = Document.routes(document)
  const uses = (id: string) => all.filter(({ operation }) => idsOf(operation).includes(id)).length
  const left = routes.filter(({ id }) => uses(id) !== 1)
  const ids = new Map(
    all.flatMap((route) => {
      const { method, operation, path } = route
      const own = String(operation["operationId"])
      if (uses(own) === 1 && routes.some(({ id }) => idsOf(operation).includes(id))) return []
      const whole = anonymous(`${prefixOf(document, route)}${path}`)
      const found = left.find((_) => _.method.toLowerCase() === method && anonymous(_.path) === whole)
      return found === undefined || found.id === own ? [] : [[operation, found.id] as const]
    })
  )
  if (ids.size === 0) return document
  const paths = Object.entries(objectOr(document["paths"])).map(([path, given]) => [
    path,
    Object.fromEntries(
      Object.entries(Document.resolve(document, given)).map(([key, part]) => {
        const id = ids.get(part as JsonObject)
        return [key, id === undefined ? part : { ...(part as JsonObject), operationId: id }]
      })
    )
  ])
  return { ...document, paths: Object.fromEntries(paths) }
}

const anonymous = (path: string): string => path.replaceAll(/\{[^}]*\}/g, "{}")

const isPlain = (document: JsonObject, route: Document.Route): boolean =>
  prefixOf(document, route) === "" &&
  !Document.parameters(document, route).some(isIgnored) &&
  isNamed(Document.resolve(document, route.operation["requestBody"])) &&
  Object.entries(objectOr(route.operation["responses"])).every(
    ([status, _]) => /^\d{3}$/.test(status) && isPlainJson(Document.resolve(document, _))
  )

/** Clients send no cookies. OpenAPI describes these headers elsewhere, and ignores them among the parameters. */
const isIgnored = ({ in: place, name, required }: JsonObject): boolean =>
  (place === "cookie" && required !== true) ||
  (place === "header" && /^(accept|content-type|authorization)$/i.test(String(name)))

/** Whether the response is sent to clients that ask for JSON. */
const isPlainJson = ({ content }: JsonObject): boolean =>
  content === undefined || "application/json" in objectOr(content) || Object.keys(objectOr(content)).length === 0

/**
 * The response for clients that ask for JSON: other JSON types become JSON; a response without JSON keeps only its
 * status.
 */
const asJson = (response: JsonObject): JsonObject => {
  if (isPlainJson(response)) return response
  const { content: _, ...rest } = response
  const media = Document.jsonMedia(response)
  return media === undefined ? rest : { ...rest, content: { "application/json": media } }
}

/** Whether JSON, if the body may be JSON, is one of its listed media types. */
const isNamed = (body: JsonObject): boolean => {
  const found = Document.jsonContent(body)
  return found === undefined || found[0] in objectOr(body["content"])
}

/** The request body, with JSON as a media type where a wildcard stands for it. */
const namingJson = (body: JsonObject): JsonObject =>
  isNamed(body) ? body : { ...body, content: Object.fromEntries([Document.jsonContent(body)!]) }

/** The path of an operation's server, with the defaults of its variables; empty if there is none. */
const prefixOf = (document: JsonObject, { item, operation }: Document.Route): string => {
  const [first] = Document.serversOf(operation["servers"] ?? item["servers"] ?? document["servers"])
  return first === undefined ? "" : Document.pathOf(first)
}

const withoutPaths = (servers: Json | undefined): Json =>
  Document.serversOf(servers).map((url) => {
    const path = Document.pathOf(url)
    const origin = url.replace(/[/]+$/, "")
    return { url: path === "" ? origin || "/" : origin.slice(0, origin.length - path.length) || "/" }
  })

/** The responses with every listed status, and without ranges unless they are wanted. */
const listed = (document: JsonObject, { operation }: Document.Route, { ranges, statuses }: Options): JsonObject => {
  const responses = objectOr(operation["responses"])
  const named = Object.entries(responses).filter(([status]) => /^\d{3}$/.test(status))
  const others = ranges === true ? Object.entries(responses).filter(([status]) => !/^\d{3}$/.test(status)) : []
  const has = (status: number) => String(status) in responses
  const rangeOf = (status: number) =>
    Object.entries(responses).find(([name]) => name.toUpperCase() === `${String(status).slice(0, 1)}XX`)?.[1] ??
    responses["default"]
  const meant = idsOf(operation).flatMap((id) => statuses?.(id) ?? [])
  // If no success is listed, a range or the default stands for it.
  const success = named.some(([status]) => status.startsWith("2")) ? [] : [200]
  const added = [...success, ...meant]
    .filter((status) => !has(status))
    .flatMap((status) => {
      const range = rangeOf(status)
      return range === undefined ? [] : [[String(status), range] as const]
    })
  return Object.fromEntries(
    [...named, ...added, ...others].map(([status, given]) => {
      const response = asJson(Document.resolve(document, given))
      return [status, response]
    })
  )
}
