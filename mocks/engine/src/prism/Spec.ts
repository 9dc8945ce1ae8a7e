/** A specification as the servers need it: Prism's operations, and the file's own rules for its mock. */
import { getHttpOperationsFromSpec } from "@stoplight/prism-http"
import { serverPaths } from "@salesbridge/openapi/Document"
import type { Json } from "@salesbridge/openapi/Json"
import { parse } from "@salesbridge/openapi/Yaml"
import { Effect, Schema } from "effect"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { UnreadableSpec } from "../errors.ts"
import { hideDecimals } from "./decimals.ts"
import { withSharedSchemas } from "./sharedSchemas.ts"

type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>

/** `x-mock` at the root of a specification: what the mock answers if Prism's default would mislead. */
export const MockRules = Schema.Struct({
  /** Status of a call without credentials, if not 401. */
  unauthorized: Schema.optionalKey(Schema.Int),
  /** "problem": list the mistakes of an invalid request even if the vendor uses 400 or 422 for something else. */
  invalid: Schema.optionalKey(Schema.Literal("problem"))
})
export type MockRules = typeof MockRules.Type

const Document = Schema.Struct({
  openapi: Schema.String,
  servers: Schema.optionalKey(Schema.Array(Schema.Struct({ url: Schema.String }))),
  "x-mock": Schema.optionalKey(MockRules)
})

export interface Spec {
  readonly location: string
  readonly operations: Operations
  readonly rules: MockRules
  /** The port of its server entry on 127.0.0.1, if any. */
  readonly mockPort: number | undefined
}

const text = async (location: string): Promise<string> => {
  if (!/^https?:/.test(location)) return readFile(location, "utf8")
  const response = await fetch(location)
  if (!response.ok) throw new Error(`the server answers ${response.status}`)
  return response.text()
}

/** Reads a specification from a path or URL (http, https or file). */
export const read = Effect.fnUntraced(function* (from: string | URL): Effect.fn.Return<Spec, UnreadableSpec> {
  const location = String(from).startsWith("file:") ? fileURLToPath(from) : String(from)
  return yield* Effect.tryPromise({
    try: async () => {
      const document = Schema.decodeUnknownSync(Document)(parse(await text(location)))
      const operations = await getHttpOperationsFromSpec(location)
      if (operations.length === 0) throw new Error("it has no operations")
      const prepared = atServers(withSharedSchemas(hideDecimals(operations)))
      return { location, operations: prepared, rules: document["x-mock"] ?? {}, mockPort: mockPort(document) }
    },
    catch: (cause) => new UnreadableSpec({ location, reason: cause instanceof Error ? cause.message : String(cause) })
  })
})

/** The operations, and again under the paths of their servers, such as `/v2`. */
const atServers = (operations: Operations): Operations => [
  ...operations,
  ...operations.flatMap((operation) =>
    serverPaths((operation.servers ?? []) as unknown as Json).map((path) => ({
      ...operation,
      path: `${path}${operation.path}`
    }))
  )
]

const mockPort = (document: typeof Document.Type): number | undefined =>
  (document.servers ?? [])
    .map(({ url }) => /^http:\/\/127\.0\.0\.1:(\d+)$/.exec(url)?.[1])
    .filter((port) => port !== undefined)
    .map(Number)[0]
