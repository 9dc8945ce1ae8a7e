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
  sandbox: async () => {
    const { close, url } = await startSandbox("salesloft")
    return { url, states: `${url}/_sandbox/provider-states`, close }
  },
  pacts: here("../pacts"),
  report: here("../.reports/coverage.json"),
  tolerances
}
