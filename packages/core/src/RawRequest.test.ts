import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { inspect } from "node:util"
import * as Acme from "../test/Acme.ts"
import { tierDoors } from "../test/doors.ts"
import { exported } from "../test/Collector.ts"
import * as FaultServer from "../test/FaultServer.ts"
import { advancing, failure, noting, once, outlasted, until, withServer } from "../test/run.ts"
import type { DecodedResponse } from "./DecodedResponse.ts"
import * as Operation from "./Declare.ts"
import type { RawRequest } from "./RawRequest.ts"
import type { FailureOf } from "./CallError.ts"

const { inTurn, json } = FaultServer
const { request } = Acme
const fast = Schedule.spaced("5 millis").pipe(Schedule.upTo({ times: 3 }))

describe.each(tierDoors)("over $name", (door) => {
  describe("a raw request sends", () => {
    it.live.each(["GET", "POST", "PUT", "PATCH", "DELETE"] as const)("%s", (method) =>
      withServer(
        inTurn(json({ yes: true }, 200, { "x-trace": "r1" })),
        (server) =>
          Effect.gen(function* () {
            const answer = yield* request({ method, path: "/v2/me%20too;a=1,b/@x" })
            assert.deepInclude(answer, { status: 200, value: { yes: true }, body: { yes: true }, requestId: "r1" })
            assert.strictEqual(answer.headers["x-trace"], "r1")
            const [{ body, headers, method: arrived, path }] = server.received as [FaultServer.Received]
            assert.deepStrictEqual([arrived, path, body], [method, "/v2/me%20too;a=1,b/@x", ""])
            assert.strictEqual(headers["accept"], "application/json")
            assert.strictEqual(headers["authorization"], "token-of-acme")
            assert.isUndefined(headers["content-type"])
          }),
        { door }
      )
    )

    it.live("query values of every kind", () =>
      withServer(
        inTurn(json({})),
        (server) =>
          Effect.gen(function* () {
            yield* request({
              method: "GET",
              path: "/x",
              query: {
                text: "a b&c=é",
                zero: 0,
                no: false,
                empty: "",
                nothing: null,
                missing: undefined,
                "ids[]": ["1", 2, true],
                filter: { a: "1", gone: undefined, tags: ["x", "y"], deep: { er: 2 } },
                "half \uD800": "\uDC00"
              }
            })
            assert.deepStrictEqual(
              [...server.received[0]!.query],
              [
                ["text", "a b&c=é"],
                ["zero", "0"],
                ["no", "false"],
                ["empty", ""],
                ["ids[]", "1"],
                ["ids[]", "2"],
                ["ids[]", "true"],
                ["filter[a]", "1"],
                ["filter[tags][]", "x"],
                ["filter[tags][]", "y"],
                ["filter[deep][er]", "2"],
                ["half \uFFFD", "\uFFFD"],
                ["api_key", "key-of-acme"]
              ]
            )
          }),
        { door }
      )
    )

    const bodies: ReadonlyArray<readonly [string, Partial<RawRequest>, string, string]> = [
      ["JSON", { json: { a: [1, null, "é"] } }, '{"a":[1,null,"é"]}', "application/json"],
      ["null as JSON", { json: null }, "null", "application/json"],
      ["false as JSON", { json: false }, "false", "application/json"],
      [
        "a form",
        { form: { a: "x y&z", n: 1, gone: undefined, "l[]": [1, 2], o: { k: true } } },
        "a=x+y%26z&n=1&l%5B%5D=1&l%5B%5D=2&o%5Bk%5D=true",
        "application/x-www-form-urlencoded"
      ],
      ["text", { text: "é\r\n" }, "é\r\n", "text/plain"],
      ["text of a type", { text: "a,b", contentType: "text/csv" }, "a,b", "text/csv"],
      ["empty text", { text: "" }, "", "text/plain"]
    ]
    it.live.each(bodies)("%s", ([, body, expected, type]) =>
      withServer(
        inTurn({ status: 204 }),
        (server) =>
          Effect.gen(function* () {
            yield* request({ method: "POST", path: "/x", ...body })
            assert.strictEqual(server.received[0]!.body, expected)
            assert.strictEqual(server.received[0]!.headers["content-type"], type)
          }),
        { door }
      )
    )

    it.live("headers, but none that replaces or duplicates the credentials or the body's type", () =>
      withServer(
        inTurn(json({})),
        (server) =>
          Effect.gen(function* () {
            yield* request({
              method: "POST",
              path: "/x",
              query: { api_key: "mine" },
              headers: {
                "X-Idempotency": "é 1",
                Accept: "text/csv",
                Authorization: "mine",
                authorization: "mine too",
                "Content-Type": "text/plain"
              },
              json: {}
            })
            const [{ headers, query }] = server.received as [FaultServer.Received]
            assert.strictEqual(headers["x-idempotency"], "é 1")
            assert.strictEqual(headers["accept"], "text/csv")
            assert.strictEqual(headers["authorization"], "token-of-acme")
            assert.strictEqual(headers["content-type"], "application/json")
            assert.deepStrictEqual(query.getAll("api_key"), ["key-of-acme"])
          }),
        { door }
      )
    )
  })

  const answers: ReadonlyArray<readonly [string, FaultServer.Answer, unknown]> = [
    ["JSON", json({ a: [1] }), { a: [1] }],
    ["JSON of no type", { status: 201, body: '"x"' }, "x"],
    ["null", json(null), null],
    ["text", { body: "a,b\n1,2", headers: { "content-type": "text/csv" } }, "a,b\n1,2"],
    ["JSON that breaks off", { body: '{"a":', headers: { "content-type": "application/json" } }, '{"a":'],
    ["nothing", { status: 204 }, undefined],
    ["white space", { body: " \n" }, undefined]
  ]
  it.live.each(answers)("a raw request reads %s", ([, answer, expected]) =>
    withServer(
      inTurn(answer),
      () =>
        Effect.gen(function* () {
          const { body, status, value } = yield* request({ method: "GET", path: "/x" })
          assert.deepStrictEqual([value, body, status], [expected, expected, answer.status ?? 200])
        }),
      { door }
    )
  )

  it.live("interrupting a raw request closes its socket", () =>
    withServer(
      inTurn("hang"),
      (server) =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(request({ method: "POST", path: "/x", text: "a" }))
          yield* until(() => server.received.length === 1)
          yield* Fiber.interrupt(fiber)
          yield* Effect.promise(() => server.received[0]!.closed)
        }),
      { door }
    )
  )

  it.live(
    "Rule 8: its span is named after the method, and has no path template; spans, errors and log lines have no secret",
    () =>
      Effect.scoped(
        Effect.gen(function* () {
          const [token, key] = ["Hd7Qx+/Wv3Kp", "Qy5Jn+/Bm8Tz"]
          const echo = `${token} ${key} ${encodeURIComponent(token)} ${encodeURIComponent(key)}`
          const server = yield* FaultServer.start(inTurn(json({ message: echo }, 503), json({ message: echo }, 403)))
          const [exit, found] = yield* exported(
            Effect.gen(function* () {
              const exit = yield* Effect.exit(
                request({ method: "GET", path: `/people/${encodeURIComponent(token)}`, query: { q: key } })
              )
              if (Exit.isFailure(exit)) yield* Effect.logError("failed", exit.cause, Cause.squash(exit.cause))
              return exit
            }).pipe(Effect.provide(door.layer(server.url, { token, key, retry: fast })))
          )
          if (Exit.isSuccess(exit)) return assert.fail("succeeded")
          const span = found.spans.find(({ kind }) => kind === 3)!
          assert.strictEqual(span.name, "GET")
          assert.notProperty(span.attributes, "url.template")
          assert.deepInclude(span.attributes, {
            "salesbridge.operation": "request",
            "http.request.method": "GET",
            "url.full": `${server.url}/people/<redacted>?q=<redacted>&api_key=REDACTED`
          })
          for (const { attributes } of found.durations!.histogram.dataPoints) {
            assert.notProperty(attributes, "url.template")
            assert.notInclude(JSON.stringify(attributes), "people")
          }
          const error = Cause.squash(exit.cause)
          for (const text of [
            found.raw,
            Cause.pretty(exit.cause),
            inspect(error, { depth: Infinity, showHidden: true })
          ]) {
            for (const needle of ["Hd7Qx", "Wv3Kp", "Qy5Jn", "Bm8Tz"]) assert.notInclude(text, needle)
          }
        })
      )
  )
})

