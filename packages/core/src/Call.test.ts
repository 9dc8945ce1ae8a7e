import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Schedule from "effect/Schedule"
import { TestClock } from "effect/testing"
import * as Acme from "../test/Acme.ts"
import { tierDoors } from "../test/doors.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import { elapseUntil, failure, once, outlasted, until, withServer } from "../test/run.ts"
import type { Category } from "./Category.ts"
import type { InvalidInput } from "./VendorError.ts"

const ok = json(Acme.widget)
const get = Acme.getWidget({ id: "w1" })
const post = Acme.createWidget({ name: "n" })

describe.each(tierDoors)("over $name", (door) => {
  describe("Rule 6: time is bounded, and a call that timed out leaves no socket open", () => {
    it.effect("an attempt without a response", () =>
      withServer(
        inTurn("hang"),
        (server) =>
          Effect.gen(function* () {
            const error = yield* outlasted(get, () => server.received.length === 1, "100 millis")
            if (error._tag !== "RequestTimeout") return assert.fail(error._tag)
            assert.deepInclude({ ...error }, { category: "Timeout", bound: "attempt", operation: "getWidget" })
            assert.strictEqual(Duration.toMillis(error.after), 100)
            assert.strictEqual(error.message, "acme getWidget: no complete response to an attempt within 0.1 s")
            yield* Effect.promise(() => server.received[0]!.closed)
          }),
        { ...once, door, timeout: { attempt: "100 millis" } }
      )
    )

    it.effect("a response whose body does not end", () =>
      withServer(
        inTurn({ ...ok, body: " ".repeat(100_000), drip: { bytes: 1, every: 10 } }),
        (server) =>
          Effect.gen(function* () {
            const received = () => server.received.length === 1 && ++looked > 20
            let looked = 0
            const error = yield* outlasted(get, received, "100 millis")
            assert.deepInclude({ ...error }, { _tag: "RequestTimeout", bound: "attempt" })
            yield* Effect.promise(() => server.received[0]!.closed)
          }),
        { ...once, door, timeout: { attempt: "100 millis" } }
      )
    )

    it.effect("the whole call, at any step", () =>
      withServer(
        inTurn(json({}, 500), "hang"),
        (server) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(failure(get))
            yield* elapseUntil(() => server.received.length === 2)
            yield* TestClock.adjust("1 hour")
            const error = yield* Fiber.join(fiber)
            if (error._tag !== "RequestTimeout") return assert.fail(error._tag)
            assert.strictEqual(error.bound, "total")
            assert.strictEqual(Duration.toHours(error.after), 1)
            assert.strictEqual(server.received.length, 2)
            yield* Effect.promise(() => server.received[1]!.closed)
          }),
        { door, retry: Schedule.spaced("20 millis"), timeout: { attempt: "2 hours", total: "1 hour" } }
      )
    )

    it.effect("the timeouts of a call take precedence over those of its layer", () =>
      withServer(
        inTurn("hang"),
        (server) =>
          Effect.gen(function* () {
            const arrived = (count: number) => () => server.received.length === count
            const patient = Acme.getWidget({ id: "w1" }, { timeout: { attempt: "1 minute" } })
            const errors = [
              yield* outlasted(patient, arrived(1), "1 minute"),
              yield* outlasted(get, arrived(2), "80 millis")
            ]
            assert.deepStrictEqual(
              errors.map((error) => error._tag === "RequestTimeout" && Duration.toMillis(error.after)),
              [60_000, 80]
            )
          }),
        { ...once, door, timeout: { attempt: "80 millis" } }
      )
    )
  })

  describe("Rule 9: interrupting a call closes its socket", () => {
    it.live("while it waits for the response", () =>
      withServer(
        inTurn("hang"),
        (server) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(post)
            yield* until(() => server.received.length === 1)
            yield* Fiber.interrupt(fiber)
            yield* Effect.promise(() => server.received[0]!.closed)
            assert.strictEqual(server.received.length, 1)
          }),
        { door }
      )
    )

    it.live.each([200, 404])("while it reads the body of a %s", (status) =>
      withServer(
        inTurn({ status, body: "x".repeat(5000), drip: { bytes: 10, every: 10 } }),
        (server) =>
          Effect.gen(function* () {
            const fiber = yield* Effect.forkChild(get)
            yield* until(() => (server.received[0]?.sent() ?? 0) >= 50)
            yield* Fiber.interrupt(fiber)
            yield* Effect.promise(() => server.received[0]!.closed)
          }),
        { door }
      )
    )

    it.effect("while it waits before a retry: nothing more is sent", () =>
      Effect.suspend(() => {
        let waits = 0
        return withServer(
          inTurn(json({}, 500), ok),
          (server) =>
            Effect.gen(function* () {
              const fiber = yield* Effect.forkChild(get)
              yield* until(() => waits === 1)
              yield* Fiber.interrupt(fiber)
              yield* TestClock.adjust("1 minute")
              // Whatever was still to be sent would arrive before this.
              yield* post
              assert.deepStrictEqual(
                server.received.map(({ method }) => method),
                ["GET", "POST"]
              )
            }),
          { door, retry: Schedule.spaced("100 millis"), onWait: () => void waits++ }
        )
      })
    )
  })

  describe("what a call sends", () => {
    it.live("path, query, lists, body and credentials", () =>
      withServer(
        inTurn(json({ items: [] }), ok, json({ ok: true })),
        (server) =>
          Effect.gen(function* () {
            yield* Acme.listWidgets({ page: 2, "ids[]": ["a b", "c&d"] })
            yield* Acme.replaceWidget({ id: "a/b?c#d é", name: "né" })
            yield* Acme.touchWidget({ id: "w1" })
            const [list, replace, touch] = server.received
            assert.strictEqual(list!.method, "GET")
            assert.deepStrictEqual(
              [...list!.query],
              [
                ["page", "2"],
                ["ids[]", "a b"],
                ["ids[]", "c&d"],
                ["api_key", "key-of-acme"]
              ]
            )
            assert.strictEqual(list!.headers["authorization"], "token-of-acme")
            assert.strictEqual(list!.headers["x-account"], "account-1")
            assert.strictEqual(list!.headers["accept"], "application/json")
            assert.strictEqual(list!.body, "")
            assert.isUndefined(list!.headers["content-type"])
            assert.strictEqual(replace!.path, "/widgets/a%2Fb%3Fc%23d%20%C3%A9")
            assert.strictEqual(replace!.headers["content-type"], "application/json")
            assert.strictEqual(replace!.body, `{"name":"né"}`)
            assert.strictEqual(touch!.method, "PATCH")
            assert.strictEqual(touch!.body, `{"touched":true}`)
          }),
        { door }
      )
    )

    it.live("no trace header, so the vendor learns nothing about its caller's traces", () =>
      withServer(
        inTurn(ok),
        (server) =>
          Effect.gen(function* () {
            yield* get
            assert.notProperty(server.received[0]!.headers, "traceparent")
            assert.notProperty(server.received[0]!.headers, "b3")
          }).pipe(Effect.withSpan("application")),
        { door }
      )
    )

    it.live("to another method, path or origin with an override", () =>
      withServer(
        inTurn(ok),
        (server) =>
          Effect.gen(function* () {
            yield* get
            yield* Acme.getWidget({ id: "w1" }, { override: { path: "/v3/{id}" } })
            assert.deepStrictEqual(
              server.received.map(({ method, path }) => `${method} ${path}`),
              ["POST /v2/w1", "POST /v3/w1"]
            )
          }),
        { door, overrides: { getWidget: { method: "POST", path: "/v2/{id}" } } }
      )
    )
  })
})

