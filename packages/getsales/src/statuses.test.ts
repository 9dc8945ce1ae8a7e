/** Tests the success of every operation, and each error class once. Core's own tests cover other bodies: empty, HTML, cut off. */
import { NodeHttpClient } from "@effect/platform-node"
import { statusMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import { GetSales } from "./GetSales.ts"

statusMatrix({
  catalog,
  layer: (baseUrl) => GetSales.layer({ token: Redacted.make("token"), teamId: 1, baseUrl, quota: { limits: [] } }),
  transport: NodeHttpClient.layerUndici
})
