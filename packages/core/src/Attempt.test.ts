import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import { TestClock } from "effect/testing"
import * as Acme from "../test/Acme.ts"
import { tierDoors } from "../test/doors.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import { failure, once, until, withServer } from "../test/run.ts"
import { statusMatrix } from "../test/statusMatrix.ts"

const get = Acme.getWidget({ id: "w1" })

describe.each(tierDoors)("over $name", { concurrent: true }, (door) => {
  const options = { ...once, door }

  describe("Rule 1: the status alone picks the error class", () => {
    statusMatrix({ catalog: Acme.catalog, layer: (url) => door.layer(url), transport: FetchHttpClient.layer })

    it.live("even if the body is cut off: the part that arrived is kept", () =>
      withServer(
        inTurn({ status: 422, body: JSON.stringify({ message: "x".repeat(1000) }), cutAfter: 200 }),
        (server) =>
          Effect.gen(function* () {
            const error = yield* failure(Acme.createWidget({ name: "n" }))
            assert.instanceOf(error, Acme.WidgetInvalid)
            assert.strictEqual(error.body, JSON.stringify({ message: "x".repeat(1000) }).slice(0, 200))
            assert.strictEqual(error.details, undefined)
            assert.strictEqual(server.received.length, 1)
          }),
        options
      )
    )

    it.live("`reason` is the vendor's message", () =>
      withServer(
        inTurn(json({ message: "The name is taken" }, 409, { "x-trace": "t-9" })),
        () =>
          Effect.gen(function* () {
            const error = yield* failure(Acme.createWidget({ name: "n" }))
            assert.instanceOf(error, Acme.WidgetExists)
            assert.strictEqual(error.reason, "The name is taken")
            assert.deepStrictEqual(error.details, { message: "The name is taken" })
            assert.strictEqual(error.requestId, "t-9")
            assert.strictEqual(
              error.message,
              "acme createWidget: 409 There is such a widget already (The name is taken)"
            )
          }),
        options
      )
    )

    it.live("a body is kept to 2 KiB of whole characters", () =>
      withServer(
        inTurn({ status: 404, body: `a${"é".repeat(5000)}` }),
        () =>
          Effect.gen(function* () {
            const error = yield* failure(get)
            assert.instanceOf(error, Acme.WidgetNotFound)
            assert.strictEqual(error.body, `a${"é".repeat(1023)}`)
          }),
        options
      )
    )

    it.live("a 200 that reports a failure is the documented error", () =>
      withServer(
        inTurn(json({ ok: false, message: "Not today" })),
        () =>
          Effect.gen(function* () {
            const error = yield* failure(Acme.createWidget({ name: "n" }))
            assert.instanceOf(error, Acme.SaidNo)
            assert.deepInclude({ ...error }, { status: 200, category: "Conflict", reason: "Not today" })
          }),
        options
      )
    )
  })

  describe("Rule 2: an undeclared status has a common class, or is UnexpectedStatus", () => {
    it.live.each([
      [400, "Invalid", "UnexpectedStatus"],
      [402, "Unexpected", "UnexpectedStatus"],
      [405, "Unexpected", "UnexpectedStatus"],
      [408, "Timeout", "UnexpectedStatus"],
      [409, "Conflict", "Conflict"],
      [410, "NotFound", "UnexpectedStatus"],
      [418, "Unexpected", "UnexpectedStatus"],
      [422, "Invalid", "ValidationFailed"],
      [501, "Server", "ServerError"],
      [502, "Server", "BadGateway"],
      [503, "Server", "ServiceUnavailable"],
      [504, "Server", "GatewayTimeout"],
      [599, "Server", "ServerError"],
      [302, "Unexpected", "UnexpectedStatus"],
      [304, "Unexpected", "UnexpectedStatus"]
    ] as const)("%s is of category %s: %s", ([status, category, tag]) =>
      withServer(
        inTurn({ status, headers: { "x-request-id": "r1" }, body: status === 304 ? "" : "what is this?" }),
        () =>
          Effect.gen(function* () {
            const error = yield* failure(get)
            assert.strictEqual(error._tag, tag)
            assert.deepInclude(
              { ...error },
              { vendor: "acme", operation: "getWidget", status, category, requestId: "r1" }
            )
          }),
        options
      )
    )

    it.live("a redirect is UnexpectedStatus: credentials are not sent to another server", () =>
      withServer(
        inTurn({ status: 307, headers: { location: "/elsewhere" } }, json(Acme.widget)),
        (server) =>
          Effect.gen(function* () {
            const error = yield* failure(Acme.createWidget({ name: "n" }))
            assert.deepInclude({ ...error }, { _tag: "UnexpectedStatus", status: 307 })
            assert.strictEqual(server.received.length, 1)
          }),
        options
      )
    )
  })

  describe("Rule 2: a 2xx body that does not decode is UnexpectedResponse with the path of the first mismatch", () => {
    it.live.each([
      [{ ...Acme.widget, name: 7 }, "name"],
      [{ ...Acme.widget, parts: [{ size: 1 }, { size: "2" }] }, "parts[1].size"],
      [{ ...Acme.widget, labels: { "a b": "x" } }, `labels["a b"]`],
      [{ id: "w1" }, "name"],
      [[], ""],
      [null, ""],
      ["text", ""]
    ] as const)("%j differs at %s", ([body, path]) =>
      withServer(
        inTurn(json(body)),
        () =>
          Effect.gen(function* () {
            const error = yield* failure(get)
            if (error._tag !== "UnexpectedResponse") return assert.fail(error._tag)
            assert.strictEqual(error.path, path)
            assert.notStrictEqual(error.problem, "")
            assert.isFalse(error.empty)
          }),
        options
      )
    )
  })

  describe("Rule 3: additions of a vendor are accepted", () => {
    it.live("unknown fields", () =>
      withServer(
        inTurn(json({ ...Acme.widget, colour: "blue" })),
        () => Effect.map(get, (widget) => assert.deepStrictEqual<unknown>(widget, Acme.widget)),
        options
      )
    )
  })

  describe("valid bodies in an unusual form", () => {
    it.live("a byte order mark before the JSON", () =>
      withServer(
        inTurn({ body: `\uFEFF${JSON.stringify(Acme.widget)}` }),
        () => Effect.map(get, (widget) => assert.strictEqual(widget.name, "left-handed")),
        options
      )
    )

    it.live("a byte order mark before an error's JSON", () =>
      withServer(
        inTurn({ status: 404, body: `\uFEFF{"message":"gone"}` }),
        () =>
          Effect.gen(function* () {
            const error = yield* failure(get)
            assert.deepInclude({ ...error }, { _tag: "WidgetNotFound", reason: "gone" })
          }),
        options
      )
    )

    it.live("1 MB of JSON in several chunks", () =>
      withServer(
        inTurn({
          body: JSON.stringify({ items: Array.from({ length: 16_000 }, () => Acme.widget) }),
          drip: { bytes: 200_000, every: 2 }
        }),
        () => Effect.map(Acme.listWidgets(), ({ items }) => assert.strictEqual(items.length, 16_000)),
        options
      )
    )

    it.live("no content, if that represents a value", () =>
      withServer(
        inTurn({ status: 204 }),
        () => Effect.map(Acme.touchWidget({ id: "w1" }), (value) => assert.deepStrictEqual(value, { ok: true })),
        options
      )
    )

    it.live.each([204, 200])("%s without a body, if none is declared", (status) =>
      withServer(
        inTurn({ status }),
        () => Effect.map(Acme.deleteWidget({ id: "w1" }), (value) => assert.isUndefined(value)),
        options
      )
    )

    it.live("the response of a value: status, headers, request id", () =>
      withServer(
        inTurn(json(Acme.widget, 201, { "x-request-id": "r-7", "x-left": "3" })),
        () =>
          Effect.gen(function* () {
            const answer = yield* Acme.createWidget.withResponse({ name: "n" })
            assert.strictEqual(answer.value.name, "left-handed")
            assert.strictEqual(answer.status, 201)
            assert.strictEqual(answer.requestId, "r-7")
            assert.strictEqual(answer.headers["x-left"], "3")
          }),
        options
      )
    )
  })
})

