/** Tests every documented status of every operation. Core tests undocumented bodies. */
import { NodeHttpClient } from "@effect/platform-node"
import { statusMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import { Salesflow } from "./Salesflow.ts"

statusMatrix({
  catalog,
  layer: (baseUrl) => Salesflow.layer({ token: Redacted.make("token"), accountId: 321, baseUrl }),
  transport: NodeHttpClient.layerUndici
})
