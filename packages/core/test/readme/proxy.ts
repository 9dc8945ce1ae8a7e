import { NodeHttpClient } from "@effect/platform-node"
import { Layer } from "effect"
import { globalAgent as http } from "node:http"
import { globalAgent as https } from "node:https"

/** undici with its global dispatcher, like `fetch`. */
export const undici = Layer.provide(NodeHttpClient.layerUndiciNoDispatcher, NodeHttpClient.dispatcherLayerGlobal)

/** node:http with Node's global agents. */
export const nodeHttp = Layer.provide(
  NodeHttpClient.layerNodeHttpNoAgent,
  Layer.succeed(NodeHttpClient.HttpAgent, { http, https })
)
