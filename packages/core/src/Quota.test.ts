import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { TestClock } from "effect/testing"
import * as Acme from "../test/Acme.ts"
import { inTurn, json, mostWithin } from "../test/FaultServer.ts"
import { transports } from "../test/doors.ts"
import { advancing, failure, noting, once, until, withServer } from "../test/run.ts"
import * as Quota from "./Quota.ts"

const ok = json(Acme.widget)
const get = Acme.getWidget({ id: "w1" })
const never = Number.MAX_SAFE_INTEGER

/** Takes this many units at once, from many fibers, and tells when each went; the clock is a test's. */
const departures = (quota: Quota.Quota, calls: number, costs: (index: number) => number = () => 1) =>
  Effect.gen(function* () {
    const went: Array<number> = []
    const fiber = yield* Effect.forkChild(
      Effect.forEach(
        Array.from({ length: calls }, (_, index) => index),
        (index) =>
          Effect.flatMap(quota.take(costs(index), never), () =>
            Effect.map(Clock.currentTimeMillis, (now) => {
              for (let unit = 0; unit < costs(index); unit++) went.push(now)
            })
          ),
        { concurrency: "unbounded", discard: true }
      )
    )
    return { went, fiber }
  })

describe("Rule 7: calls stay within every limit, in every window", () => {
  it.effect.each([
    { limit: 20, window: 1000 },
    { limit: 600, window: 60_000 },
    { limit: 1, window: 500 },
    { limit: 2, window: 500 },
    { limit: 3, window: 1000, burst: 3 },
    { limit: 10, window: 1000, burst: 100 },
    { limit: 10, window: 1000, burst: 0.5 }
  ])("%j", (limit) =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [limit] })
      const calls = Math.min(3 * limit.limit + 3, 200)
      const { fiber, went } = yield* departures(quota, calls)
      yield* TestClock.adjust(Duration.millis(30 * limit.window))
      yield* Fiber.join(fiber)
      assert.strictEqual(went.length, calls)
      assert.isAtMost(mostWithin(limit.window, went), limit.limit)
    })
  )

  it.effect("wherever a pause falls", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [{ limit: 20, window: "1 second" }] })
      const all: Array<number> = []
      for (const pause of [0, 130, 37, 990, 1, 333, 1001, 49, 51, 53]) {
        const { fiber, went } = yield* departures(quota, 7)
        yield* TestClock.adjust(Duration.millis(400))
        yield* Effect.exit(Fiber.join(fiber))
        yield* TestClock.adjust(Duration.millis(pause))
        all.push(...went)
      }
      assert.isAtMost(mostWithin(1000, all), 20)
    })
  )

  it.effect("several limits at once", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", {
        limits: [
          { limit: 10, window: "1 second" },
          { limit: 30, window: "10 seconds" }
        ]
      })
      const { fiber, went } = yield* departures(quota, 60)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.isAtMost(mostWithin(1000, went), 10)
      assert.isAtMost(mostWithin(10_000, went), 30)
    })
  )

  it.effect("calls that cost more, even more than a burst", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [{ limit: 20, window: "1 second" }] })
      const { fiber, went } = yield* departures(quota, 30, (index) => [1, 5, 1, 2, 8, 1][index % 6]!)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.strictEqual(went.length, 90)
      assert.isAtMost(mostWithin(1000, went), 20)
    })
  )

  it.effect("one expensive call among many cheap ones", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [{ limit: 20, window: "1 second", burst: 2 }] })
      const { fiber, went } = yield* departures(quota, 120, (index) => (index % 40 === 0 ? 8 : 1))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.strictEqual(went.length, 141)
      assert.isAtMost(mostWithin(1000, went), 20)
    })
  )

  it.effect("if calls are interrupted and others come", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [{ limit: 20, window: "1 second" }] })
      const first = yield* departures(quota, 30)
      const second = yield* departures(quota, 30)
      yield* TestClock.adjust("300 millis")
      yield* Fiber.interrupt(first.fiber)
      const third = yield* departures(quota, 60)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(second.fiber)
      yield* Fiber.join(third.fiber)
      assert.isAtMost(mostWithin(1000, [...first.went, ...second.went, ...third.went]), 20)
    })
  )

  it.effect.each([
    [{ limit: 100, window: "1 second" }, 1, 1],
    [{ limit: 10, window: "1 second" }, 1, 1],
    [{ limit: 600, window: "1 minute" }, 1, 1],
    // As of a vendor whose deep pages cost 3 to 30 units.
    [{ limit: 600, window: "1 minute", burst: 30 }, 1, 30]
  ] as const)("and at least 95% of it is used: %j", ([limit, least, most]) =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [limit] })
      const costs = [least, most, least, Math.ceil(most / 3)]
      const { fiber, went } = yield* departures(quota, 4000, (index) => costs[index % 4]!)
      yield* TestClock.adjust("2 days")
      yield* Fiber.join(fiber)
      const perWindow = went.length / (Math.max(...went) / Duration.toMillis(limit.window))
      assert.isAtLeast(perWindow / limit.limit, 0.95)
      assert.isAtMost(mostWithin(Duration.toMillis(limit.window), went), limit.limit)
    })
  )
})

