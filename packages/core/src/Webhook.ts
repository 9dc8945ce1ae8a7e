/**
 * Receives the deliveries of a webhook, in an Effect HTTP server, in a web platform handler, or in a Node handler. Each
 * delivery gets one response:
 *
 * - 405 for any method other than POST
 * - 413 for a body over the limit, which is not read further
 * - 401 if the verification fails
 * - 400 if the body is not JSON, or not an event
 * - 200 after the event has been handled, and for a copy of a handled event
 * - 500 if the handler fails or exceeds its time limit, so that the vendor sends the delivery again
 * - 503 if the delivery log is not available, or if another process is handling the same delivery
 *
 * Vendors repeat a delivery when they do not get a response, and not all of them send an id. So a delivery is
 * identified by the SHA-256 of its body and of the headers that distinguish events with the same body. A copy of a
 * handled delivery is not handled again; one whose handler failed is. A copy that arrives while the first is being
 * handled waits for its result. The handler continues if the vendor hangs up.
 */
import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as Setting from "./Setting.ts"
import { type NodeRequest, readNode, readStream, readWeb } from "./WebhookBody.ts"
import { type Incoming, make } from "./WebhookHandling.ts"
import { headersOf } from "./WebhookHeaders.ts"
import type { Options } from "./WebhookOptions.ts"
import { failed, type Reply } from "./WebhookReply.ts"

export type { NodeRequest } from "./WebhookBody.ts"
export { type Deliveries, inMemory } from "./WebhookDeliveries.ts"
export { make as redis } from "./WebhookDeliveriesRedis.ts"
export { make as sql } from "./WebhookDeliveriesSql.ts"
export { headersOf, type RequestHeaders } from "./WebhookHeaders.ts"
export type { Delivery, Options, Returned, Unverified } from "./WebhookOptions.ts"
export { type Hash, isSigned, sign } from "./WebhookSignature.ts"

/** A handler with the web platform's types, for `Deno.serve`, Bun, Hono, Next and others. */
export type WebHandler = (request: Request) => Promise<Response>

/** The part of Node's `ServerResponse` that is used. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown
  end(body: string): unknown
}

/** A handler for `http.createServer` and Express. It must get the body unread. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => void

/** One receiver as three handlers, which share its delivery log. */
export interface Receiver<R> {
  /** For an Effect HTTP server, such as a route of `HttpRouter`. */
  readonly http: Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest | R>
  /** For the web platform. Provide the services that the handler needs first. */
  readonly web: [R] extends [never] ? WebHandler : never
  /** For Node. Provide the services that the handler needs first. */
  readonly node: [R] extends [never] ? NodeHandler : never
}

/** Creates a receiver. Throws a `TypeError` if `timeout` or `maxBytes` is not valid. */
export const receiver = <Event, R = never>(options: Options<Event, R>): Receiver<R> => {
  Setting.orThrow([...Setting.duration("timeout", options.timeout), ...Setting.amount("maxBytes", options.maxBytes)])
  const maxBytes = options.maxBytes ?? 1024 * 1024
  const receive = make(options, maxBytes)
  const runPromise: <A>(effect: Effect.Effect<A>) => Promise<A> = options.run ?? Effect.runPromise
  /** Never rejects: the caller could not send a response. */
  const run = async (request: Incoming): Promise<Reply> => {
    try {
      return await runPromise(receive(request) as Effect.Effect<Reply>)
    } catch {
      return failed
    }
  }
  const web: WebHandler = (request) =>
    run({
      method: request.method,
      url: request.url,
      headers: headersOf(request.headers),
      body: Effect.tryPromise(() => readWeb(request.body, maxBytes))
    }).then(({ body, headers, status }) => new Response(JSON.stringify(body), { status, headers }))
  const node: NodeHandler = (request, response) => {
    void run({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: headersOf(request.headers),
      body: Effect.tryPromise(() => readNode(request, maxBytes))
    })
      .then(({ body, headers, status }) => {
        response.writeHead(status, headers)
        response.end(JSON.stringify(body))
      })
      // Something else has answered already, such as a middleware with a time limit.
      .catch(() => undefined)
  }
  return {
    // Imported on the first request, so that applications without a server do not load it.
    http: Effect.flatMap(
      Effect.promise(() =>
        Promise.all([import("effect/http/HttpServerRequest"), import("effect/http/HttpServerResponse")])
      ),
      ([{ HttpServerRequest }, { jsonUnsafe }]) =>
        Effect.flatMap(HttpServerRequest, (request) =>
          Effect.map(
            receive({
              method: request.method,
              url: request.originalUrl,
              headers: request.headers,
              body: readStream(request.stream, maxBytes)
            }),
            ({ body, headers, status }) => jsonUnsafe(body, { status, headers })
          )
        )
    ),
    web: web as Receiver<R>["web"],
    node: node as Receiver<R>["node"]
  }
}
