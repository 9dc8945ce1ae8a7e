/** Tests the success of every operation, and each error class once. Core's own tests cover other bodies: empty, HTML, cut off. */
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