describe("Rule 7: a call that is not sent returns its share", () => {
  const limits = [{ limit: 10, window: "1 second", burst: 1 }] as const
  const next = (quota: Quota.Quota) =>
    Effect.gen(function* () {
      const start = yield* Clock.currentTimeMillis
      const fiber = yield* Effect.forkChild(Effect.andThen(quota.take(1, never), Clock.currentTimeMillis))
      yield* TestClock.adjust("1 minute")
      return (yield* Fiber.join(fiber)) - start
    })

  it.effect("interrupted while it waits", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits })
      yield* quota.take(1, never)
      const { fiber, went } = yield* departures(quota, 50)
      yield* TestClock.adjust("10 millis")
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(went.length, 0)
      assert.isAtMost(yield* next(quota), 120)
    })
  )

  it.effect("if the wait would end after the deadline: it fails at once and says how long the wait is", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits })
      yield* quota.take(1, never)
      const deadline = (yield* Clock.currentTimeMillis) + 50
      const exits = yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.flip(quota.take(1, deadline)), {
        concurrency: "unbounded"
      })
      for (const error of exits) {
        assert.instanceOf(error, Quota.TooLong)
        assert.isAbove(Duration.toMillis((error as Quota.TooLong).wait), 50)
      }
      assert.isAtMost(yield* next(quota), 120)
    })
  )

  it.effect("to every limit, even if a later one refuses", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [...limits, { limit: 2, window: "1 hour", burst: 1 }] })
      const other = yield* Quota.make("k", { limits })
      yield* quota.take(1, never)
      const deadline = (yield* Clock.currentTimeMillis) + 10_000
      const fiber = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 50 }), () => Effect.exit(quota.take(1, deadline)), {
          concurrency: "unbounded"
        })
      )
      yield* TestClock.adjust("1 second")
      assert.isTrue((yield* Fiber.join(fiber)).every(Exit.isFailure))
      assert.isAtMost(yield* next(other), 120)
    }).pipe(
      Effect.provide(
        Layer.effect(Quota.SharedLimiter, RateLimiter.make).pipe(Layer.provide(RateLimiter.layerStoreMemory))
      )
    )
  )

  it.effect("and if the queue is longer than the deadline, its last calls fail, not its first", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits })
      const deadline = (yield* Clock.currentTimeMillis) + 1000
      const fiber = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 40 }), () => Effect.exit(quota.take(1, deadline)), {
          concurrency: "unbounded"
        })
      )
      yield* TestClock.adjust("1 second")
      const exits = yield* Fiber.join(fiber)
      const went = exits.filter(Exit.isSuccess).length
      assert.isAtLeast(went, 8)
      assert.isAtMost(went, 10)
      assert.isTrue(exits.slice(went).every(Exit.isFailure))
      assert.isAtMost(yield* next(quota), 120)
    })
  )
})

describe("where the computer's clock is set back by an hour", () => {
  const setBack = Effect.flatMap(Clock.currentTimeMillis, (now) => TestClock.setTime(now - 3_600_000))

  it.effect("calls wait for their share as before", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 21, 12))
      const quota = yield* Quota.make("k", { limits: [{ limit: 10, window: "1 second", burst: 1 }] })
      yield* quota.take(1, never)
      yield* setBack
      const { fiber, went } = yield* departures(quota, 5)
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(fiber)
      assert.strictEqual(went.length, 5)
    })
  )

  it.effect("a 429 holds them back no longer", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 21, 12))
      const quota = yield* Quota.make("k")
      yield* quota.hold(yield* quota.take(1, never), Duration.seconds(1))
      yield* setBack
      const { fiber, went } = yield* departures(quota, 1)
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(fiber)
      assert.strictEqual(went.length, 1)
    })
  )
})

