/** Makes calls against a server with this response, and returns what arrived. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { against as makeAgainst } from "@salesbridge/core/testing"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { type Options, SalesBlink } from "../src/index.ts"

export const against = makeAgainst((baseUrl: string, options?: Partial<Options>) =>
  SalesBlink.layer({ apiKey: Redacted.make("secret-key"), baseUrl, quota: { limits: [] }, ...options }).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )
)
