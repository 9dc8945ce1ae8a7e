/** Receiving webhooks for those who do not write Effect: what the promise faces of vendor packages are made of. */
import type * as Duration from "effect/Duration"
import * as Result from "effect/Result"
import * as Webhook from "./Webhook.ts"

export type { Delivery } from "./WebhookOptions.ts"
export type { PostedDelivery } from "./WebhookProtocol.ts"

/** How events are handled. */
export interface Options<Event> {
  /** Handles an event. Where it throws or rejects, the vendor is told 500 and may send the delivery again. */
  readonly handle: (event: Event, delivery: Webhook.Delivery) => unknown
  /** Told of what `handle` threw or rejected with, before the vendor is answered. Default: the kind of the error is logged. */
  readonly onError?: ((error: unknown, event: Event, delivery: Webhook.Delivery) => void) | undefined
  /** How long `handle` and each answer of the delivery log may take. Default: 30 seconds. */
  readonly timeout?: Duration.Input | undefined
  /** The largest body, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined
  /** What has been handled. Default: a log in memory, of its own. */
  readonly deliveries?: Webhook.Deliveries | undefined
}

/** One receiver, in two forms that share its delivery log. */
export interface Receiver {
  /** For Hono, Next, Bun, Deno, workers and others that have the web platform's `Request` and `Response`. */
  readonly web: Webhook.WebHandler
  /**
   * For `http.createServer`, Express and Fastify's raw request. It reads the body itself; where a parser has done so
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
        onError?.(error, event, delivery)
        throw error
      }
    }
  })
  return { node, web }
}

/** The event that a body holds. Throws a `TypeError` that says in few words why it is none. */
export const decode = <Event>(
  decoder: Webhook.Options<Event, never>["decode"],
  body: string | Uint8Array,
  headers: Webhook.Delivery["headers"]
): Event => {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const decoded = decoder(parsed(typeof body === "string" ? body : new TextDecoder().decode(body)), lower)
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
