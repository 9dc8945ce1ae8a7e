import { Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { Acme } from "./acme.ts"

export const layer = Acme.layerConfig.pipe(
  Layer.provide(FetchHttpClient.layer),
  Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { redirect: "manual" }))
)
