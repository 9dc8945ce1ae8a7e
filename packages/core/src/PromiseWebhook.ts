/** Receives webhooks for applications without Effect. The promise clients of the vendor packages use it. */
import type * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import * as Callback from "./Callback.ts"
import * as Webhook from "./Webhook.ts"

export type { Delivery } from "./WebhookOptions.ts"
export type { PostedDelivery } from "./WebhookProtocol.ts"

/** How events are handled. */
export interface Options<Event> {
  /** Handles an event. If it throws or rejects, the vendor gets a 500 and may send the delivery again. */
  readonly handle: (event: Event, delivery: Webhook.Delivery) => unknown
  /**
   * Called with what `handle` threw or rejected with, before the vendor gets its response. The response does not wait
   * for it, and what it throws or rejects with is ignored. Default: the kind of error is logged.
   */
  readonly onError?: ((error: unknown, event: Event, delivery: Webhook.Delivery) => void) | undefined
  /** The time limit for `handle`, and for each operation of the delivery log. Default: 30 seconds. */
  readonly timeout?: Duration.Input | undefined
  /** The maximum size of a body, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined
  /** The log of handled deliveries. Default: a log in memory, for this receiver. */
  readonly deliveries?: Webhook.Deliveries | undefined
}

/** One receiver as two handlers, which share its delivery log. */
export interface Receiver {
  /** For Hono, Next, Bun, Deno, workers and other users of the web platform's `Request` and `Response`. */
  readonly web: Webhook.WebHandler
  /**
   * For `http.createServer`, Express, and Fastify's raw request. It reads the body itself. If a parser has read it
   * before, it takes the bytes from `rawBody`.
   */
  readonly node: Webhook.NodeHandler
}

/** A receiver of these events. */
export const receiver = <Event>(
  vendor: Pick<Webhook.Options<Event, never>, "name" | "decode" | "distinguishedBy" | "verify">,
  { handle, onError, ...options }: Options<Event>
): Receiver => {
  const { node, web } = Webhook.receiver<Event>({
    ...vendor,
    ...options,
    handle: async (event, delivery) => {
      try {
        await handle(event, delivery)
      } catch (error) {
        Callback.run(() => onError?.(error, event, delivery))
        throw error
      }
    }
  })
  return { node, web }
}

/** Decodes the event in a body. Throws a `TypeError` with a short reason if the body is not an event. */
export const decode = <Event>(
  decoder: Webhook.Options<Event, never>["decode"],
  body: string | Uint8Array,
  headers: Webhook.RequestHeaders
): Event => {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body)
  const decoded = decoder(parsed(text), Webhook.headersOf(headers))
  if (Result.isFailure(decoded)) throw new TypeError(decoded.failure)
  return decoded.success
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new TypeError("the body is not JSON")
  }
}
