/**
 * A process that calls as fast as its quota permits, and reports its number of failures on request: `worker.ts <base
 * url> <limit> <window ms> <contacts or pages> <ms its clock is ahead> <key> [redis url]`.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRedis from "@effect/platform-node/NodeRedis"
import { Quota } from "@salesbridge/core"
import { Members, Salesflow } from "@salesbridge/salesflow"
import { People, Salesloft } from "@salesbridge/salesloft"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import * as Redacted from "effect/Redacted"
import { bursts } from "./Limited.ts"

const [baseUrl = "", limit = "1", window = "1000", what = "contacts", ahead = "0", key = "", redis] =
  process.argv.slice(2)
const concurrency = 8

const now = Date.now
Date.now = () => now() + Number(ahead)

const quota = { key, limits: [{ limit: Number(limit), window: Number(window) }] }
const timeout = { total: "2 minutes" } as const
const vendors = Layer.merge(
  Salesflow.layer({ token: Redacted.make("bench-token"), accountId: 321, baseUrl, quota, timeout }),
  Salesloft.layer({
    accessToken: Redacted.make("bench-token"),
    baseUrl,
    timeout,
    quota: {
      key: `${key}:pages`,
      limits: [{ ...quota.limits[0]!, burst: bursts.pages }],
      remaining: { name: "x-ratelimit-remaining-minute", window: Number(window) }
    }
  })
).pipe(Layer.provide(NodeHttpClient.layerUndici))
const runtime = ManagedRuntime.make(
  redis === undefined
    ? vendors
    : vendors.pipe(
        Layer.provide(Quota.layerRedis({ prefix: "bench:" })),
        Layer.provide(NodeRedis.layer({ url: redis }))
      )
)

/** Pages of every cost. */
const pages = [1, 2, 120, 3, 200, 4, 300, 5, 600, 6]
let calls = 0
let failed = 0
const call = () =>
  what === "pages" ? People.list({ page: pages[calls % pages.length]! }) : Members.get({ memberId: 46_875_434 })
const caller = Effect.forever(
  Effect.suspend(() => {
    calls++
    return Effect.match(call() as Effect.Effect<unknown, unknown, Salesflow | Salesloft>, {
      onFailure: (error) => {
        failed++
        process.stderr.write(`${String(error)}\n`)
      },
      onSuccess: () => {}
    })
  })
)

process.on("message", (message) => {
  if (message === "go") {
    void runtime.runPromise(
      Effect.all(
        Array.from({ length: concurrency }, () => caller),
        { concurrency, discard: true }
      )
    )
  } else {
    process.send?.({ failed })
  }
})
process.on("disconnect", () => process.exit(0))
await runtime.runPromise(Effect.void)
process.send?.("ready")