describe("Rule 7: a 429 holds back every call on the quota", () => {
  it.effect("including one that already waits for its share", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [{ limit: 10, window: "1 second", burst: 1 }] })
      const ticket = yield* quota.take(1, never)
      const { fiber, went } = yield* departures(quota, 5)
      yield* TestClock.adjust("50 millis")
      yield* quota.hold(ticket, Duration.seconds(10))
      yield* TestClock.adjust("9900 millis")
      assert.deepStrictEqual(went, [])
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(fiber)
      assert.isAtMost(mostWithin(1000, went), 10)
    })
  )

  it.effect("for no longer than the cap", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { maxHold: "3 seconds" })
      yield* quota.hold(yield* quota.take(1, never), Duration.days(365))
      const { fiber, went } = yield* departures(quota, 1)
      yield* TestClock.adjust("2999 millis")
      assert.deepStrictEqual(went, [])
      yield* TestClock.adjust("1 millis")
      yield* Fiber.join(fiber)
    })
  )

  it.effect("also where an earlier 429 has taught the limiter", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k", { limits: [{ limit: 600, window: "1 minute", burst: 1 }] })
      yield* quota.hold(yield* quota.take(1, never), Duration.seconds(1))
      yield* TestClock.adjust("1 second")
      const { fiber, went } = yield* departures(quota, 6)
      yield* TestClock.adjust("250 millis")
      const before = went.length
      yield* quota.hold({ epoch: 1, cost: 1 }, Duration.seconds(3))
      yield* TestClock.adjust("2900 millis")
      assert.strictEqual(went.length, before)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
    })
  )

  it.effect("for the longest of those in flight", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k")
      yield* quota.hold(yield* quota.take(1, never), Duration.seconds(1))
      yield* TestClock.adjust("1 second")
      const tickets = yield* Effect.forEach([1, 2], () => quota.take(1, never))
      yield* quota.hold(tickets[0]!, Duration.seconds(1))
      yield* quota.hold(tickets[1]!, Duration.seconds(5))
      const { fiber, went } = yield* departures(quota, 1)
      yield* TestClock.adjust("4900 millis")
      assert.deepStrictEqual(went, [])
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
    })
  )

  it.effect("and calls that are interrupted during this wait do not block others", () =>
    Effect.gen(function* () {
      const quota = yield* Quota.make("k")
      // Two 429s teach the limiter: one call in about thirty seconds.
      yield* quota.hold(yield* quota.take(1, never), Duration.seconds(30))
      yield* TestClock.adjust("30 seconds")
      yield* quota.take(1, never)
      yield* quota.hold(yield* quota.take(1, never), Duration.seconds(30))
      yield* TestClock.adjust("1 second")
      const deadline = (yield* Clock.currentTimeMillis) + 5000
      yield* Effect.forEach(Array.from({ length: 50 }), () => Effect.flip(quota.take(1, deadline)))
      const { fiber, went } = yield* departures(quota, 1)
      yield* TestClock.adjust("35 seconds")
      yield* Fiber.join(fiber)
      assert.strictEqual(went.length, 1)
    })
  )
})

describe.each(transports)("over %s", (_, transport) => {
  it.effect("Rule 7: no window has more than the limit", () =>
    Effect.suspend(() => {
      const went: Array<number> = []
      return withServer(
        inTurn(ok),
        (server) =>
          Effect.gen(function* () {
            yield* advancing(Effect.forEach(Array.from({ length: 40 }), () => get, { concurrency: 32, discard: true }))
            assert.strictEqual(server.received.length, 40)
            assert.strictEqual(went.length, 40)
            assert.isAtMost(mostWithin(500, went), 22)
          }),
        { transport: noting(went, transport), quota: { limits: [{ limit: 22, window: "500 millis" }] } }
      )
    })
  )

  it.effect("Rule 7: one 429 holds back 20 queued calls", () =>
    Effect.suspend(() => {
      const went: Array<number> = []
      return withServer(
        (_, index) => (index === 0 ? json({}, 429, { "retry-after": "0.6" }) : ok),
        (server) =>
          Effect.gen(function* () {
            yield* Effect.exit(Acme.getWidget({ id: "w1" }, { retry: false }))
            yield* advancing(
              Effect.forEach(Array.from({ length: 20 }), () => get, { concurrency: "unbounded", discard: true })
            )
            assert.strictEqual(server.received.length, 21)
            const [refused, ...others] = went
            assert.isAtLeast(Math.min(...others) - refused!, 600)
          }),
        { transport: noting(went, transport) }
      )
    })
  )
})