describe("the errors of a raw request", () => {
  it.live("are the vendor's common ones, with reason and details", () =>
    withServer(
      inTurn(json({ message: "not you" }, 403), json({}, 418)),
      () =>
        Effect.gen(function* () {
          const known = yield* failure(request({ method: "GET", path: "/x" }))
          assert.instanceOf(known, Acme.NoAccess)
          assert.deepInclude({ ...known }, { reason: "not you", operation: "request", vendor: "acme" } as object)
          const unknown = yield* failure(request({ method: "GET", path: "/x" }))
          assert.deepInclude({ ...unknown }, { _tag: "UnexpectedStatus", status: 418, body: "{}" })
        }),
      once
    )
  )

  it("and have these types", () => {
    expectTypeOf(request({ method: "GET", path: "/x" })).toEqualTypeOf<
      Effect.Effect<
        DecodedResponse<unknown>,
        FailureOf<Acme.InvalidToken | Acme.NoAccess | Acme.TooManyRequests>,
        Acme.Acme
      >
    >()
  })
})

describe("Rule 5: the method of a raw request determines whether it is retried", () => {
  it.live.each([
    ["GET", undefined, 2],
    ["PUT", undefined, 2],
    ["DELETE", undefined, 2],
    ["POST", undefined, 1],
    ["PATCH", undefined, 1],
    ["POST", "safe", 2],
    ["GET", "unsafe", 1]
  ] as const)("after a 503: %s, with safety %s, %d times", ([method, safety, times]) =>
    withServer(
      inTurn(json({}, 503), json({})),
      (server) =>
        Effect.gen(function* () {
          yield* Effect.exit(request({ method, path: "/x", ...(safety === undefined ? {} : { safety }) }))
          assert.strictEqual(server.received.length, times)
        }),
      { retry: fast }
    )
  )

  it.effect("and its options take precedence over the layer's", () =>
    withServer(
      inTurn(json({}, 503), "hang"),
      (server) =>
        Effect.gen(function* () {
          yield* Effect.exit(request({ method: "GET", path: "/x" }, { retry: false }))
          assert.strictEqual(server.received.length, 1)
          const bounded = request({ method: "GET", path: "/x" }, { ...once, timeout: { attempt: 50 } })
          const error = yield* outlasted(bounded, () => server.received.length === 2, 50)
          assert.strictEqual(error._tag, "RequestTimeout")
        }),
      { retry: fast }
    )
  )
})

