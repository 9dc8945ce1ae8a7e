/** A running mock server, for programs without Effect: a promise, and a function that stops it. */
import { Effect, Exit, Scope } from "effect"
import { Mock } from "./Mock.ts"
import type { MockOptions, RunningMock, Target } from "./Mock.ts"

export interface MockHandle extends RunningMock {
  /** Stops the server and closes its connections. May be called again. */
  readonly close: () => Promise<void>
}

/**
 * Starts a mock on a free port of 127.0.0.1, or on `options.port`.
 *
 * Rejects with `UnknownVendor`, `UnreadableSpec` or `PortUnavailable`.
 */
export const startMock = (target: Target, options?: MockOptions): Promise<MockHandle> =>
  Effect.runPromise(held(Mock.start(target, options)))

/** Runs a scoped start and hands its scope's end to the caller as `close`. */
export const held = <A, E>(
  start: Effect.Effect<A, E, Scope.Scope>
): Effect.Effect<A & { readonly close: () => Promise<void> }, E> =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const close = Scope.close(scope, Exit.void)
    const server = yield* start.pipe(
      Scope.provide(scope),
      Effect.onError(() => close)
    )
    return { ...server, close: () => Effect.runPromise(close) }
  })
