/** Runs calls against a server that responds with 200 and the given body. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { SalesBlink } from "../src/index.ts"

/** Returns the result of the calls, and the requests that the server received. */
export const callsAgainst = <A, E>(
  body: (request: Recorder.Received) => unknown,
  calls: Effect.Effect<A, E, SalesBlink>
) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start((request) => ({ body: body(request) }))
      const layer = SalesBlink.layer({
        apiKey: Redacted.make("key"),
        baseUrl: url,
        quota: { limits: [] },
        retry: false
      })
      const value = yield* Effect.result(Effect.provide(calls, Layer.provide(layer, NodeHttpClient.layerUndici)))
      return { value, received }
    })
  )
