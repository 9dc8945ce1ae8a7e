/** Receives Salesloft's webhooks without Effect. `WebhookSubscriptions` manages them. */
import { Webhook } from "@salesbridge/core"
import { PromiseClient, PromiseWebhook } from "@salesbridge/core/promise"
import * as Effect from "effect/Effect"
import { decode as decoder, eventHeader, type EventName, signatureHeader, type WebhookEvent } from "../WebhookEvent.ts"
import * as Webhooks from "../Webhooks.ts"

/**
 * The `callback_token` of a subscription. Give a list for several subscriptions, or for the old and the new token
 * during a replacement.
 */
export type CallbackToken = PromiseClient.Secret | ReadonlyArray<PromiseClient.Secret>

/** How events are received. */
export interface ReceiverOptions extends PromiseWebhook.Options<WebhookEvent> {
  /** The secret with which Salesloft signs. */
  readonly callbackToken: CallbackToken
}

/** A request as received. */
export interface Received {
  /** By name in any case, such as the `headers` of Node's requests; or a `Headers` of the web platform. */
  readonly headers: Webhook.RequestHeaders
  /** The bytes as received. A body that was parsed and serialized again differs. */
  readonly body: string | Uint8Array
}

const secretsOf = (given: CallbackToken) =>
  (Array.isArray(given) ? (given as ReadonlyArray<PromiseClient.Secret>) : [given as PromiseClient.Secret]).map((_) =>
    PromiseClient.secret("callbackToken", _)
  )

const isSigned = (body: Uint8Array, signature: string | undefined, secrets: ReturnType<typeof secretsOf>) =>
  Effect.map(Effect.all(secrets.map((secret) => Webhook.isSigned("SHA-1", secret, body, signature))), (signed) =>
    signed.includes(true)
  )

/**
 * Receives events: `node` for Node's http and Express, `web` for handlers of the web platform, for example in Hono and
 * Next.
 *
 * A request without a valid signature gets a 401. A repeated delivery is not handled again. If the handler fails, the
 * response is a 500, and Salesloft sends the delivery three more times, 15 seconds apart. Throws a `TypeError` if the
 * token is missing.
 */
export const receiver = ({ callbackToken, ...options }: ReceiverOptions): PromiseWebhook.Receiver => {
  const secrets = secretsOf(callbackToken)
  return PromiseWebhook.receiver<WebhookEvent>(
    {
      name: "salesloft",
      decode: decoder,
      // Two events of one record can have the same body.
      distinguishedBy: [eventHeader],
      verify: ({ body, headers }) => isSigned(body, headers[signatureHeader], secrets)
    },
    options
  )
}

/** Whether a request is signed with the token. */
export const verify = ({ body, callbackToken, headers }: Received & { readonly callbackToken: CallbackToken }) => {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
  return Effect.runPromise(isSigned(bytes, Webhook.headersOf(headers)[signatureHeader], secretsOf(callbackToken)))
}

/** Decodes the event of a verified request. Throws a `TypeError` if the body is not an event. */
export const decode = ({ body, headers }: Received): WebhookEvent => PromiseWebhook.decode(decoder, body, headers)

/** Signs a delivery as Salesloft would, for tests of a receiver. */
export const signDelivery = ({
  callbackToken,
  ...delivery
}: {
  readonly event: EventName | (string & {})
  /** The record as JSON, without an envelope. */
  readonly record: { readonly [name: string]: unknown }
  readonly callbackToken: PromiseClient.Secret
}): Promise<Webhooks.SignedDelivery> =>
  Effect.runPromise(
    Webhooks.signDelivery({ ...delivery, callbackToken: PromiseClient.secret("callbackToken", callbackToken) })
  )

export type { SignedDelivery } from "../Webhooks.ts"
