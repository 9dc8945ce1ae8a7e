/** Salesloft under contract: the package's operations against the specification that the mock serves. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Contract } from "@salesbridge/contract-kit"
import { startMock, startSandbox } from "@salesbridge/mocks"
import { Salesloft } from "@salesbridge/salesloft"
import { catalog, definition } from "@salesbridge/salesloft/catalog"
import { Layer, Redacted } from "effect"
import { fileURLToPath } from "node:url"
import { tolerances } from "./tolerances.ts"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const contract: Contract.Contract = {
  catalog,
  definition,
  layer: (baseUrl, { accessToken = "" }) =>
    Salesloft.layer({ baseUrl, accessToken: Redacted.make(accessToken), quota: { limits: [] } }).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    ),
  placeholders: { accessToken: "token" },
  spec: fileURLToPath(import.meta.resolve("@salesbridge/mock-salesloft/openapi.yaml")),
  serve: (spec) => startMock({ spec }, { errors: true }),
  sandbox: {
    start: async () => {
      const { close, url } = await startSandbox("salesloft")
      return { url, states: `${url}/_sandbox/provider-states`, close }
    },
    arranged: {
      createAccount: "the seed has an account with that domain",
      updateAccount: "the seed has another account with that domain",
      createPerson: "the seed has a person with that address",
      updatePerson: "the seed has another person with that address",
      upsertPerson: "the least that the document asks for is refused by Salesloft's own rule",
      listBulkJobResults: "the job has none yet",
      ...Object.fromEntries(
        (
          "listAccountStages listAccountTiers listActions listCadenceMemberships listCallDataRecords " +
          "listCallSentiments listCrmActivities listNotes listTasks"
        )
          .split(" ")
          .map((id) => [id, "nothing in the seed has all that it filters by"])
      )
    }
  },
  pacts: here("../pacts"),
  report: here("../.reports/coverage.json"),
  tolerances
}