it.effect("Rule 1: the body of an error is waited for no longer than two seconds", () =>
  Effect.gen(function* () {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => (pulled++ === 0 ? controller.enqueue(new TextEncoder().encode("No such w")) : undefined)
    })
    const transport = HttpClient.make((request) =>
      Effect.succeed(HttpClientResponse.fromWeb(request, new Response(endless, { status: 404 })))
    )
    const fiber = yield* Effect.forkChild(
      failure(get).pipe(
        Effect.provide(Acme.layer("http://acme.example.com", once)),
        Effect.provideService(HttpClient.HttpClient, transport)
      )
    )
    yield* until(() => pulled > 1)
    yield* TestClock.adjust("1999 millis")
    assert.isUndefined(fiber.pollUnsafe())
    yield* TestClock.adjust("1 millis")
    const error = yield* Fiber.join(fiber)
    assert.instanceOf(error, Acme.WidgetNotFound)
    assert.strictEqual(error.body, "No such w")
  })
)

it.live("redirects are not followed over a fetch that has its own options, which it keeps", () => {
  const asked: Array<RequestInit | undefined> = []
  const fetch: typeof globalThis.fetch = async (_, init) => {
    asked.push(init)
    return Response.json(Acme.widget)
  }
  const transport = FetchHttpClient.layer.pipe(
    Layer.provide(Layer.succeed(FetchHttpClient.RequestInit, { redirect: "follow", credentials: "include" })),
    Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch))
  )
  return Effect.gen(function* () {
    yield* Acme.getWidget({ id: "w1" }).pipe(
      Effect.provide(Layer.provide(Acme.layer("http://acme.invalid"), transport))
    )
    assert.deepInclude(asked[0], { redirect: "manual", credentials: "include" })
  })
})
