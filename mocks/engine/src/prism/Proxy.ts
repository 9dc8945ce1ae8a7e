/** A proxy between a client and a real server. It answers 500 if the server breaks its specification. */
import { Effect } from "effect"
import { type Handle, handle } from "./Handle.ts"
import { load } from "./load.ts"

export interface ProxyOptions {
  /** The specification that both sides must follow: path or URL. */
  readonly spec: string | URL
  /** Origin of the real server. */
  readonly upstream: string | URL
  /** Port on 127.0.0.1. Default 0: a free one. */
  readonly port?: number
  /** Whether Prism logs to stderr. Default false. */
  readonly verbose?: boolean
}

export type ProxyHandle = Handle<{ readonly url: string; readonly port: number }>

/**
 * Starts a validating proxy on 127.0.0.1. A request that breaks the specification is answered 422 and not forwarded.
 *
 * Rejects with `UnreadableSpec`, `PortUnavailable` or `PrismNotInstalled`.
 */
export const startProxy = ({ port = 0, spec, upstream, verbose = false }: ProxyOptions): Promise<ProxyHandle> =>
  handle(
    Effect.gen(function* () {
      const { Server, Spec } = yield* load
      const settings = { port, verbose, validateRequests: true, errors: true, upstream: new URL(upstream) }
      return yield* Server.serve(yield* Spec.read(spec), settings)
    })
  )
