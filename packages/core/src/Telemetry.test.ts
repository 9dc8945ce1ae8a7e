import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import * as Acme from "../test/Acme.ts"
import { exported } from "../test/Collector.ts"
import * as FaultServer from "../test/FaultServer.ts"
import { until } from "../test/run.ts"
import { transports } from "../test/doors.ts"
import * as Telemetry from "./Telemetry.ts"

const { inTurn, json } = FaultServer
const ok = json(Acme.widget)
const client = 3
const okStatus = 1
const errorStatus = 2

describe.each(transports)("over %s: OpenTelemetry's conventions for HTTP clients", (_, transport) => {
  const run = (script: FaultServer.Script, call: Effect.Effect<unknown, unknown, Acme.Acme>, options: object = {}) =>
    Effect.scoped(
      Effect.gen(function* () {
        const server = yield* FaultServer.start(script)
        const [, found] = yield* exported(
          Effect.exit(call).pipe(Effect.provide(Acme.layer(server.url, options)), Effect.provide(transport))
        )
        return { server, ...found }
      })
    )

  it.live("a call is one span of kind client", () =>
    Effect.gen(function* () {
      const { server, spans } = yield* run(inTurn(ok), Acme.getWidget({ id: "a b" }))
      assert.strictEqual(spans.length, 1)
      const [span] = spans
      assert.strictEqual(span!.name, "GET /widgets/{id}")
      assert.strictEqual(span!.kind, client)
      assert.strictEqual(span!.status.code, okStatus)
      assert.deepStrictEqual(span!.attributes, {
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "url.full": `${server.url}/widgets/a%20b?api_key=REDACTED`,
        "url.scheme": "http",
        "url.template": "/widgets/{id}",
        "server.address": "127.0.0.1",
        "server.port": server.port,
        "salesbridge.vendor": "acme",
        "salesbridge.operation": "getWidget"
      })
      assert.deepStrictEqual(span!.events, [])
    })
  )

  it.live("within the span of its caller", () =>
    Effect.gen(function* () {
      const { spans } = yield* run(inTurn(ok), Effect.withSpan(Acme.getWidget({ id: "w" }), "caller"))
      const [inner, outer] = [spans.find((_) => _.kind === client)!, spans.find((_) => _.name === "caller")!]
      assert.strictEqual(spans.length, 2)
      assert.strictEqual(inner.traceId, outer.traceId)
    })
  )

  it.live("the span of a failed call has error.type and an error status", () =>
    Effect.gen(function* () {
      const { spans } = yield* run(inTurn(json({ message: "gone" }, 404)), Acme.getWidget({ id: "w" }))
      assert.strictEqual(spans.length, 1)
      const [span] = spans
      assert.strictEqual(span!.status.code, errorStatus)
      assert.strictEqual(span!.status.message, "acme getWidget: 404 There is no such widget (gone)")
      assert.deepInclude(span!.attributes, {
        "http.response.status_code": 404,
        "error.type": "404",
        "salesbridge.category": "NotFound"
      })
      assert.deepStrictEqual(
        span!.events.map(({ name }) => name),
        ["exception"]
      )
    })
  )

  it.live.each([
    ["reset", "NetworkError"],
    ["hang", "RequestTimeout"],
    [{ ...ok, body: "{}" }, "UnexpectedResponse"]
  ] as const)("error.type is the class where no status says it: %j", ([reply, type]) =>
    Effect.gen(function* () {
      const { durations, spans } = yield* run(inTurn(reply), Acme.getWidget({ id: "w" }), {
        retry: false,
        timeout: { attempt: reply === "hang" ? "80 millis" : "30 seconds" }
      })
      assert.strictEqual(spans[0]!.attributes["error.type"], type)
      assert.strictEqual(durations!.histogram.dataPoints[0]!.attributes["error.type"], type)
    })
  )

  it.live("a retried call is one span too, with the number of retries", () =>
    Effect.gen(function* () {
      const { durations, logs, server, spans } = yield* run(
        inTurn(json({}, 500), json({}, 502), ok),
        Acme.getWidget({ id: "w" }),
        { retry: Schedule.recurs(3) }
      )
      assert.strictEqual(server.received.length, 3)
      assert.strictEqual(spans.length, 1)
      assert.deepInclude(spans[0]!.attributes, {
        "http.request.resend_count": 2,
        "http.response.status_code": 200
      })
      assert.notProperty(spans[0]!.attributes, "error.type")
      assert.strictEqual(spans[0]!.status.code, okStatus)
      const retries = spans[0]!.events.filter(({ name }) => name === "salesbridge.retry")
      assert.deepStrictEqual(
        retries.map(({ attributes }) => attributes["error.type"]),
        ["Broken", "BadGateway"]
      )
      assert.include(logs, "acme getWidget: 500 Something broke. Sending again in")
      const statuses = durations!.histogram.dataPoints.map((_) => _.attributes["http.response.status_code"])
      assert.sameMembers(statuses as Array<unknown>, ["500", "502", "200"])
    })
  )

  it.live("error.type is that of the last attempt", () =>
    Effect.gen(function* () {
      const { spans } = yield* run(inTurn(json({}, 500), "reset"), Acme.getWidget({ id: "w" }), {
        retry: Schedule.recurs(1)
      })
      assert.strictEqual(spans[0]!.attributes["error.type"], "NetworkError")
    })
  )

  it.live("the span of an interrupted call ends too", () =>
    Effect.gen(function* () {
      let arrived = false
      const call = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Acme.getWidget({ id: "w" }))
        yield* until(() => arrived)
        yield* Fiber.interrupt(fiber)
      })
      const hang = () => {
        arrived = true
        return "hang" as const
      }
      const { spans } = yield* run(hang, call)
      assert.strictEqual(spans.length, 1)
      assert.notStrictEqual(spans[0]!.status.code, errorStatus)
    })
  )

  it.live("http.client.request.duration counts every attempt, in seconds", () =>
    Effect.gen(function* () {
      const { durations, server } = yield* run(
        inTurn({ ...ok, after: 60 }, ok, json({}, 404)),
        Effect.forEach([1, 2, 3], () => Effect.exit(Acme.getWidget({ id: "w" })))
      )
      assert.strictEqual(durations!.unit, "s")
      assert.strictEqual(durations!.description, "Duration of HTTP client requests.")
      const points = durations!.histogram.dataPoints
      const [success, notFound] = ["200", "404"].map((status) =>
        points.find((_) => _.attributes["http.response.status_code"] === status)!
      )
      assert.strictEqual(points.length, 2)
      assert.strictEqual(Number(success!.count), 2)
      assert.isAbove(success!.sum, 0.05)
      // Were it milliseconds, it would be more than 50.
      assert.isBelow(success!.sum, 50)
      assert.deepStrictEqual(
        success!.explicitBounds,
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]
      )
      assert.deepInclude(success!.attributes, {
        "http.request.method": "GET",
        "url.template": "/widgets/{id}",
        "url.scheme": "http",
        "server.address": "127.0.0.1",
        "server.port": String(server.port)
      })
      assert.notProperty(success!.attributes, "error.type")
      assert.strictEqual(notFound!.attributes["error.type"], "404")
      assert.notProperty(success!.attributes, "url.full")
    })
  )
})

describe("the parts of an origin", () => {
  it.each([
    ["https://api.acme.com", "api.acme.com", 443, "https"],
    ["http://localhost:4010/prefix", "localhost", 4010, "http"],
    ["http://[::1]:80", "::1", 80, "http"]
  ] as const)("%s", (origin, address, port, scheme) => {
    assert.deepStrictEqual(Telemetry.server(origin), {
      "server.address": address,
      "server.port": port,
      "url.scheme": scheme
    })
  })

  it.each(["", "nonsense", "http://", "ftp://host"])("none of %j", (origin) =>
    assert.deepStrictEqual(Telemetry.server(origin), {})
  )
})
