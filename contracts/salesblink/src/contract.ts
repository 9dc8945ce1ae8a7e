/** The contract of SalesBlink: checks the package's operations against the specification that the mock serves. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { Contract } from "@salesbridge/contract-kit"
import { startExamples } from "@salesbridge/mock-engine/prism"
import { startSandbox } from "@salesbridge/mock-engine/sandbox"
import { sandbox } from "@salesbridge/mock-salesblink/sandbox"
import { SalesBlink } from "@salesbridge/salesblink"
import { catalog, definition } from "@salesbridge/salesblink/catalog"
import { Layer, Redacted } from "effect"
import { fileURLToPath } from "node:url"
import { tolerances } from "./tolerances.ts"

const spec = fileURLToPath(import.meta.resolve("@salesbridge/mock-salesblink/openapi.yaml"))
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const contract: Contract.Contract = {
  catalog,
  definition,
  layer: (baseUrl, { apiKey = "" }) =>
    SalesBlink.layer({ baseUrl, apiKey: Redacted.make(apiKey), quota: { limits: [] } }).pipe(
      Layer.provide(NodeHttpClient.layerUndici)
    ),
  placeholders: { apiKey: "key" },
  spec,
  serve: (spec) => startExamples(spec, { errors: true }),
  sandbox: {
    start: async () => {
      const { close, url } = await startSandbox({ vendor: "salesblink", spec, definition: sandbox })
      return { url, states: `${url}/_sandbox/provider-states`, close }
    },
    arranged: Object.fromEntries(
      ["getSentActivity", "getOpensActivity", "getClicksActivity", "getRepliesActivity"].map((id) => [
        id,
        "the seed has no events in the period of the example"
      ])
    )
  },
  pacts: here("../pacts"),
  report: here("../.reports/coverage.json"),
  tolerances
}
