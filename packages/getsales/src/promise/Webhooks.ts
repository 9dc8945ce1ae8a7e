/** Receiving what GetSales.io posts to a webhook, without Effect; and the types of the calls that have it sent. */
import { PromiseWebhook } from "@salesbridge/core/promise"
import type * as resource from "../resources/Webhooks.ts"
import { decode as decodeEvent, type WebhookEvent } from "../WebhookEvent.ts"

export type * from "../resources/Webhooks.ts"

/** How events are received. */
export interface ReceiverOptions extends PromiseWebhook.Options<WebhookEvent> {
  /**
   * Whether a request comes from GetSales.io. It signs nothing, so put a secret into the webhook's `target_url` and look
   * for it in the request's `url`. Default: yes.
   */
  readonly verify?:
    | ((request: Parameters<NonNullable<resource.ReceiverOptions<never>["verify"]>>[0]) => boolean | Promise<boolean>)
    | undefined
}

/**
 * Receives events: `node` for Node's http and Express, `web` for Hono, Next and the like. A request that `verify`
 * refuses is answered 401, one that was handled already is not handled again, and one whose handler fails is answered 500.
 */
export const receiver = ({ verify, ...options }: ReceiverOptions): PromiseWebhook.Receiver =>
  PromiseWebhook.receiver<WebhookEvent>({ name: "getsales", decode: decodeEvent, verify }, options)

/** The event that a body holds. Throws a `TypeError` where it is none. */
export const decode = (body: string | Uint8Array): WebhookEvent => PromiseWebhook.decode(decodeEvent, body, {})