describe("what must not be sent is InvalidInput, and nothing is sent", () => {
  const nothing = (call: Effect.Effect<unknown, { readonly _tag: string }, Acme.Acme>, paths: ReadonlyArray<string>) =>
    withServer(inTurn(ok), (server) =>
      Effect.gen(function* () {
        const error = (yield* failure(call)) as {
          readonly _tag: string
          readonly issues?: ReadonlyArray<{ path: string }>
        }
        assert.deepInclude({ ...error }, { _tag: "InvalidInput", category: "Invalid", vendor: "acme" } as object)
        assert.deepStrictEqual(
          error.issues?.map(({ path }) => path),
          paths as Array<string>
        )
        assert.strictEqual(server.received.length, 0)
      })
    )

  it.live("a value longer than documented, with field and limit", () =>
    withServer(inTurn(ok), () =>
      Effect.gen(function* () {
        const error = yield* failure(Acme.createWidget({ name: "x".repeat(64) }))
        if (error._tag !== "InvalidInput") return assert.fail(error._tag)
        assert.match(error.message, /^acme createWidget: nothing was sent, the input is invalid: name: .*63/)
      })
    )
  )

  it.live.each(["v2/me", "", "//host/v2/me", "https://host/v2/me"])("an override with the path %j", (path) =>
    nothing(Acme.getWidget({ id: "w1" }, { override: { path } }), ["override.path"])
  )

  it.live.each([
    [{ timeout: { attempt: NaN } }, ["timeout.attempt"]],
    [{ timeout: { attempt: -5, total: "ten" as "10 seconds" } }, ["timeout.attempt", "timeout.total"]],
    [{ maxBodyBytes: NaN }, ["maxBodyBytes"]],
    [{ retry: NaN as never }, ["retry"]]
  ] as const)("numbers that are none, in the options of a layer or a call: %j", ([options, paths]) =>
    Effect.gen(function* () {
      yield* nothing(Acme.getWidget({ id: "w1" }, options), [...paths])
      const { issues } = (yield* failure(
        Effect.provide(get, Acme.layer("http://127.0.0.1:1", options))
      )) as InvalidInput
      assert.deepStrictEqual(
        issues.map(({ path }) => path),
        [...paths]
      )
    }).pipe(Effect.provide(NodeHttpClient.layerUndici))
  )

  it.live.each([
    [
      {
        limits: [
          { limit: 5, window: "1 minute" },
          { limit: NaN, window: "1 minute" }
        ]
      },
      "quota.limits[1].limit"
    ],
    [{ limits: [{ limit: 0, window: "1 minute" }] }, "quota.limits[0].limit"],
    [{ limits: [{ limit: 5, window: 0 }] }, "quota.limits[0].window"],
    [{ limits: [{ limit: 5, window: "1 minute", burst: NaN }] }, "quota.limits[0].burst"],
    [{ maxHold: NaN }, "quota.maxHold"],
    [{ remaining: { name: "x-left", window: NaN } }, "quota.remaining.window"]
  ] as const)("a quota with a number that is none: %j", ([quota, path]) =>
    Effect.gen(function* () {
      const error = (yield* failure(Effect.provide(get, Acme.layer("http://127.0.0.1:1", { quota })))) as InvalidInput
      assert.deepStrictEqual(
        error.issues?.map((_) => _.path),
        [path]
      )
    }).pipe(Effect.provide(NodeHttpClient.layerUndici))
  )

  it.live("every issue at once", () =>
    nothing(Acme.replaceWidget({ id: "x".repeat(64), name: 7 as never }), ["id", "name"])
  )
  it.live("a field that the operation does not have", () =>
    nothing(Acme.createWidget({ name: "n", nmae: "m" } as never), ["nmae"])
  )
  it.live("a missing field", () => nothing(Acme.createWidget({} as never), ["name"]))
  it.live("no input at all", () => nothing(Acme.createWidget(undefined as never), ["name"]))
  it.live.each(["", ".", ".."])("a path parameter %j, which would change the path", (id) =>
    nothing(Acme.deleteWidget({ id }), ["id"])
  )

  it.live.each([
    "",
    "no url",
    "http://",
    "//host",
    "http://[::1",
    "ftp://host",
    "http://admin:hunter2@127.0.0.1",
    "http://admin@host",
    "http://host?x=1",
    "http://host/base?x=1",
    "http://host#"
  ])("a baseUrl that is none: %j", (baseUrl) =>
    Effect.gen(function* () {
      const told: Array<unknown> = []
      const hooks = { onRequest: (_: unknown) => void told.push(_), onResponse: (_: unknown) => void told.push(_) }
      for (const layer of [
        Acme.layer(baseUrl, hooks),
        Acme.layer("http://host", { ...hooks, overrides: { getWidget: { baseUrl } } })
      ]) {
        const error = yield* failure(Effect.provide(get, layer))
        if (error._tag !== "InvalidInput") return assert.fail(error._tag)
        assert.match(error.message, /: (?:override\.)?baseUrl: Expected an HTTP origin/)
        assert.notInclude(`${JSON.stringify(error)}${String(error)}`, "hunter2")
      }
      assert.deepStrictEqual(told, [])
    }).pipe(
      Effect.provideService(
        HttpClient.HttpClient,
        HttpClient.make(() => Effect.die(new Error("the transport was asked")))
      )
    )
  )

  it.live("half of a surrogate pair is not a defect: it is replaced, as in browsers", () =>
    withServer(inTurn(ok, json({ items: [] }), ok), (server) =>
      Effect.gen(function* () {
        yield* Acme.getWidget({ id: "a\uD800b" })
        yield* Acme.listWidgets({ "ids[]": ["\uDC00😀"] })
        yield* Acme.createWidget({ name: "a\uD800b" })
        assert.strictEqual(server.received[0]!.path, "/widgets/a%EF%BF%BDb")
        assert.strictEqual(server.received[1]!.query.get("ids[]"), "\uFFFD😀")
        assert.strictEqual(server.received[2]!.body, `{"name":"a\\ud800b"}`)
      })
    )
  )
})

