/** Tests the success of every operation, and each error class once. Core's own tests cover other bodies: empty, HTML, cut off. */
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
