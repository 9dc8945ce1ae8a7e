/** From a scoped start to a promise, for programs without Effect. */
import { Effect, Exit, Scope } from "effect"

export type Handle<A> = A & {
  /** Stops the server and closes its connections. May be called again. */
  readonly close: () => Promise<void>
}

/** Runs a scoped start and hands its scope's end to the caller as `close`. Rejects with what the start fails with. */
export const handle = <A, E>(start: Effect.Effect<A, E, Scope.Scope>): Promise<Handle<A>> =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const close = Scope.close(scope, Exit.void)
    const server = yield* start.pipe(
      Scope.provide(scope),
      Effect.onError(() => close)
    )
    return { ...server, close: () => Effect.runPromise(close) }
  }).pipe(Effect.runPromise)
