/** This client with everything on: retries, quota, timeouts, spans, metrics, redaction, decoding. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Members, Salesflow } from "@salesbridge/salesflow"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import type { Make, Scenario } from "../Client.ts"

/** The client over a transport. */
export const makeOver =
  (transport: Layer.Layer<HttpClient.HttpClient>): Make =>
  async (baseUrl) => {
    const runtime = ManagedRuntime.make(
      Salesflow.layer({
        token: Redacted.make("bench-token"),
        accountId: 321,
        baseUrl,
        quota: { limits: [{ limit: 1_000_000, window: "1 second" }] }
      }).pipe(Layer.provide(transport))
    )
    const scenarios: Record<Scenario, Effect.Effect<unknown, unknown, Salesflow>> = {
      list: Members.listByCampaign({ campaignId: 456 }),
      get: Members.get({ memberId: 46_875_434 })
    }
    return {
      run: (scenario, calls, concurrency) =>
        runtime.runPromise(
          Effect.forEach(Array.from({ length: calls }), () => scenarios[scenario], { concurrency, discard: true })
        ),
      close: () => runtime.dispose()
    }
  }

export const make = makeOver(NodeHttpClient.layerUndici)
