import { assert, describe, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { MaxOpsBeforeYield } from "effect/Scheduler"
import { TestClock } from "effect/testing"
import * as Acme from "../test/Acme.ts"
import { json, type Reply } from "../test/FaultServer.ts"
import { failure, once, until, withServer } from "../test/run.ts"
import * as Quota from "./Quota.ts"

const minute = 60_000
const never = Number.MAX_SAFE_INTEGER
const remaining: Quota.RemainingHeader = { name: "x-left", window: "1 minute" }

/**
 * A vendor that counts 600 units a minute of its own clock, of which a neighbour takes some, and a client's workers that
 * call it as fast as they may, for so many minutes. An answer takes 80 ms.
 */
const shared = (options: {
  readonly quota: Quota.Options
  readonly minutes: number
  readonly workers: number
  /** By how much the vendor's clock is ahead. */
  readonly ahead: number
  /** What the neighbour has taken of this minute after so many milliseconds. */
  readonly neighbour: (minute: number, millis: number) => number
}) =>
  Effect.gen(function* () {
    const { ahead, minutes, neighbour, workers } = options
    const quota = yield* Quota.make("k", { ...options.quota, remaining })
    const budget = quota.budget!
    const ours = Array.from({ length: minutes + 2 }, () => 0)
    const refused = Array.from({ length: minutes + 2 }, () => 0)
    const call = Effect.gen(function* () {
      const share = budget.share(1)
      yield* quota.take(1, never, { share })
      const sent = yield* Clock.currentTimeMillis
      yield* Effect.sleep(40)
      const time = sent + 40 + ahead
      const index = Math.floor(time / minute)
      const left = 600 - ours[index]! - neighbour(index, time % minute)
      if (left > 0) ours[index]!++
      else refused[index]!++
      yield* Effect.sleep(40)
      const headers = { date: new Date(time).toUTCString(), "x-left": String(Math.max(0, left - 1)) }
      budget.observe(headers, sent, sent + 80)
      share.settle()
    })
    const fiber = yield* Effect.forkChild(
      Effect.forEach(Array.from({ length: workers }), () => Effect.forever(call), { concurrency: "unbounded" })
    )
    yield* TestClock.adjust(Duration.millis(minutes * minute - (ahead % minute)))
    yield* Fiber.interrupt(fiber)
    return { ours: ours.slice(0, minutes), refused: refused.slice(0, minutes) }
  })

describe("Rule 7: the vendor's figure corrects the quota", () => {
  const leave = [600, 64, 10, 0, 300, 599]

  it.effect.each([0, 17_300, 30_500])(
    "64 concurrent calls use what another client leaves, with a clock that is %d ms ahead",
    (ahead) =>
      Effect.gen(function* () {
        const { ours, refused } = yield* shared({
          quota: { limits: [] },
          minutes: leave.length,
          workers: 64,
          ahead,
          neighbour: (index) => 600 - leave[index]!
        })
        for (const [index, left] of leave.entries()) {
          // Nothing but the 64 that leave before a minute's first answer can be too many.
          assert.isAtMost(refused[index]!, Math.max(0, 64 - left), `minute ${index}`)
          // Calls on their way count twice until they are settled, so that up to 64 units may lie idle.
          assert.isAtLeast(ours[index]!, Math.min(left, Math.max(64, left - 64)), `minute ${index}`)
        }
      })
  )

  it.effect("and also if the other client continues: only calls that are already on their way may be too late", () =>
    Effect.gen(function* () {
      const { ours, refused } = yield* shared({
        quota: { limits: [] },
        minutes: 5,
        workers: 64,
        ahead: 0,
        neighbour: (index, millis) => Math.min(600, Math.floor(millis / 4) * (index % 3))
      })
      for (const [index, count] of refused.entries()) assert.isAtMost(count, 64, `minute ${index}`)
      assert.isAtLeast(ours[0]!, 600 - 64)
    })
  )

  it.effect("with documented limits, there are no excess calls, except for a burst", () =>
    Effect.gen(function* () {
      const { ours, refused } = yield* shared({
        quota: { limits: [{ limit: 600, window: "1 minute" }] },
        minutes: 4,
        workers: 64,
        ahead: 0,
        neighbour: (index) => [0, 550, 600, 0][index]!
      })
      assert.deepStrictEqual([refused[0], refused[3]], [0, 0])
      // The one that waited for the minute goes with the burst that has accrued meanwhile.
      assert.isAtMost(refused[1]!, 0)
      assert.isAtMost(refused[2]!, 61)
      assert.isAtLeast(ours[0]!, 500)
      assert.isAtLeast(ours[3]!, 500)
    })
  )

  const told = (left: number, limits: Quota.Options["limits"] = []) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(10_000)
      const quota = yield* Quota.make("k", { limits, remaining })
      quota.budget!.observe({ date: new Date(10_000).toUTCString(), "x-left": String(left) }, 10_000, 10_000)
      return quota
    })
  const departures = (quota: Quota.Quota, calls: number, deadline = never) =>
    Effect.gen(function* () {
      const went: Array<number> = []
      const fiber = yield* Effect.forkChild(
        Effect.forEach(
          Array.from({ length: calls }),
          () => Effect.andThen(quota.take(1, deadline, { share: quota.budget!.share(1) }), Clock.currentTimeMillis),
          { concurrency: "unbounded", discard: true }
        )
      )
      yield* Effect.yieldNow
      return { went, fiber }
    })

  it.effect.each([[[]], [[{ limit: 600, window: "1 minute" }]]] as const)(
    "another integration has spent the team's: calls wait for the next minute, and go (limits %j)",
    ([limits]) =>
      Effect.gen(function* () {
        const quota = yield* told(0, limits)
        const { fiber } = yield* departures(quota, 20)
        yield* TestClock.adjust("49999 millis")
        assert.isUndefined(fiber.pollUnsafe())
        yield* TestClock.adjust("1 millis")
        // Those that stood behind the first take their places in the bucket now.
        yield* TestClock.adjust(limits.length === 0 ? "0 millis" : "3 seconds")
        yield* Fiber.join(fiber)
      })
  )

  it.effect("no call waits while much of the quota remains", () =>
    Effect.gen(function* () {
      const quota = yield* told(100)
      const { fiber } = yield* departures(quota, 100)
      yield* TestClock.adjust("0 millis")
      yield* Fiber.join(fiber)
    })
  )

  it.effect("a wait that would end after the deadline is not begun, and the units of the limits are returned", () =>
    Effect.gen(function* () {
      const quota = yield* told(0, [{ limit: 10, window: "1 second", burst: 1 }])
      for (let index = 0; index < 50; index++) {
        const error = yield* Effect.flip(quota.take(1, 60_000, { share: quota.budget!.share(1) }))
        assert.instanceOf(error, Quota.TooLong)
        assert.strictEqual(Duration.toMillis((error as Quota.TooLong).wait), 50_000)
      }
      const { fiber } = yield* departures(quota, 1)
      yield* TestClock.adjust("50 seconds")
      yield* Fiber.join(fiber)
    })
  )

  it.effect("a 429 also holds back a call that already waits for the next minute", () =>
    Effect.gen(function* () {
      const quota = yield* told(0)
      const { fiber } = yield* departures(quota, 3)
      yield* TestClock.adjust("20 seconds")
      yield* quota.hold({ epoch: 0, cost: 1 }, Duration.minutes(2))
      yield* TestClock.adjust("119 seconds")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
    })
  )
})

