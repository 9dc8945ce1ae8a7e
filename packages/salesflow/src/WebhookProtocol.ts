/** Salesflow's webhooks as data. Salesflow does not sign them. */
import type { WebhookProtocol } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import { decoder, Payload } from "./WebhookEvent.ts"

/** The name of each event in the body. Only the first is documented; the others are inferred from it. */
const runOn: Readonly<Record<string, string>> = {
  MEMBER_CONNECTED: "INTEGRATION_RUN_ON_CONNECTED",
  REPLY_DETECTED: "INTEGRATION_RUN_ON_REPLY_DETECTED",
  INVITATION_WITHDRAWN: "INTEGRATION_RUN_ON_INVITATION_WITHDRAWN"
}

/** The documented events, their payload, and how they are sent. */
export const webhookProtocol: WebhookProtocol = {
  events: { MEMBER_CONNECTED: Payload, REPLY_DETECTED: Payload, INVITATION_WITHDRAWN: Payload },
  decode: decoder(),
  deliver: (event, body) =>
    Effect.succeed({
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, IntegrationRunOn: runOn[event] ?? event })
    })
}
