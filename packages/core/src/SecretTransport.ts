/** The transport of requests that contain secrets. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"

/**
 * `fetch` would repeat the request, or send a GET in its place, to any host that a redirect names. Other transports
 * follow no redirects. The options that `FetchHttpClient.layer` was built with are known only while a request is made.
 */
const followNoRedirect = <A>(request: A): Effect.Effect<A> =>
  Effect.withFiber((fiber) => {
    const init = Context.getOrUndefined(fiber.context, FetchHttpClient.RequestInit)
    if (init?.redirect !== "manual") {
      fiber.setContext(Context.add(fiber.context, FetchHttpClient.RequestInit, { ...init, redirect: "manual" }))
    }
    return Effect.succeed(request)
  })

/** A transport that follows no redirects, and whose own span, which would record the URL, is left out. */
export const make = (transport: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.makeWith(
    (request) =>
      transport.postprocess(Effect.flatMap(request, followNoRedirect)).pipe(
        // Also restores the context afterwards.
        Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
      ),
    transport.preprocess
  )
