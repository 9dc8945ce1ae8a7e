/**
 * What must hold before each request of a call, also before one that is repeated after a wait: a person may unsubscribe
 * meanwhile.
 */
import { Context, Data, Effect } from "effect"
import { HttpClient } from "effect/http"

const BeforeRequest = Context.Reference<Effect.Effect<void>>("@salesbridge/demo/BeforeRequest", {
  defaultValue: () => Effect.void
})

/** Checks this as well before each request of the call. */
export const checking = <A, E, R>(check: Effect.Effect<void>, call: Effect.Effect<A, E, R>) =>
  Effect.flatMap(BeforeRequest, (outer) => Effect.provideService(call, BeforeRequest, Effect.andThen(outer, check)))

/** Checks it now. */
export const check = Effect.flatten(BeforeRequest)

/** A client that checks it. */
export const checked = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.transform(client, (request) => Effect.andThen(check, request))

/** A call that was given up before a request. */
export class Prevented<A> extends Data.Class<{ readonly by: A }> {}

/** Makes the call unless something prevents it, which is looked for before each request. */
export const unless = <A, E, R, By, E2, R2>(
  call: Effect.Effect<A, E, R>,
  look: Effect.Effect<By | undefined, E2, R2>
) =>
  Effect.gen(function* () {
    const services = yield* Effect.context<R2>()
    const prevent = Effect.flatMap(Effect.orDie(Effect.provide(look, services)), (by) =>
      by === undefined ? Effect.void : Effect.die(new Prevented({ by }))
    )
    return yield* Effect.catchDefect(checking(prevent, call), (defect) =>
      defect instanceof Prevented ? Effect.succeed(defect as Prevented<By>) : Effect.die(defect)
    )
  })
