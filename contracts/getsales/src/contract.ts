/** The contract of GetSales.io: checks the package's operations against the specification that the mock serves. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Contract } from "@salesbridge/contract-kit"
import { startExamples } from "@salesbridge/mock-engine/prism"
import { startSandbox } from "@salesbridge/mock-engine/sandbox"
import { sandbox } from "@salesbridge/mock-getsales/sandbox"
import { GetSales, WebhookEvents } from "@salesbridge/getsales"
import { catalog, definition } from "@salesbridge/getsales/catalog"
import { Layer, Redacted, Result } from "effect"
import { fileURLToPath } from "node:url"
import { tolerances } from "./tolerances.ts"

const spec = fileURLToPath(import.meta.resolve("@salesbridge/mock-getsales/openapi.yaml"))
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const contract: Contract.Contract = {
  catalog,
  definition,
  layer: (baseUrl, { teamId, token = "" }) =>
    GetSales.layer({ baseUrl, teamId, token: Redacted.make(token), quota: { limits: [] } }).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    ),
  placeholders: { token: "token", teamId: "1" },
  spec,
  serve: (spec) => startExamples(spec, { errors: true }),
  sandbox: {
    start: async () => {
      const { close, url } = await startSandbox({ vendor: "getsales", spec, definition: sandbox })
      return { url, states: `${url}/_sandbox/provider-states`, close }
    },
    arranged: {
      findOneContact: "no contact of the seed has all identifiers of the example",
      upsertContact: "the contact of the example has lists of fields already",
      addNewLeadToFlow: "an added contact returns 204, a skipped one 200",
      sendLinkedInMessage: "the minimal input does not name a recipient",
      sendEmail: "the minimal input does not name a recipient"
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
          const event = Result.getOrThrow(WebhookEvents.decode(payload))
          if (event._tag === "Unknown" && event.payload === undefined) throw new Error(event.problem)
        }
      }
    ]
  },
  report: here("../.reports/coverage.json"),
  tolerances
}
