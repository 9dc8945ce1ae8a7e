/** The contract of Salesflow: checks the package's operations against the specification that the mock serves. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Contract } from "@salesbridge/contract-kit"
import { startExamples } from "@salesbridge/mock-engine/prism"
import { startSandbox } from "@salesbridge/mock-engine/sandbox"
import { sandbox } from "@salesbridge/mock-salesflow/sandbox"
import { Salesflow, WebhookEvents } from "@salesbridge/salesflow"
import { catalog, definition } from "@salesbridge/salesflow/catalog"
import { Layer, Redacted, Result } from "effect"
import { fileURLToPath } from "node:url"
import { tolerances } from "./tolerances.ts"

const spec = fileURLToPath(import.meta.resolve("@salesbridge/mock-salesflow/openapi.yaml"))
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const decode = WebhookEvents.decoder()

export const contract: Contract.Contract = {
  catalog,
  definition,
  layer: (baseUrl, { accountId = "", token = "" }) =>
    Salesflow.layer({ baseUrl, accountId, token: Redacted.make(token) }).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    ),
  placeholders: { token: "token", accountId: "321" },
  spec,
  serve: (spec) => startExamples(spec, { errors: true }),
  sandbox: {
    start: async () => {
      const { close, url } = await startSandbox({ vendor: "salesflow", spec, definition: sandbox })
      return { url, states: `${url}/_sandbox/provider-states`, close }
    }
  },
  pacts: here("../pacts"),
  messages: {
    pacts: here("../messages"),
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
  },
  report: here("../.reports/coverage.json"),
  tolerances
}