describe("units of running calls are returned, however a call ends", () => {
  const start = performance.now()
  /** A vendor's clock, since whose noon ten seconds had passed when this began. */
  const date = () => new Date(Date.UTC(2026, 10, 21, 12, 0, 10) + performance.now() - start).toUTCString()
  const left = (units: number, status = 200) => json(Acme.widget, status, { "x-left": units, date: date() })
  const get = Acme.getWidget({ id: "w1" })
  const options = {
    ...once,
    quota: { limits: [], remaining },
    timeout: { attempt: "1 second", total: "8 seconds" }
  } as const

  const endings: ReadonlyArray<readonly [string, () => Reply]> = [
    ["with a documented error", () => left(3, 404)],
    ["with a status of no document", () => left(3, 418)],
    ["with a body that does not decode", () => ({ ...left(3), body: "{}" })],
    ["with a lost connection", () => "reset"],
    ["with a time-out", () => "hang"],
    ["with a cut answer", () => ({ ...left(3), cutAfter: 3 })],
    ["with an answer that does not tell", () => json(Acme.widget)]
  ]

  it.live.each(endings)("%s", ([, reply]) =>
    withServer(
      (_, index) => (index === 0 ? left(3) : index <= 6 ? reply() : left(3)),
      (server) =>
        Effect.gen(function* () {
          yield* get
          for (let round = 0; round < 2; round++) {
            yield* Effect.forEach([1, 2, 3], () => Effect.exit(get), { concurrency: 3 })
          }
          assert.strictEqual(server.received.length, 7)
          yield* Effect.forEach([1, 2, 3], () => get, { concurrency: 3 })
        }),
      options
    )
  )

  it.live("with QuotaExceeded, which sends nothing and says when", () =>
    withServer(
      (_, index) => left(index === 0 ? 0 : 3),
      (server) =>
        Effect.gen(function* () {
          yield* get
          const error = yield* failure(get)
          if (error._tag !== "QuotaExceeded") return assert.fail(error._tag)
          const seconds = Duration.toSeconds(error.retryAfter)
          assert.isTrue(seconds > 30 && seconds <= 51, `${seconds} s`)
          assert.strictEqual(server.received.length, 1)
        }),
      options
    )
  )

  it.live("if nothing was taken because the input is invalid", () =>
    withServer(
      () => left(1),
      (server) =>
        Effect.gen(function* () {
          yield* get
          for (let index = 0; index < 5; index++) {
            assert.strictEqual((yield* failure(Acme.getWidget({ id: "" })))._tag, "InvalidInput")
          }
          yield* get
          assert.strictEqual(server.received.length, 2)
        }),
      options
    )
  )

  it.live.each([
    ["alone", []],
    ["in the queue of a limit", [{ limit: 40_000, window: "1 second", burst: 1 }]]
  ] as const)("with an interruption after any step, %s", ([, limits]) =>
    Effect.gen(function* () {
      let asked = 0
      const client = HttpClient.make((request) =>
        asked++ > 0
          ? Effect.never
          : Effect.succeed(
              HttpClientResponse.fromWeb(
                request,
                new Response(JSON.stringify(Acme.widget), { headers: { "x-left": "64", date: date() } })
              )
            )
      )
      yield* Effect.gen(function* () {
        yield* get
        // A fiber can be interrupted when it yields.
        const stepwise = Effect.provideService(get, MaxOpsBeforeYield, 4)
        let before = 0
        for (let steps = 0; steps < 150; steps++) {
          asked = 1
          const fibers = yield* Effect.forEach([1, 2, 3], () => Effect.forkChild(stepwise))
          for (let step = 0; step < steps; step++) yield* Effect.yieldNow
          if (steps % 3 === 0) yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
          if (asked === 1) before++
          for (const fiber of fibers) {
            yield* Fiber.interrupt(fiber)
            const exit = yield* Fiber.await(fiber)
            assert.isTrue(Exit.isFailure(exit) && !Cause.hasDies(exit.cause))
          }
        }
        // Some were on their way, and some were not.
        assert.isTrue(before > 5 && before < 145, `${before}`)
        // All 64 units are free again.
        asked = 1
        const all = yield* Effect.forkChild(Effect.forEach(Array.from({ length: 64 }), () => get, { concurrency: 64 }))
        yield* until(() => asked === 65)
        yield* Fiber.interrupt(all)
      }).pipe(
        Effect.provide(Acme.layer("http://acme.invalid", { ...options, quota: { limits, remaining } })),
        Effect.provideService(HttpClient.HttpClient, client)
      )
    })
  )
})
