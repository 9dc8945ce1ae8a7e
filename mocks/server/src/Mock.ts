/** A running mock server, for Effect programs: as a scoped effect or as a Layer. */
import { Context, Effect, Layer } from "effect"
import type { Scope } from "effect"
import type { MockError, UnknownVendor } from "./errors.ts"
import * as Prism from "./Prism.ts"
import * as Spec from "./Spec.ts"
import * as Vendor from "./Vendor.ts"

/** What to serve: a vendor by its name alone or in `vendor`, or any OpenAPI file by path or address in `spec`. */
export type Target =
  | string
  | { readonly vendor: string; readonly spec?: never }
  | { readonly spec: string | URL; readonly vendor?: never }

export interface MockOptions {
  /** Port on 127.0.0.1. Default 0: a free one. */
  readonly port?: number
  /** Whether a request that breaks the specification, or lacks credentials, is refused. Default true. */
  readonly validateRequests?: boolean
  /** Whether an example that breaks its own schema is answered with 500 instead. Default false. */
  readonly errors?: boolean
  /** Whether Prism logs to stderr. Default false. */
  readonly verbose?: boolean
}

export interface RunningMock {
  /** Its origin, without a slash at the end: what a client takes as `baseUrl`. */
  readonly url: string
  readonly port: number
  readonly vendor?: string
}

/** The mock server of the surrounding program. */
export class Mock extends Context.Service<Mock, RunningMock>()("@salesbridge/mocks/Mock") {
  /** Starts a mock that stops with the scope. For programs that need several. */
  static readonly start = Effect.fnUntraced(function* (
    target: Target,
    options: MockOptions = {}
  ): Effect.fn.Return<RunningMock, MockError, Scope.Scope> {
    const { spec, vendor: name } = typeof target === "string" ? { vendor: target } : target
    const location =
      spec ??
      (yield* Effect.try({ try: () => Vendor.named(name ?? ""), catch: (cause) => cause as UnknownVendor })).spec
    const vendor = name === undefined ? {} : { vendor: name }
    const server = yield* Prism.serve(yield* Spec.read(location), {
      port: options.port ?? 0,
      validateRequests: options.validateRequests ?? true,
      errors: options.errors ?? false,
      verbose: options.verbose ?? false,
      ...vendor
    })
    return { ...server, ...vendor }
  })

  /** Provides one mock, stopped with the Layer. */
  static readonly layer = (target: Target, options?: MockOptions): Layer.Layer<Mock, MockError> =>
    Layer.effect(Mock, Mock.start(target, options))
}