describe("Rule 4: every error carries a shared category", () => {
  it("and one handler handles all", () => {
    expectTypeOf<Effect.Error<typeof get>["category"]>().toEqualTypeOf<Category>()
    expectTypeOf<Effect.Error<typeof get>["vendor"]>().toEqualTypeOf<string>()
    expectTypeOf<Effect.Error<typeof get>["operation"]>().toEqualTypeOf<string>()
  })

  it.live("so that handlers need no tag", () =>
    withServer(
      inTurn(json({}, 404)),
      () =>
        Effect.gen(function* () {
          const handled = yield* Effect.catchIf(
            get,
            (error) => error.category === "NotFound",
            (error) => Effect.succeed(`none: ${error.operation}`)
          )
          assert.strictEqual(handled, "none: getWidget")
        }),
      once
    )
  )
})

describe("time, by a test's clock", () => {
  /** A transport that never answers and tells when it was asked and given up. */
  const silent = (asked: Array<string>) =>
    HttpClient.make((request) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        asked.push(`${request.method} at ${now}`)
        return Effect.onInterrupt(Effect.never, () =>
          Effect.map(Clock.currentTimeMillis, (now) => void asked.push(`given up at ${now}`))
        )
      })
    )

  it.effect("Rule 6: by default an attempt ends after 30 seconds and a call after two minutes", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const layer = Acme.layer("http://acme.invalid", { retry: Schedule.spaced("1 second") })
      const fiber = yield* Effect.forkChild(
        Effect.exit(get).pipe(Effect.provide(layer), Effect.provideService(HttpClient.HttpClient, silent(asked)))
      )
      yield* until(() => asked.length === 1)
      yield* TestClock.adjust("119999 millis")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 millis")
      const exit = yield* Fiber.join(fiber)
      assert.isTrue(Exit.isFailure(exit))
      assert.deepStrictEqual(asked, [
        "GET at 0",
        "given up at 30000",
        "GET at 31000",
        "given up at 61000",
        "GET at 62000",
        "given up at 92000",
        "GET at 93000",
        "given up at 120000"
      ])
    })
  )

  it.effect("Rule 5: an unsafe call that timed out is not sent again", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const fiber = yield* Effect.forkChild(
        failure(post).pipe(
          Effect.provide(Acme.layer("http://acme.invalid")),
          Effect.provideService(HttpClient.HttpClient, silent(asked))
        )
      )
      yield* until(() => asked.length === 1)
      yield* TestClock.adjust("10 minutes")
      assert.deepInclude({ ...(yield* Fiber.join(fiber)) }, { _tag: "RequestTimeout", bound: "attempt" })
      assert.deepStrictEqual(asked, ["POST at 0", "given up at 30000"])
    })
  )
})