describe("Rule 7: a quota belongs to a vendor and an account", () => {
  const limiter = Layer.effect(Quota.SharedLimiter, RateLimiter.make).pipe(Layer.provide(RateLimiter.layerStoreMemory))
  const limits = { quota: { limits: [{ limit: 10, window: "500 millis", burst: 5 }] } } as const
  const ten = Effect.forEach(Array.from({ length: 10 }), () => get, { concurrency: "unbounded", discard: true })

  /** The most calls in a window of two clients with these options, ten of each. */
  const both = (one: object, other: object) => {
    const went: Array<number> = []
    return withServer(
      inTurn(ok),
      (server) =>
        Effect.gen(function* () {
          const shared = yield* Layer.build(limiter)
          const layer = (options: object) =>
            Layer.provide(Acme.layer(server.url, { ...limits, ...options }), Layer.succeedContext(shared))
          yield* advancing(
            Effect.all([Effect.provide(ten, layer(one)), Effect.provide(ten, layer(other))], { concurrency: 2 })
          )
          assert.strictEqual(went.length, 20)
          return mostWithin(500, went)
        }),
      { transport: noting(went) }
    )
  }

  it.effect("two layers of one account share it if they share a limiter", () =>
    Effect.map(both({}, {}), (most) => assert.isAtMost(most, 10))
  )

  it.effect("two accounts do not", () =>
    Effect.map(both({ token: "one" }, { token: "two" }), (most) => assert.isAbove(most, 10))
  )

  it.effect("two keys do not", () =>
    Effect.map(both({ quota: { ...limits.quota, key: "one" } }, { quota: { ...limits.quota, key: "two" } }), (most) =>
      assert.isAbove(most, 10)
    )
  )
})

describe("the errors of a quota", () => {
  it.effect("QuotaExceeded at once if the share comes after the call's deadline; nothing is sent", () =>
    withServer(
      inTurn(ok),
      (server) =>
        Effect.gen(function* () {
          yield* get
          const error = yield* failure(get)
          if (error._tag !== "QuotaExceeded") return assert.fail(error._tag)
          assert.strictEqual(error.category, "RateLimited")
          assert.isAbove(Duration.toSeconds(error.retryAfter), 50)
          assert.strictEqual(server.received.length, 1)
        }),
      { timeout: { total: "2 seconds" }, quota: { limits: [{ limit: 1, window: "1 minute" }] } }
    )
  )

  const broken = (
    limiter: Partial<
      Record<"consume" | "adaptiveConsume" | "adaptiveFeedback", Effect.Effect<never, RateLimiter.RateLimiterError>>
    >
  ) =>
    Layer.effect(
      Quota.SharedLimiter,
      Effect.map(RateLimiter.make, (working) => ({
        ...working,
        ...Object.fromEntries(Object.entries(limiter).map(([name, effect]) => [name, () => effect]))
      }))
    ).pipe(Layer.provide(RateLimiter.layerStoreMemory))

  const storeFails = Effect.fail(
    new RateLimiter.RateLimiterError({
      reason: new RateLimiter.RateLimitStoreError({
        message: "Failed to execute",
        cause: new Error("connect ECONNREFUSED with token-of-acme")
      })
    })
  )
  const over = (limiter: Layer.Layer<never>, options: object, reply = ok) =>
    withServer(inTurn(reply), (server) =>
      Effect.gen(function* () {
        const shared = yield* Layer.build(limiter)
        const layer = Layer.provide(Acme.layer(server.url, options), Layer.succeedContext(shared))
        const error = yield* failure(Effect.provide(get, layer))
        return { error, sent: server.received.length }
      })
    )

  it.live.each(["consume", "adaptiveConsume"] as const)(
    "QuotaUnavailable where the store fails to %s; nothing is sent",
    (name) =>
      Effect.gen(function* () {
        const limits = { quota: { limits: [{ limit: 5, window: "1 second" }] } }
        const { error, sent } = yield* over(broken({ [name]: storeFails }), limits)
        if (error._tag !== "QuotaUnavailable") return assert.fail(error._tag)
        assert.strictEqual(error.category, "Network")
        assert.include((error.cause!.cause as Error).message, "ECONNREFUSED with <redacted>")
        assert.strictEqual(sent, 0)
      })
  )

  it.effect.each(["consume", "adaptiveConsume"] as const)(
    "QuotaUnavailable where the store never answers to %s, within the call's bound",
    (name) =>
      Effect.gen(function* () {
        let asked = false
        const silent = Effect.andThen(
          Effect.sync(() => (asked = true)),
          Effect.never
        )
        const fiber = yield* Effect.forkChild(
          over(broken({ [name]: silent }), {
            quota: { limits: [{ limit: 5, window: "1 second" }] },
            timeout: { total: "300 millis" }
          })
        )
        yield* until(() => asked)
        yield* TestClock.adjust("300 millis")
        const { error, sent } = yield* Fiber.join(fiber)
        assert.strictEqual(error._tag, "QuotaUnavailable")
        assert.strictEqual(sent, 0)
      })
  )

  it.live("a 429 is still TooManyRequests if the store fails", () =>
    Effect.gen(function* () {
      const { error } = yield* over(broken({ adaptiveFeedback: storeFails }), once, json({}, 429))
      assert.strictEqual(error._tag, "TooManyRequests")
    })
  )
})
