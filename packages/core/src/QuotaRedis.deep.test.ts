import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { monitorEventLoopDelay } from "node:perf_hooks"
import * as Acme from "../test/Acme.ts"
import { child } from "../test/child.ts"
import { json, mostWithin, type Reply, start } from "../test/FaultServer.ts"

const redis = process.env["REDIS_URL"]
const ok = json(Acme.widget)

describe.runIf(redis !== undefined)(
  "Rule 7: processes share a quota through Redis (without REDIS_URL, the address of a Redis server, this is skipped)",
  () => {
    /** Processes with such clocks that begin together and make so many calls each, so many at once, within a limit. */
    const sharing = (
      skews: ReadonlyArray<number>,
      reply: (at: number, index: number) => Reply,
      ...args: ReadonlyArray<number>
    ) =>
      Effect.gen(function* () {
        const arrivals: Array<number> = []
        const waiting: Array<() => void> = []
        const server = yield* start(({ at, path }) => {
          if (path !== "/ready") return reply(at, arrivals.push(at) - 1)
          const ready = new Promise<Reply>((resolve) => waiting.push(() => resolve(ok)))
          if (waiting.length === skews.length) waiting.forEach((go) => go())
          return ready
        })
        const prefix = `salesbridge:test:${randomUUID()}:`
        const stalls = monitorEventLoopDelay({ resolution: 5 })
        stalls.enable()
        const reports = yield* Effect.promise(() =>
          Promise.all(
            skews.map((skew) => child("quotaWorker.ts", [server.url, redis!, prefix, ...[skew, ...args].map(String)]))
          )
        )
        stalls.disable()
        const processes = reports.map(
          (_) => JSON.parse(_) as { readonly ends: ReadonlyArray<string>; readonly stall: number }
        )
        assert.deepStrictEqual(new Set(processes.flatMap(({ ends }) => ends)), new Set(["ok"]))
        return { arrivals, stall: stalls.max / 1e6 + Math.max(...processes.map(({ stall }) => stall)) }
      }).pipe(Effect.scoped)

    it.live(
      "three processes, whose clocks are a minute apart, stay within it together, in every window",
      () =>
        Effect.gen(function* () {
          const { arrivals, stall } = yield* sharing([0, 60_000, -60_000], () => ok, 20, 12, 30, 1500)
          assert.strictEqual(arrivals.length, 60)
          // A busy machine lets timers fire late, and then together (51 ms lie between two calls), and sockets wait:
          // hence a shorter window than the limit's.
          assert.isAtMost(mostWithin(1200, arrivals), 30 + Math.floor(stall / 51))
          // They share it, rather than each keeping to a part of it.
          assert.isBelow(Math.max(...arrivals) - Math.min(...arrivals), 5000 + 10 * stall)
        }),
      120_000
    )

    it.live(
      "a 429 that one process meets holds back the other",
      () =>
        Effect.gen(function* () {
          const { arrivals, stall } = yield* sharing(
            [0, 60_000],
            (_, index) => (index === 60 ? json({}, 429, { "retry-after": "2" }) : { ...ok, after: 100 }),
            80,
            4
          )
          assert.strictEqual(arrivals.length, 161)
          const after = arrivals.slice(61).map((at) => at - arrivals[60]!)
          // What was on its way already arrives; then it is quiet until the two seconds are over.
          assert.deepStrictEqual(
            after.filter((_) => _ > 700 + stall && _ < 1950),
            []
          )
          assert.isAbove(after.filter((_) => _ >= 1950).length, 50)
        }),
      120_000
    )
  }
)
