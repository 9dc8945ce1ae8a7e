/** Receives GetSales.io's webhooks without Effect, and has the types of the calls that manage webhooks. */
import { PromiseWebhook } from "@salesbridge/core/promise"
import type * as resource from "../resources/Webhooks.ts"
import { decode as decodeEvent, type WebhookEvent } from "../WebhookEvent.ts"

export type * from "../resources/Webhooks.ts"

/** How events are received. */
export interface ReceiverOptions extends PromiseWebhook.Options<WebhookEvent> {
  /**
   * Whether a request comes from GetSales.io. GetSales.io does not sign requests. Put a secret into the webhook's
   * `target_url` and look for it in the request's `url`. Default: yes.
   */
  readonly verify?:
    | ((request: Parameters<NonNullable<resource.ReceiverOptions<never>["verify"]>>[0]) => boolean | Promise<boolean>)
    | undefined
}

/**
 * Receives events: `node` for Node's http and Express, `web` for handlers of the web platform, for example in Hono and
 * Next. A request that `verify` refuses gets a 401. A repeated delivery is not handled again. If the handler fails, the
 * response is a 500.
 */
export const receiver = ({ verify, ...options }: ReceiverOptions): PromiseWebhook.Receiver =>
  PromiseWebhook.receiver<WebhookEvent>({ name: "getsales", decode: decodeEvent, verify }, options)

/** Decodes the event in a body. Throws a `TypeError` if the body is not an event. */
export const decode = (body: string | Uint8Array): WebhookEvent => PromiseWebhook.decode(decodeEvent, body, {})
