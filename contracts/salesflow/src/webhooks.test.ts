/** What Salesflow posts to webhooks: the package reads every form of it, and agrees with the specification. */
import { Messages } from "@salesbridge/contract-kit"
import { WebhookEvents } from "@salesbridge/salesflow"
import { Result } from "effect"
import { fileURLToPath } from "node:url"
import { describe, it } from "vitest"
import { contract } from "./contract.ts"

const decode = WebhookEvents.decoder()

Messages.test(
  { describe, it },
  {
    vendor: "salesflow",
    spec: contract.spec,
    pacts: fileURLToPath(new URL("../messages", import.meta.url)),
    tolerances: [
      {
        location: /^payload (?!MemberId$|IntegrationRunOn$)/,
        allows: ["null", "absent"],
        reason: "The document shows one payload of three; one that lacks something must not cost the event."
      }
    ],
    messages: [
      {
        event: "event",
        schema: WebhookEvents.Payload,
        receive: (payload) => {
          const event = Result.getOrThrow(decode(payload))
          if (event._tag === "Unknown" && event.payload === undefined) throw new Error(event.problem)
        }
      }
    ]
  }
)
