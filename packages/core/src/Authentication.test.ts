import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Acme from "../test/Acme.ts"
import { doors, open } from "../test/doors.ts"
import { inTurn, json, start } from "../test/FaultServer.ts"
import { failure } from "../test/run.ts"

const retry = false

describe.each(doors)("over $name", (door) => {
  it.live.each(["\n", "\r\n", " ", "\t", "\u00A0", "\uFEFF"])(
    "a key that ends in %j is sent without this character",
    (blank) =>
      Effect.gen(function* () {
        const server = yield* start(inTurn(json({ message: "abc-token is not known, nor abc-key" }, 401)))
        const calls = open(door, server.url, { retry, token: `${blank}abc-token${blank}`, key: `abc-key${blank}` })
        const error = yield* failure(calls.getWidget({ id: "w1" }))
        assert.strictEqual(server.received[0]!.headers["authorization"], "abc-token")
        assert.strictEqual(server.received[0]!.query.get("api_key"), "abc-key")
        // And what travels is what is never shown.
        assert.strictEqual(error._tag, "InvalidToken")
        assert.notMatch(JSON.stringify({ ...error, text: error.message, stack: error.stack }), /abc-(token|key)/)
      }).pipe(Effect.scoped)
  )

  it.live.each([
    ["abc\ndef", /`token` cannot be sent in a header/],
    ["10€", /`token` cannot be sent in a header/],
    ["abc\u0000", /`token` cannot be sent in a header/],
    [" \n", /`token` is empty/],
    [String(Number.NaN), /`token` is not a number/]
  ] as const)("a token %j is CredentialsUnavailable, and nothing is tried", ([token, problem]) =>
    Effect.gen(function* () {
      const server = yield* start(inTurn(json(Acme.widget)))
      const error = yield* failure(open(door, server.url, { token }).getWidget({ id: "w1" }))
      assert.strictEqual(error._tag, "CredentialsUnavailable")
      assert.match(error.message, problem)
      assert.notInclude(error.message, token)
      assert.strictEqual(server.received.length, 0)
    }).pipe(Effect.scoped)
  )

  it.live.each([
    [{ "x-note": "10€" }, "headers.x-note"],
    [{ "x-note": "a\nb" }, "headers.x-note"],
    [{ "a b": "c" }, "headers"]
  ] as const)("headers %j of a request are InvalidInput, and nothing is tried", ([headers, path]) =>
    Effect.gen(function* () {
      const server = yield* start(inTurn(json(Acme.widget)))
      const error = yield* failure(
        open(door, server.url).request({ method: "GET", path: "/any", headers: headers as {} })
      )
      if (error._tag !== "InvalidInput") return assert.fail(error._tag)
      assert.strictEqual((error as { issues?: ReadonlyArray<{ path: string }> }).issues?.[0]?.path, path)
      assert.strictEqual(server.received.length, 0)
    }).pipe(Effect.scoped)
  )

  it.live.each(["NO METHOD", "post", "Patch", "HEAD", "OPTIONS", "constructor"])(
    "the method %s is InvalidInput",
    (text) =>
      Effect.gen(function* () {
        const server = yield* start(inTurn(json({}, 502)))
        const calls = open(door, server.url)
        const method = text as "POST"
        assert.strictEqual((yield* failure(calls.request({ method, path: "/any", json: {} })))._tag, "InvalidInput")
        const error = yield* failure(calls.createWidget({ name: "n" }, { override: { method } }))
        assert.strictEqual(error._tag, "InvalidInput")
        assert.strictEqual(server.received.length, 0)
      }).pipe(Effect.scoped)
  )

  it.live("a call with a body that is overridden to GET is InvalidInput", () =>
    Effect.gen(function* () {
      const server = yield* start(inTurn(json(Acme.widget)))
      const override = { method: "GET" } as const
      const error = yield* failure(open(door, server.url).createWidget({ name: "n" }, { override }))
      assert.strictEqual(error._tag, "InvalidInput")
      assert.include(error.message, "override.method: Expected a method other than GET, because the call has a body")
      assert.strictEqual(server.received.length, 0)
    }).pipe(Effect.scoped)
  )

  it.live("an empty list is InvalidInput instead of a call without its filter", () =>
    Effect.gen(function* () {
      const server = yield* start(inTurn(json({ items: [] })))
      const calls = open(door, server.url)
      for (const call of [
        calls.listWidgets({ "ids[]": [] }),
        calls.request({ method: "GET", path: "/widgets", query: { "ids[]": [] } }),
        calls.request({ method: "GET", path: "/widgets", query: { filter: { ids: [] } } })
      ]) {
        assert.strictEqual((yield* failure<unknown, { readonly _tag: string }, never>(call))._tag, "InvalidInput")
      }
      assert.strictEqual(server.received.length, 0)
    }).pipe(Effect.scoped)
  )

  it.live("integers beyond 2^53 are not rounded: refused if a number is declared, otherwise strings of digits", () =>
    Effect.gen(function* () {
      const big = "9007199254740993"
      const body = `{"id":"w1","name":"n","parts":[{"size":${big}}],"note":"12345678901234567890","safe":9007199254740991}`
      const server = yield* start(inTurn({ headers: { "content-type": "application/json" }, body }))
      const calls = open(door, server.url, { retry })
      const error = yield* failure(calls.getWidget({ id: "w1" }))
      assert.deepInclude({ ...error }, { _tag: "UnexpectedResponse", path: "parts[0].size" } as object)
      const { value } = yield* calls.request({ method: "GET", path: "/any" })
      assert.deepInclude(value as object, {
        parts: [{ size: big }],
        note: "12345678901234567890",
        safe: 9007199254740991
      })
    }).pipe(Effect.scoped)
  )

  it.live("a circular query, or one that throws, is InvalidInput and not a defect", () =>
    Effect.gen(function* () {
      const server = yield* start(inTurn(json(Acme.widget)))
      const calls = open(door, server.url)
      const circle: Record<string, unknown> = {}
      circle["again"] = circle
      const throwing = {
        get field(): string {
          throw new Error("not now")
        }
      }
      for (const query of [circle, throwing]) {
        const error = yield* failure(calls.request({ method: "GET", path: "/any", query: query as {} }))
        assert.strictEqual(error._tag, "InvalidInput")
      }
      assert.strictEqual(server.received.length, 0)
    }).pipe(Effect.scoped)
  )
})

describe("a source of tokens", () => {
  it.live.each([
    ["token-7\n", "Bearer token-7"],
    ["a\nb", undefined]
  ] as const)("that gives %j", ([given, sent]) =>
    Effect.gen(function* () {
      const server = yield* start(inTurn(json(Acme.widget)))
      const token = Effect.succeed(Redacted.make(given))
      const layer = Acme.sourced(server.url, { account: "a", get: token, renew: () => token })
      const exit = yield* Effect.result(Effect.provide(Acme.getWidget({ id: "w1" }), layer)).pipe(
        Effect.provide(NodeHttpClient.layerUndici)
      )
      assert.strictEqual(server.received[0]?.headers["authorization"], sent)
      assert.strictEqual(exit._tag, sent === undefined ? "Failure" : "Success")
    }).pipe(Effect.scoped)
  )
})
