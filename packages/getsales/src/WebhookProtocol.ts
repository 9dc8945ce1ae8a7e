/** GetSales.io's webhooks as data. GetSales.io does not sign them. */
import type { WebhookProtocol } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import { decode, eventNames, Payload } from "./WebhookEvent.ts"

/** The events by name, their payload, and how they are sent. */
export const webhookProtocol: WebhookProtocol = {
  events: Object.fromEntries(eventNames.map((name) => [name, Payload])),
  decode,
  deliver: (event, body) =>
    Effect.succeed({
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, event_name: event })
    })
}
