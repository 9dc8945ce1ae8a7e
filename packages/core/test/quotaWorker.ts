/** One of several processes that share a quota in Redis. It makes its calls and prints how they ended. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { Quota } from "../src/index.ts"
import * as Acme from "./Acme.ts"

const [url = "", redis = "", prefix = "", skew = "0", calls = "0", concurrency = "1", limit = "0", window = "0"] =
  process.argv.slice(2)

// A host whose clock is off by this many milliseconds.
const now = Date.now
Date.now = () => now() + Number(skew)

// All processes begin together, with code already loaded: the server replies when all have asked.
const ready = Effect.ignore(Acme.touchWidget({ id: "w" }, { override: { path: "/ready" } })).pipe(
  Effect.provide(Acme.layer(url, { retry: false }))
)

const shared = Acme.layer(url, {
  quota: { limits: limit === "0" ? [] : [{ limit: Number(limit), window: Number(window) }] }
}).pipe(Layer.provide(Quota.layerRedis({ prefix })), Layer.provide(NodeRedis.layer({ url: redis })))

const call = Effect.match(Acme.getWidget({ id: "w1" }), { onFailure: ({ _tag }) => _tag, onSuccess: () => "ok" })

const stalls = monitorEventLoopDelay({ resolution: 5 })

const ends = await Effect.runPromise(
  Effect.gen(function* () {
    yield* ready
    stalls.enable()
    return yield* Effect.forEach(Array.from({ length: Number(calls) }), () => call, {
      concurrency: Number(concurrency)
    })
  }).pipe(Effect.provide(shared), Effect.provide(NodeHttpClient.layerUndici))
)
process.stdout.write(JSON.stringify({ ends, stall: stalls.max / 1e6 }))
