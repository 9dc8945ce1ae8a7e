/** How GetSales.io's webhooks travel. It signs nothing. */
import type { WebhookProtocol } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import { decode, eventNames, Payload } from "./WebhookEvent.ts"

/** The events by their names, all with the one payload, and how they are posted. */
export const webhookProtocol: WebhookProtocol = {
  events: Object.fromEntries(eventNames.map((name) => [name, Payload])),
  decode,
  deliver: (event, body) =>
    Effect.succeed({
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, event_name: event })
    })
}
