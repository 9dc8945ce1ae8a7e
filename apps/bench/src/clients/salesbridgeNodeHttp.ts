/** This client over node:http, which starts faster than undici and takes more CPU per call. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { makeOver } from "./salesbridge.ts"

export const make = makeOver(NodeHttpClient.layerNodeHttp)
