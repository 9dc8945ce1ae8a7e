import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { Otlp } from "effect/observability"
import { Acme, listCampaigns } from "./acme.ts"

// To a collector, by OTLP over HTTP.
const telemetry = Otlp.layerJson({
  baseUrl: process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "http://127.0.0.1:4318",
  resource: { serviceName: "nightly-sync" }
}).pipe(Layer.provide(FetchHttpClient.layer))

const layer = Acme.layerConfig.pipe(
  Layer.provide(NodeHttpClient.layerUndiciNoDispatcher),
  Layer.provide(NodeHttpClient.dispatcherLayerGlobal)
)

const sync = Effect.withSpan(listCampaigns({}), "sync")

NodeRuntime.runMain(sync.pipe(Effect.provide(layer), Effect.provide(telemetry)))
