/**
 * Receives what a vendor posts to a webhook, in an Effect HTTP server, in any handler of the web platform's form, or
 * in Node's own. One answer each:
 *
 * - 405 to anything but POST
 * - 413 to a body over the limit, which is not read further
 * - 401 where the verification says no
 * - 400 to what is not JSON, or not an event at all
 * - 200 once the event has been handled, and to a copy of one that was
 * - 500 where the handler fails, or takes longer than it may, so that the vendor sends it again
 * - 503 where the delivery log is not there or another process is handling the same delivery
 *
 * Vendors send a delivery again when they miss an answer, and not all of them give it an id. So a delivery is known
 * by the SHA-256 of its body, and of the headers that tell events apart where bodies do not: a copy is not handled
 * again, one whose handler failed is. A copy that comes while the first is being handled waits for its outcome. The
 * handler is not interrupted where the vendor hangs up.
 */
import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { type NodeRequest, readNode, readStream, readWeb } from "./WebhookBody.ts"
import { type Incoming, make } from "./WebhookHandling.ts"
import type { Options } from "./WebhookOptions.ts"
import { failed, type Reply } from "./WebhookReply.ts"

export type { NodeRequest } from "./WebhookBody.ts"
export { type Deliveries, inMemory } from "./WebhookDeliveries.ts"
export { make as redis } from "./WebhookDeliveriesRedis.ts"
export { make as sql } from "./WebhookDeliveriesSql.ts"
export type { Delivery, Options, Returned, Unverified } from "./WebhookOptions.ts"
export { type Hash, isSigned, sign } from "./WebhookSignature.ts"

/** A handler in the web platform's form, as `Deno.serve`, Bun, Hono, Next and others take it. */
export type WebHandler = (request: Request) => Promise<Response>

/** What is needed of Node's `ServerResponse`. */
export interface NodeResponse {
  writeHead(status: number, headers: Record<string, string>): unknown
  end(body: string): unknown
}

/** A handler in Node's form, as `http.createServer` and Express take it. It must see the body unread. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => void

/** One receiver, in three forms that share its delivery log. */
export interface Receiver<R> {
  /** For an Effect HTTP server, such as a route of `HttpRouter`. */
  readonly http: Effect.Effect<HttpServerResponse.HttpServerResponse, never, HttpServerRequest.HttpServerRequest | R>
  /** For the web platform. Only where the handler needs no service; provide it first where it does. */
  readonly web: [R] extends [never] ? WebHandler : never
  /** For plain Node. Only where the handler needs no service; provide it first where it does. */
  readonly node: [R] extends [never] ? NodeHandler : never
}

/** Makes a receiver. */
export const receiver = <Event, R = never>(options: Options<Event, R>): Receiver<R> => {
  const maxBytes = options.maxBytes ?? 1024 * 1024
  const receive = make(options, maxBytes)
  const runPromise: <A>(effect: Effect.Effect<A>) => Promise<A> = options.run ?? Effect.runPromise
  /** Never rejects: who gave the request could not answer it. */
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
      headers: Object.fromEntries(request.headers),
      body: Effect.tryPromise(() => readWeb(request.body, maxBytes))
    }).then(({ body, headers, status }) => new Response(JSON.stringify(body), { status, headers }))
  const node: NodeHandler = (request, response) => {
    void run({
      method: request.method ?? "",
      url: request.url ?? "",
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          // Node's own are in lower case; adapters that make a request of something else keep what they were given.
          name.toLowerCase(),
          typeof value === "string" || value === undefined ? value : value.join(", ")
        ])
      ),
      body: Effect.tryPromise(() => readNode(request, maxBytes))
    }).then(({ body, headers, status }) => {
      response.writeHead(status, headers)
      response.end(JSON.stringify(body))
    })
  }
  return {
    // Loaded with the first request, so that applications without a server do not load one.
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
