/** Salesloft's webhooks as data: one header has the event, another the signature. */
import { Webhook, type WebhookProtocol } from "@salesbridge/core"
import { decode, eventHeader, records, signatureHeader } from "./WebhookEvent.ts"
import { signDelivery } from "./Webhooks.ts"

/** The events with their records, and how they are sent and signed. */
export const webhookProtocol: WebhookProtocol = {
  events: records,
  decode,
  distinguishedBy: [eventHeader],
  deliver: (event, record, callbackToken) => signDelivery({ event, record, callbackToken }),
  verify: ({ body, headers }, secret) => Webhook.isSigned("SHA-1", secret, body, headers[signatureHeader])
}
