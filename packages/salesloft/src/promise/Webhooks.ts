/** Receiving what Salesloft posts to a webhook, without Effect. `WebhookSubscriptions` has it sent. */
import { Webhook } from "@salesbridge/core"
import { PromiseClient, PromiseWebhook } from "@salesbridge/core/promise"
import * as Effect from "effect/Effect"
import { decode as decoder, eventHeader, type EventName, signatureHeader, type WebhookEvent } from "../WebhookEvent.ts"
import * as Webhooks from "../Webhooks.ts"

/** The `callback_token` of a subscription; those of several, or the old and the new one while a token is replaced. */
export type CallbackToken = PromiseClient.Secret | ReadonlyArray<PromiseClient.Secret>

/** How events are received. */
export interface ReceiverOptions extends PromiseWebhook.Options<WebhookEvent> {
  /** What Salesloft signs with. */
  readonly callbackToken: CallbackToken
}

/** A request as it came. */
export interface Received {
  /** By their names, in any case. */
  readonly headers: { readonly [name: string]: string | undefined }
  /** The bytes that came: a body that was parsed and written again is another. */
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
 * Receives events: `node` for Node's http and Express, `web` for Hono, Next and the like.
 *
 * A request that is not signed with the token is answered 401, one that was handled already is not handled again, and
 * one whose handler fails is answered 500: Salesloft sends it three more times, 15 seconds apart. Throws a `TypeError`
 * where the token is missing.
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
  const signature = Object.entries(headers).find(([name]) => name.toLowerCase() === signatureHeader)?.[1]
  return Effect.runPromise(isSigned(bytes, signature, secretsOf(callbackToken)))
}

/** The event of a request that was verified. Throws a `TypeError` where it is none. */
export const decode = ({ body, headers }: Received): WebhookEvent => PromiseWebhook.decode(decoder, body, headers)

/** Signs a delivery as Salesloft would, to test a receiver with. */
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
