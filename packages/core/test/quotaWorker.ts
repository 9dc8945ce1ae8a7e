/** One of several processes that share a quota in Redis: makes its calls and prints how they ended. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Quota } from "../src/index.ts"
import * as Acme from "./Acme.ts"

const [url = "", redis = "", prefix = "", calls = "0", concurrency = "1", limit = "0", window = "0"] =
  process.argv.slice(2)

const layer = Acme.layer(url, {
  quota: { limits: limit === "0" ? [] : [{ limit: Number(limit), window: Number(window) }] }
}).pipe(
  Layer.provide(Quota.layerRedis({ prefix })),
  Layer.provide(NodeRedis.layer({ url: redis })),
  Layer.provide(NodeHttpClient.layerUndici)
)

const call = Effect.match(Acme.getWidget({ id: "w1" }), { onFailure: ({ _tag }) => _tag, onSuccess: () => "ok" })

// All of them begin together.
await fetch(`${url}/ready`)

const ends = await Effect.runPromise(
  Effect.forEach(Array.from({ length: Number(calls) }), () => call, { concurrency: Number(concurrency) }).pipe(
    Effect.provide(layer)
  )
)
process.stdout.write(JSON.stringify(ends))
