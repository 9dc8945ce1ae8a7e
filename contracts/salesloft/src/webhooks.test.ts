/** What Salesloft posts to webhooks: the package reads every form of it, and agrees with the specification. */
import { Messages } from "@salesbridge/contract-kit"
import { WebhookEvents } from "@salesbridge/salesloft"
import { Result } from "effect"
import { fileURLToPath } from "node:url"
import { describe, it } from "vitest"
import { contract } from "./contract.ts"
import { tolerances } from "./tolerances.ts"

Messages.test(
  { describe, it },
  {
    vendor: "salesloft",
    spec: contract.spec,
    pacts: fileURLToPath(new URL("../messages", import.meta.url)),
    tolerances,
    messages: Object.entries(WebhookEvents.records).map(([event, schema]) => ({
      event,
      schema,
      headers: { [WebhookEvents.eventHeader]: event },
      receive: (payload, headers) => {
        const received = Result.getOrThrow(WebhookEvents.decode(payload, headers))
        if (received._tag !== event) throw new Error(`read as ${received._tag}`)
      }
    }))
  }
)
