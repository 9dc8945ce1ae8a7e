/** Tests every documented status of every operation. Core tests undocumented bodies. */
import { NodeHttpClient } from "@effect/platform-node"
import { statusMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import { Salesloft } from "./Salesloft.ts"

statusMatrix({
  catalog,
  layer: (baseUrl) => Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl, quota: { limits: [] } }),
  transport: NodeHttpClient.layerUndici
})
