import { assert, describe, expect, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import { TestClock } from "effect/testing"
import * as Acme from "../test/Acme.ts"
import { tierDoors } from "../test/doors.ts"
import { freePort, inTurn, json, start } from "../test/FaultServer.ts"
import { advancing, elapseUntil, failure, until, withServer } from "../test/run.ts"
import type { Wait } from "./CallOptions.ts"
import * as HttpErrors from "./HttpErrors.ts"
import type { Safety } from "./Method.ts"
import * as Retry from "./Retry.ts"
import * as VendorError from "./VendorError.ts"

const facts = { vendor: "acme", operation: "getWidget" }
const answer = (status: number, retryAfter?: Duration.Duration) => ({
  ...facts,
  status,
  requestId: undefined,
  retryAfter,
  body: ""
})
const documented = (status: number) => ({ ...answer(status), reason: undefined, details: undefined })
const ok = json(Acme.widget)
const fast = Schedule.spaced("5 millis").pipe(Schedule.upTo({ times: 3 }))
const get = Acme.getWidget({ id: "w1" })
const post = Acme.createWidget({ name: "n" })

describe("Rule 5: which failures are retried", () => {
  const unexpected = (empty: boolean) =>
    new VendorError.UnexpectedResponse({ ...answer(200), path: "", problem: "", empty })
  const network = (phase: VendorError.NetworkError["phase"]) =>
    new VendorError.NetworkError({ ...facts, phase, code: "X" })
  const timeout = (bound: "attempt" | "total") =>
    new VendorError.RequestTimeout({ ...facts, bound, after: Duration.seconds(1) })

  const always: ReadonlyArray<VendorError.Failure> = [
    network("connect"),
    new Acme.TooManyRequests(documented(429)),
    new HttpErrors.TooManyRequests(documented(429)),
    new Acme.NotTaken(documented(503))
  ]
  const unlessUnsafe: ReadonlyArray<VendorError.Failure> = [
    network("request"),
    network("response"),
    timeout("attempt"),
    new Acme.Broken(documented(500)),
    new HttpErrors.BadGateway(documented(502)),
    new HttpErrors.ServerError(documented(599)),
    unexpected(true)
  ]
  const never: ReadonlyArray<VendorError.Failure> = [
    timeout("total"),
    unexpected(false),
    new Acme.InvalidToken(documented(401)),
    new Acme.WidgetNotFound(documented(404)),
    new Acme.WidgetExists(documented(409)),
    new Acme.SaidNo(documented(200)),
    new VendorError.UnexpectedStatus(answer(302)),
    new HttpErrors.NotFound(documented(404)),
    new VendorError.InvalidInput({ ...facts, issues: [] }),
    new VendorError.QuotaExceeded({ ...facts, retryAfter: Duration.seconds(1) }),
    new VendorError.QuotaUnavailable(facts)
  ]
  const all = ["safe", "idempotent", "unsafe"] as const satisfies ReadonlyArray<Safety>

  it.each(always.map((_) => [_.message, _] as const))("always: %s", (_, failure) =>
    expect(all.map((safety) => Retry.mayResend(failure, safety))).toEqual([true, true, true])
  )
  it.each(unlessUnsafe.map((_) => [_.message, _] as const))("unless it is unsafe: %s", (_, failure) =>
    expect(all.map((safety) => Retry.mayResend(failure, safety))).toEqual([true, true, false])
  )
  it.each(unlessUnsafe.map((_) => [_.message, _] as const))("unless it is of unknown safety: %s", (_, failure) => {
    for (const safety of [undefined, "Safe", "none"]) {
      expect(Retry.mayResend(failure, safety as unknown as Safety)).toBe(false)
    }
  })
  it.each(never.map((_) => [_.message, _] as const))("never: %s", (_, failure) =>
    expect(all.map((safety) => Retry.mayResend(failure, safety))).toEqual([false, false, false])
  )
})

describe.each(tierDoors)("over $name", { concurrent: true }, (door) => {
  const options = { door, retry: fast } as const

  describe("Rule 5: an unsafe call that may have had an effect reaches the server exactly once", () => {
    it.live.each([
      ["500", json({ message: "no" }, 500), "Broken"],
      ["503 that is not documented", json({}, 503), "ServiceUnavailable"],
      ["502 of a proxy", { status: 502, body: "<html>" }, "BadGateway"],
      ["a reset before an answer", "reset", "NetworkError"],
      ["a body cut in the middle", { ...ok, cutAfter: 10 }, "NetworkError"],
      ["an empty 200", { status: 200 }, "UnexpectedResponse"],
      ["half a JSON", { status: 200, body: `{"id":` }, "UnexpectedResponse"]
    ] as const)("%s", ([, reply, tag]) =>
      withServer(
        inTurn(reply),
        (server) =>
          Effect.gen(function* () {
            const error = yield* failure(post)
            assert.strictEqual(error._tag, tag)
            assert.strictEqual(server.received.length, 1)
          }),
        options
      )
    )
  })

  it.effect("Rule 5: an unsafe call that timed out reaches the server exactly once", () =>
    withServer(
      inTurn("hang"),
      (server) =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(failure(post))
          yield* until(() => server.received.length === 1)
          yield* elapseUntil(() => fiber.pollUnsafe() !== undefined)
          assert.strictEqual((yield* Fiber.join(fiber))._tag, "RequestTimeout")
          assert.strictEqual(server.received.length, 1)
        }),
      options
    )
  )

  it.effect("Rule 5: a safe call that timed out is retried", () =>
    withServer(
      inTurn("hang", ok),
      (server) =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(get)
          yield* until(() => server.received.length === 1)
          yield* elapseUntil(() => server.received.length === 2)
          assert.strictEqual((yield* Fiber.join(fiber)).name, "left-handed")
        }),
      options
    )
  )

  describe("Rule 5: a safe or idempotent call is retried after", () => {
    it.live.each([
      ["500", json({ message: "no" }, 500)],
      ["503", json({}, 503)],
      ["a reset before an answer", "reset"],
      ["a body cut in the middle", { ...ok, cutAfter: 10 }],
      ["an empty 200", { status: 200 }]
    ] as const)("%s", ([, reply]) =>
      withServer(
        inTurn(reply, ok, reply, ok),
        (server) =>
          Effect.gen(function* () {
            assert.strictEqual((yield* get).name, "left-handed")
            assert.strictEqual((yield* Acme.replaceWidget({ id: "w1", name: "n" })).name, "left-handed")
            assert.deepStrictEqual(
              server.received.map((_) => _.method),
              ["GET", "GET", "PUT", "PUT"]
            )
            assert.strictEqual(server.received[2]!.body, server.received[3]!.body)
          }),
        options
      )
    )
  })

  describe("Rule 5: an unsafe call that certainly had no effect is retried", () => {
    it.live.each([429, 503])("after %s, documented as not processed", (status) =>
      withServer(
        inTurn(json({ message: "later" }, status, { "retry-after": "0" }), ok),
        (server) =>
          Effect.gen(function* () {
            assert.strictEqual((yield* Acme.queueWidget({ name: "n" })).name, "left-handed")
            assert.deepStrictEqual(
              server.received.map((_) => _.body),
              [`{"name":"n"}`, `{"name":"n"}`]
            )
          }),
        options
      )
    )

    it.live("after a refused connection, until the server listens", () =>
      Effect.gen(function* () {
        const port = yield* freePort
        let refused = 0
        const retry = Schedule.spaced("50 millis").pipe(Schedule.upTo({ times: 400 }))
        const layer = door.layer(`http://127.0.0.1:${port}`, { retry, onWait: () => void refused++ })
        const fiber = yield* Effect.forkChild(Effect.provide(post, layer))
        yield* until(() => refused === 2)
        const server = yield* start(inTurn(ok), port)
        assert.strictEqual((yield* Fiber.join(fiber)).name, "left-handed")
        assert.strictEqual(server.received.length, 1)
      }).pipe(Effect.scoped)
    )

    it.live("and the error says that it never connected, if the server stays down", () =>
      Effect.gen(function* () {
        const port = yield* freePort
        const error = yield* failure(Effect.provide(post, door.layer(`http://127.0.0.1:${port}`, { retry: fast })))
        assert.deepInclude({ ...error }, { _tag: "NetworkError", phase: "connect", code: "ECONNREFUSED" })
        assert.strictEqual(error.category, "Network")
      })
    )
  })

  describe("Rule 6: the total time is bounded", () => {
    it.effect.each(["31536000", "5", new Date(Date.now() + 365 * 86_400_000).toUTCString()])(
      "a wait that ends after it fails at once: %s",
      (header) =>
        withServer(
          inTurn(json({ message: "later" }, 429, { "retry-after": header }), ok),
          (server) =>
            Effect.gen(function* () {
              // The clock stands still: what waits does not end.
              const error = yield* failure(get)
              assert.instanceOf(error, Acme.TooManyRequests)
              assert.isAtLeast(Duration.toSeconds(error.retryAfter!), 5)
              assert.strictEqual(server.received.length, 1)
            }),
          { door, timeout: { total: "2 seconds" } }
        )
    )
  })

  describe("Rule 6: a retry waits for the time in Retry-After, and at least as long as its policy requires", () => {
    it.effect.each([
      ["0.4", "10 millis", 400],
      ["7", "10 millis", 7000],
      ["Thu, 01 Jan 1970 00:00:09 GMT", "1 second", 9000],
      ["Thursday, 01-Jan-70 00:00:09 GMT", "1 second", 9000],
      ["2", "5 seconds", 5000],
      ["0", "250 millis", 250],
      ["Wed, 31 Dec 1969 23:59:59 GMT", "250 millis", 250],
      ["-5", "250 millis", 250],
      ["soon", "250 millis", 250],
      ["1e3", "250 millis", 250],
      ["", "250 millis", 250],
      [undefined, "250 millis", 250]
    ] as const)("%s beside a policy of %s", ([header, spacing, expected]) =>
      Effect.suspend(() => {
        const waits: Array<Wait> = []
        return withServer(
          inTurn(json({}, 503, header === undefined ? {} : { "retry-after": header }), ok),
          (server) =>
            Effect.gen(function* () {
              const fiber = yield* Effect.forkChild(Acme.getWidget({ id: "w1" }, { onWait: (_) => waits.push(_) }))
              yield* until(() => waits.length === 1)
              yield* TestClock.adjust(expected - 1)
              assert.isUndefined(fiber.pollUnsafe())
              assert.strictEqual(server.received.length, 1)
              yield* TestClock.adjust(1)
              yield* Fiber.join(fiber)
              assert.strictEqual(server.received.length, 2)
              assert.deepStrictEqual(
                waits.map(({ failure, ...wait }) => ({ ...wait, failure: failure?._tag })),
                [
                  {
                    vendor: "acme",
                    operation: "getWidget",
                    reason: "retry",
                    millis: expected,
                    failure: "ServiceUnavailable"
                  }
                ]
              )
            }),
          { door, retry: Schedule.spaced(spacing) }
        )
      })
    )
  })
})

