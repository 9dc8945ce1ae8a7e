/** Turns a scoped effect into a promise, for programs without Effect. */
import { Effect, Exit, Scope } from "effect"

export type Handle<A> = A & {
  /** Stops the server and closes its connections. Calling it again does nothing. */
  readonly close: () => Promise<void>
}

/**
 * Runs a scoped effect and returns its result with `close`, which closes the scope. Rejects with the effect's error.
 */
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
