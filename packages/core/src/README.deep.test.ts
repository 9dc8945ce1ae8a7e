import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { inTurn, json, start } from "../test/FaultServer.ts"
import { runExample } from "../test/runExample.ts"

interface Traces {
  readonly resourceSpans: ReadonlyArray<{
    readonly resource: { readonly attributes: ReadonlyArray<{ readonly value: { readonly stringValue?: string } }> }
    readonly scopeSpans: ReadonlyArray<{
      readonly spans: ReadonlyArray<{ readonly name: string; readonly kind: number; readonly traceId: string }>
    }>
  }>
}

describe("the README's recipes for OpenTelemetry reach a collector", () => {
  it.live.each([
    ["telemetry.ts", ["GET /campaigns", "sync"], ""],
    ["promiseTelemetry.ts", ["GET /campaigns"], "listCampaigns 200 in time\n"]
  ] as const)(
    "%s",
    ([name, spans, printed]) =>
      Effect.gen(function* () {
        const vendor = yield* start(inTurn(json({ campaigns: [], nextPage: null })))
        const collector = yield* start(inTurn(json({})))
        const output = yield* runExample(new URL(`../test/readme/${name}`, import.meta.url), {
          ACME_API_KEY: "key-of-acme",
          ACME_BASE_URL: vendor.url,
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url
        })
        assert.strictEqual(output, printed)
        assert.strictEqual(vendor.received.length, 1)
        const bodies = (path: string) => collector.received.filter((_) => _.path === path).map(({ body }) => body)
        const traces = bodies("/v1/traces").flatMap((body) => (JSON.parse(body) as Traces).resourceSpans)
        const found = traces.flatMap(({ scopeSpans }) => scopeSpans.flatMap((_) => _.spans))
        assert.sameMembers(
          found.map((_) => _.name),
          [...spans]
        )
        assert.strictEqual(new Set(found.map(({ traceId }) => traceId)).size, 1)
        assert.include(JSON.stringify(traces), "nightly-sync")
        assert.include(bodies("/v1/metrics").join(), "http.client.request.duration")
        for (const { body } of collector.received) assert.notInclude(body, "key-of-acme")
      }).pipe(Effect.scoped),
    60_000
  )
})