describe("Rule 6: attempts are bounded, and callers choose the policy", () => {
  const down = inTurn(json({}, 503, { "retry-after": "0" }))
  const attempts = (call: Effect.Effect<unknown, unknown, Acme.Acme>, options: Parameters<typeof withServer>[2]) =>
    withServer(down, (server) => Effect.map(advancing(failure(call)), () => server.received.length), options)

  it.effect("four in all by default", () => Effect.map(attempts(get, {}), (n) => assert.strictEqual(n, 4)))

  it.effect("as the layer's policy says", () =>
    Effect.map(attempts(get, { retry: Schedule.recurs(6) }), (n) => assert.strictEqual(n, 7))
  )

  it.effect("one, switched off in the layer", () =>
    Effect.map(attempts(get, { retry: false }), (n) => assert.strictEqual(n, 1))
  )

  it.effect("as the call's policy says, before the layer's", () =>
    Effect.map(attempts(Acme.getWidget({ id: "w" }, { retry: Schedule.recurs(2) }), { retry: false }), (n) =>
      assert.strictEqual(n, 3)
    )
  )

  it.effect("one, switched off for the call", () =>
    Effect.map(attempts(Acme.getWidget({ id: "w" }, { retry: false }), { retry: Schedule.recurs(6) }), (n) =>
      assert.strictEqual(n, 1)
    )
  )

  it.effect("a policy sees the failure", () =>
    Effect.map(
      attempts(get, {
        retry: Schedule.while(Schedule.forever, ({ input }) =>
          Effect.succeed((input as VendorError.Failure).category !== "Server")
        )
      }),
      (n) => assert.strictEqual(n, 1)
    )
  )
})

