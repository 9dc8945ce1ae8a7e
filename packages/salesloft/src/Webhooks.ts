/** Receives Salesloft's webhooks. `WebhookSubscriptions` manages them. */
import { Webhook as Core } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import { decode, eventHeader, type EventName, signatureHeader, type WebhookEvent } from "./WebhookEvent.ts"

/** How events are received. */
export interface ReceiverOptions<R> extends Pick<
  Core.Options<WebhookEvent, R>,
  "handle" | "maxBytes" | "deliveries" | "run"
> {
  /**
   * The `callback_token` of the subscription, with which Salesloft signs. Give a list for several subscriptions, or for
   * the old and the new token during a replacement.
   */
  readonly callbackToken: Redacted.Redacted | ReadonlyArray<Redacted.Redacted>
}

/**
 * Receives events: `http` for an Effect HTTP server, `web` for handlers of the web platform, `node` for plain Node.
 *
 * A request without a valid signature gets a 401. A repeated delivery is not handled again. If the handler fails, the
 * response is a 500, and Salesloft sends the delivery three more times, 15 seconds apart. See `Webhook` in core for all
 * responses.
 */
export const receiver = <R = never>({ callbackToken, ...options }: ReceiverOptions<R>): Core.Receiver<R> => {
  const tokens = Array.isArray(callbackToken)
    ? (callbackToken as ReadonlyArray<Redacted.Redacted>)
    : [callbackToken as Redacted.Redacted]
  return Core.receiver<WebhookEvent, R>({
    ...options,
    name: "salesloft",
    decode,
    // Two events of one record can have the same body.
    distinguishedBy: [eventHeader],
    verify: ({ body, headers }) =>
      Effect.map(
        Effect.all(tokens.map((token) => Core.isSigned("SHA-1", token, body, headers[signatureHeader]))),
        (signed) => signed.includes(true)
      )
  })
}

/** A delivery as Salesloft would send it. */
export interface SignedDelivery {
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/**
 * Signs a delivery, for tests of a receiver:
 *
 * ```ts
 * const { body, headers } = yield* Webhooks.signDelivery({ event: "person_created", record: { id: 1 }, callbackToken })
 * yield* Effect.promise(() => receiver.web(new Request("https://app.example.com/hook", { method: "POST", body, headers })))
 * ```
 */
export const signDelivery = (delivery: {
  readonly event: EventName | (string & {})
  /** The record as JSON, without an envelope. */
  readonly record: { readonly [name: string]: unknown }
  readonly callbackToken: Redacted.Redacted
}): Effect.Effect<SignedDelivery> => {
  const body = JSON.stringify(delivery.record)
  return Effect.map(Core.sign("SHA-1", delivery.callbackToken, new TextEncoder().encode(body)), (signature) => ({
    headers: { "content-type": "application/json", [eventHeader]: delivery.event, [signatureHeader]: signature },
    body
  }))
}
