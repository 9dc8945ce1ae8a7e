import { NodeHttpClient, NodeRedis } from "@effect/platform-node"
import { Quota } from "@salesbridge/core"
import { Layer } from "effect"
import { Acme } from "./acme.ts"

export const layer = Acme.layerConfig.pipe(
  Layer.provide(Quota.layerRedis({ prefix: "my-app:quota:" })),
  Layer.provide(NodeRedis.layer({ url: "redis://127.0.0.1:6379" })),
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)
