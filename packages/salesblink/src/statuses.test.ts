/** Tests every documented status of every operation. Core tests undocumented bodies. */
import { NodeHttpClient } from "@effect/platform-node"
import { statusMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import { SalesBlink } from "./SalesBlink.ts"

statusMatrix({
  catalog,
  layer: (baseUrl) => SalesBlink.layer({ apiKey: Redacted.make("key"), baseUrl, quota: { limits: [] } }),
  transport: NodeHttpClient.layerUndici
})
