/** A running mock server, for Effect programs: as a scoped effect or as a Layer. */
import { Examples, type ExamplesOptions, type RunningExamples } from "@salesbridge/mock-engine/prism"
import { Context, Effect, Layer } from "effect"
import type { Scope } from "effect"
import type { MockError, UnknownVendor } from "./errors.ts"
import * as Vendor from "./Vendor.ts"

/** What to serve: a vendor's name, alone or in `vendor`, or any OpenAPI file, as a path or URL in `spec`. */
export type Target =
  | string
  | { readonly vendor: string; readonly spec?: never }
  | { readonly spec: string | URL; readonly vendor?: never }

export interface MockOptions extends Omit<ExamplesOptions, "vendor"> {}

export interface RunningMock extends RunningExamples {
  readonly vendor?: string
}

/** A mock server as a service. */
export class Mock extends Context.Service<Mock, RunningMock>()("@salesbridge/mocks/Mock") {
  /** Starts a mock that stops with the scope, for programs that need several. */
  static readonly start = Effect.fnUntraced(function* (
    target: Target,
    options: MockOptions = {}
  ): Effect.fn.Return<RunningMock, MockError, Scope.Scope> {
    const { spec, vendor: name } = typeof target === "string" ? { vendor: target } : target
    if (spec !== undefined) return yield* Examples.serve(spec, options)
    const vendor = yield* Effect.try({
      try: () => Vendor.named(name ?? ""),
      catch: (cause) => cause as UnknownVendor
    })
    return { ...(yield* Examples.serve(vendor.spec, { ...options, vendor: vendor.name })), vendor: vendor.name }
  })

  /** Provides one mock, which stops with the Layer. */
  static readonly layer = (target: Target, options?: MockOptions): Layer.Layer<Mock, MockError> =>
    Layer.effect(Mock, Mock.start(target, options))
}
