/** The contract of Salesloft: checks the package's operations against the specification that the mock serves. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Contract } from "@salesbridge/contract-kit"
import { startExamples } from "@salesbridge/mock-engine/prism"
import { startSandbox } from "@salesbridge/mock-engine/sandbox"
import { sandbox } from "@salesbridge/mock-salesloft/sandbox"
import { Salesloft, WebhookEvents } from "@salesbridge/salesloft"
import { catalog, definition } from "@salesbridge/salesloft/catalog"
import { Layer, Redacted, Result } from "effect"
import { fileURLToPath } from "node:url"
import { tolerances } from "./tolerances.ts"

const spec = fileURLToPath(import.meta.resolve("@salesbridge/mock-salesloft/openapi.yaml"))
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const contract: Contract.Contract = {
  catalog,
  definition,
  layer: (baseUrl, { accessToken = "" }) =>
    Salesloft.layer({ baseUrl, accessToken: Redacted.make(accessToken), quota: { limits: [] } }).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    ),
  placeholders: { accessToken: "token" },
  spec,
  serve: (spec) => startExamples(spec, { errors: true }),
  sandbox: {
    start: async () => {
      const { close, url } = await startSandbox({ vendor: "salesloft", spec, definition: sandbox })
      return { url, states: `${url}/_sandbox/provider-states`, close }
    },
    arranged: {
      createBulkJob: "a new job has no scopes and no times except that of its creation",
      createAccount: "the seed has an account with that domain",
      updateAccount: "the seed has another account with that domain",
      createOpportunityPerson: "the CRM assigns its ids",
      createOpportunityStage: "the vendor sets whether it is active",
      createSavedListView: "the vendor sets whether it is shared",
      createSignalRegistration: "the vendor sets its name and its owner",
      createPerson: "the seed has a person with that address",
      updatePerson: "the seed has another person with that address",
      upsertAccount: "without a key it creates an account, and the seed has one with that domain",
      upsertPerson: "Salesloft refuses the minimal input",
      listBulkJobResults: "the job has no results yet",
      ...Object.fromEntries(
        (
          "listAccountStages listAccountTiers listActions listCadenceMemberships listCallDataRecords " +
          "listCallSentiments listConversations listCrmActivities listCrmUsers listNotes listSignalRegistrations listSteps " +
          "listSuccesses listTranscriptions"
        )
          .split(" ")
          .map((id) => [id, "no record of the seed matches all filters of the example"])
      )
    }
  },
  pacts: here("../pacts"),
  messages: {
    pacts: here("../messages"),
    messages: Object.entries(WebhookEvents.records).map(([event, schema]) => ({
      event,
      schema,
      headers: { [WebhookEvents.eventHeader]: event },
      receive: (payload, headers) => {
        const received = Result.getOrThrow(WebhookEvents.decode(payload, headers))
        if (received._tag !== event) throw new Error(`read as ${received._tag}`)
      }
    }))
  },
  report: here("../.reports/coverage.json"),
  tolerances
}