describe("Rule 7: a raw request takes its units of the quota", () => {
  const costly = Operation.declare(Acme.definition, Acme.Acme, {
    cost: ({ per_page }) => Math.ceil(Number(per_page ?? 100) / 100)
  })
  const every = { quota: { limits: [{ limit: 20, window: "2 seconds", burst: 1 }] } } as const

  /** How long the request waits that follows one of a single unit. */
  const waited = (second: Effect.Effect<unknown, unknown, Acme.Acme>) =>
    Effect.suspend(() => {
      const went: Array<number> = []
      return withServer(
        inTurn(json({})),
        () =>
          Effect.gen(function* () {
            yield* costly.request({ method: "GET", path: "/x" })
            yield* advancing(second)
            return went[1]! - went[0]!
          }),
        { ...every, transport: noting(went) }
      )
    })

  // A unit takes about 102 ms.
  it.effect("as its query determines", () =>
    Effect.map(waited(costly.request({ method: "GET", path: "/x", query: { per_page: 400 } })), (millis) =>
      assert.isAtLeast(millis, 400)
    )
  )
  it.effect("as its own `cost`, which takes precedence", () =>
    Effect.map(waited(costly.request({ method: "GET", path: "/x", query: { per_page: 1000 }, cost: 2 })), (millis) =>
      assert.isTrue(millis >= 180 && millis < 600, `${millis} ms`)
    )
  )
  it.effect("like any operation of the vendor", () =>
    Effect.map(
      waited(
        costly.get("/x", {
          id: "x",
          source: "X",
          query: { per_page: Schema.optional(Schema.Int) },
          success: Schema.Unknown
        })({ per_page: 400 })
      ),
      (millis) => assert.isAtLeast(millis, 400)
    )
  )
  it.live("or holds back the others after a 429", () =>
    withServer(
      inTurn(json({}, 429, { "retry-after": "0.3" }), json({})),
      (server) =>
        Effect.gen(function* () {
          const start = yield* Clock.currentTimeMillis
          yield* Effect.exit(request({ method: "GET", path: "/x" }))
          yield* Acme.deleteWidget({ id: "w" })
          assert.isAtLeast((yield* Clock.currentTimeMillis) - start, 290)
          assert.strictEqual(server.received.length, 2)
        }),
      once
    )
  )
  it.live.each([Number.NaN, -1, Number.POSITIVE_INFINITY])("but not %d of them", (cost) =>
    withServer(inTurn(json({})), (server) =>
      Effect.gen(function* () {
        for (const given of [{ cost }, { query: { per_page: cost === -1 ? -900 : String(cost) } }]) {
          const error = yield* failure(costly.request({ method: "GET", path: "/x", ...given }))
          assert.deepInclude({ ...error }, { _tag: "InvalidInput" })
        }
        assert.strictEqual(server.received.length, 0)
      })
    )
  )
})

