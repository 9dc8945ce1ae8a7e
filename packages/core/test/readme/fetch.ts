import { Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { Acme } from "./acme.ts"

export const layer = Layer.provide(Acme.layerConfig, FetchHttpClient.layer)
