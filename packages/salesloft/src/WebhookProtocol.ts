/** How Salesloft's webhooks travel: the event in one header, the signature in another. */
import { Webhook, type WebhookProtocol } from "@salesbridge/core"
import { decode, eventHeader, records, signatureHeader } from "./WebhookEvent.ts"
import { signDelivery } from "./Webhooks.ts"

/** The events with the record of each, and how they are posted and signed. */
export const webhookProtocol: WebhookProtocol = {
  events: records,
  decode,
  distinguishedBy: [eventHeader],
  deliver: (event, record, callbackToken) => signDelivery({ event, record, callbackToken }),
  verify: ({ body, headers }, secret) => Webhook.isSigned("SHA-1", secret, body, headers[signatureHeader])
}