describe("Rule 6: without a Retry-After the waits grow and are jittered", () => {
  const failing = new HttpErrors.ServiceUnavailable(documented(503))
  const far = Number.MAX_SAFE_INTEGER

  const waits = Effect.gen(function* () {
    const seen: Array<number> = []
    const fiber = yield* Effect.forkChild(
      Effect.exit(
        Retry.retry(Effect.fail(failing), {
          policy: Retry.defaultPolicy,
          safety: "safe",
          deadline: far,
          onRetry: (_, wait) => Effect.sync(() => void seen.push(Duration.toMillis(wait)))
        })
      )
    )
    yield* TestClock.adjust("1 minute")
    yield* Fiber.join(fiber)
    return seen
  })

  it.effect("250 ms, 500 ms and 1 s, each times 0.8 to 1.2", () =>
    Effect.gen(function* () {
      const all = yield* Effect.replicateEffect(waits, 100)
      for (const [index, base] of [250, 500, 1000].entries()) {
        const seen = all.map((waits) => waits[index]!)
        assert.isAtLeast(Math.min(...seen), base * 0.8)
        assert.isAtMost(Math.max(...seen), base * 1.2)
        assert.isAbove(Math.max(...seen) - Math.min(...seen), base * 0.2)
      }
      assert.isTrue(all.every((waits) => waits.length === 3))
    })
  )

  it.effect("an attempt would have to begin before the deadline", () =>
    Effect.gen(function* () {
      let attempts = 0
      const now = yield* Clock.currentTimeMillis
      const fiber = yield* Effect.forkChild(
        Effect.exit(
          Retry.retry(
            Effect.suspend(() => {
              attempts++
              return Effect.fail(failing)
            }),
            { policy: Schedule.spaced("100 millis"), safety: "safe", deadline: now + 300, onRetry: () => Effect.void }
          )
        )
      )
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.strictEqual(attempts, 3)
    })
  )
})