describe("a request to another server or with invalid parts is InvalidInput, and nothing is sent", () => {
  const refused = (given: Partial<RawRequest>, place: string) =>
    withServer(inTurn(json({})), (server) =>
      Effect.gen(function* () {
        const elsewhere = yield* FaultServer.start(inTurn(json({})))
        const text = (value: unknown) =>
          JSON.parse(
            JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? null : inner)).replaceAll(
              "evil.example",
              `127.0.0.1:${elsewhere.port}`
            )
          ) as Partial<RawRequest>
        const path = given.path === undefined ? {} : text({ path: given.path })
        const error = yield* failure(request({ method: "POST", path: "/x", ...given, ...path }))
        if (error._tag !== "InvalidInput") return assert.fail(error._tag)
        assert.deepStrictEqual(
          error.issues.map((issue) => issue.path),
          [place]
        )
        assert.strictEqual(server.received.length + elsewhere.received.length, 0)
      })
    )

  it.live.each([
    "",
    "x",
    "?a=b",
    "http://evil.example",
    "http://evil.example/x",
    "//evil.example",
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "@evil.example",
    ":80@evil.example/",
    ".evil.example",
    " /x",
    "\n//evil.example",
    "/\t/evil.example",
    "/a?b",
    "/a#b",
    "/a b",
    "/a\\..\\b",
    "/a\r\nx: y",
    "/é",
    "/{id}",
    "/..",
    "/../x",
    "/a/../x",
    "/a/..",
    "/./x",
    "/a/.",
    "/%2e%2e/x",
    "/.%2E/x",
    "/a/%2e",
    "/100%",
    "/%zz"
  ])("the path %j", (path) => refused({ path }, "path"))

  it.live.each(["x y", "x:", "", "x\r\ny", "é"])("the header name %j", (name) =>
    refused({ headers: { [name]: "v" } }, "headers")
  )
  it.live.each(["a\r\nauthorization: b", "a\nb", "a\rb", "a\u0000b", "a\u007Fb", "→"])("the header value %j", (value) =>
    refused({ headers: { "x-a": value } }, "headers.x-a")
  )
  it.live.each(["Host", "content-length", "Transfer-Encoding", "connection", "upgrade", "expect"])(
    "the header %s, which is the transport's",
    (name) => refused({ headers: { [name]: "1" } }, `headers.${name}`)
  )
  it.live("a content type of several lines", () =>
    refused({ text: "a", contentType: "text/plain\r\nx-a: b" }, "contentType")
  )
  it.live.each([1n, () => 1, Symbol("s")])("a body that JSON cannot represent: %s", (value) =>
    refused({ json: value }, "json")
  )
  it.live("a circular body", () => {
    const circle: Record<string, unknown> = {}
    circle["circle"] = circle
    return refused({ json: circle }, "json")
  })
  it.live("two bodies", () => refused({ json: {}, text: "" }, "text"))
  it.live("a body of a GET request", () => refused({ method: "GET", form: {} }, "form"))
  it.live.each(["", "SAFE", "unknown"])("the safety %j", (safety) => refused({ safety: safety as "safe" }, "safety"))
  it.live("a server that the vendor does not have", () => refused({ server: "constructor" }, "server"))
})

it.live("a raw request goes to the server that it names", () =>
  withServer(inTurn(json({})), (server) =>
    Effect.gen(function* () {
      const vendor = { ...Acme.definition, servers: { default: "http://acme.invalid", other: server.url } }
      const other = Operation.declare(vendor, Acme.Acme).request
      yield* other({ method: "GET", path: "/x", server: "other" }).pipe(
        Effect.provide(Acme.layer(undefined as never, { ...once, vendor }))
      )
      assert.strictEqual(server.received.length, 1)
    })
  )
)

it.live("a raw request waits for the time in Retry-After", () =>
  withServer(
    inTurn(json({}, 429, { "retry-after": "7" })),
    () =>
      Effect.gen(function* () {
        const error = yield* failure(request({ method: "GET", path: "/x" }))
        assert.strictEqual(Duration.toSeconds(error.retryAfter!), 7)
      }),
    once
  )
)
