import { Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { Otlp } from "effect/observability"
import { createAcme } from "./promise.ts"

const acme = createAcme({
  apiKey: process.env["ACME_API_KEY"]!,
  baseUrl: process.env["ACME_BASE_URL"],
  // Spans and metrics to a collector, by OTLP over HTTP.
  telemetry: Otlp.layerJson({
    baseUrl: process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "http://127.0.0.1:4318",
    resource: { serviceName: "nightly-sync" }
  }).pipe(Layer.provide(FetchHttpClient.layer)),
  // The application's own measurements.
  onResponse: ({ millis, operation, status }) => console.log(operation, status, millis < 30_000 ? "in time" : "late")
})

await acme.Campaigns.list({})
// Sends what is still in the buffer.
await acme.close()
