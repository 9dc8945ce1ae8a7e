/**
 * What must hold before each request of a call, also before one that is repeated after a wait: a person may unsubscribe
 * meanwhile.
 */
import { Context, Effect } from "effect"
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
