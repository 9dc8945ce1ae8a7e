/** A server that answers each call with an example of its specification. It uses Prism and keeps no state. */
import { Effect } from "effect"
import type { Scope } from "effect"
import type { PortUnavailable, PrismNotInstalled, UnreadableSpec } from "../errors.ts"
import { type Handle, handle } from "./Handle.ts"
import { load } from "./load.ts"

export interface ExamplesOptions {
  /** Port on 127.0.0.1. Default 0: a free one. */
  readonly port?: number | undefined
  /** Whether a request that breaks the specification or lacks credentials is refused. Default true. */
  readonly validateRequests?: boolean | undefined
  /** Whether an example that breaks its own schema becomes 500. Default false. */
  readonly errors?: boolean | undefined
  /** Whether Prism logs to stderr. Default false. */
  readonly verbose?: boolean | undefined
  /** Its name in messages. */
  readonly vendor?: string
}

export interface RunningExamples {
  /** The server's origin, without a final slash: the `baseUrl` of a client. */
  readonly url: string
  readonly port: number
}

/** Serves the specification at a path or URL until the scope closes. */
export const serve = Effect.fnUntraced(function* (
  spec: string | URL,
  { errors = false, port = 0, validateRequests = true, vendor, verbose = false }: ExamplesOptions = {}
): Effect.fn.Return<RunningExamples, UnreadableSpec | PortUnavailable | PrismNotInstalled, Scope.Scope> {
  const { Server, Spec } = yield* load
  const settings = { port, validateRequests, errors, verbose, ...(vendor !== undefined && { vendor }) }
  return yield* Server.serve(yield* Spec.read(spec), settings)
})

/**
 * Serves the specification until `close` is called. Rejects with `UnreadableSpec`, `PortUnavailable` or
 * `PrismNotInstalled`.
 */
export const startExamples = (spec: string | URL, options?: ExamplesOptions): Promise<Handle<RunningExamples>> =>
  handle(serve(spec, options))
