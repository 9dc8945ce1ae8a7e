import { assert, describe, it } from "@effect/vitest"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import * as Schema from "effect/Schema"
import { inspect } from "node:util"
import * as Acme from "../test/Acme.ts"
import { exported } from "../test/Collector.ts"
import * as FaultServer from "../test/FaultServer.ts"
import { transports } from "../test/doors.ts"
import { failure, outlasted } from "../test/run.ts"
import * as Credentials from "./Credentials.ts"
import * as Operation from "./Declare.ts"
import type * as Vendor from "./Vendor.ts"

const { inTurn, json } = FaultServer
const ok = json(Acme.widget)
const get = Acme.getWidget({ id: "w1" })
const post = Acme.createWidget({ name: "n" })
const fast = Schedule.spaced("5 millis").pipe(Schedule.upTo({ times: 3 }))

/** A source that counts its tokens, `token-1` first, and keeps what was asked of it. */
const counting = () => {
  const asked: Array<string> = []
  let count = 1
  const source: Credentials.Source = {
    account: "account-1",
    get: Effect.sync(() => {
      asked.push("get")
      return Redacted.make(`token-${count}`)
    }),
    renew: (refused) =>
      Effect.sync(() => {
        asked.push(`renew ${Redacted.value(refused)}`)
        if (Redacted.value(refused) === `token-${count}`) count++
        return Redacted.make(`token-${count}`)
      })
  }
  return { asked, source }
}

const no = (message: string, cause?: unknown) => Effect.fail(new Credentials.SourceError({ message, cause }))

const against = <A, E>(
  script: FaultServer.Script,
  source: Credentials.Source,
  use: (server: FaultServer.FaultServer) => Effect.Effect<A, E, Acme.Acme>,
  options: Vendor.Options = {}
) =>
  Effect.scoped(
    Effect.flatMap(FaultServer.start(script), (server) =>
      use(server).pipe(
        Effect.provide(Acme.sourced(server.url, source, options)),
        Effect.provide(NodeHttpClient.layerUndici)
      )
    )
  )

const sent = ({ received }: FaultServer.FaultServer) => received.map(({ headers }) => headers["authorization"])

describe("a source of credentials", () => {
  it.live("is called before every attempt, and its value is sent after the scheme", () => {
    const { asked, source } = counting()
    return against(
      inTurn(json({}, 503), json({}, 503), ok),
      source,
      (server) =>
        Effect.gen(function* () {
          yield* get
          assert.deepStrictEqual(asked, ["get", "get", "get"])
          assert.deepStrictEqual(
            sent(server),
            Array.from({ length: 3 }, () => "Bearer token-1")
          )
        }),
      { retry: fast }
    )
  })

  it.live.each([
    ["a safe call", get],
    ["an unsafe call", post],
    ["a raw request", Acme.request({ method: "POST", path: "/widgets", json: {} })]
  ] as const)("gives %s another value after a 401, also without retry", ([, call]) => {
    const { asked, source } = counting()
    return against(inTurn(json({}, 401), ok), source, (server) =>
      Effect.gen(function* () {
        yield* call as Effect.Effect<unknown, unknown, Acme.Acme>
        assert.deepStrictEqual(asked, ["get", "renew token-1"])
        assert.deepStrictEqual(sent(server), ["Bearer token-1", "Bearer token-2"])
        assert.strictEqual(server.received[0]!.body, server.received[1]!.body)
      })
    )
  })

  it.live("is called again only once: a second 401 is the vendor's error and not retried", () => {
    const { asked, source } = counting()
    return against(
      inTurn(json({ message: "not you" }, 401)),
      source,
      (server) =>
        Effect.gen(function* () {
          const error = yield* failure(get)
          assert.deepInclude({ ...error }, { _tag: "InvalidToken", status: 401, reason: "not you" } as object)
          assert.deepStrictEqual(asked, ["get", "renew token-1"])
          assert.strictEqual(server.received.length, 2)
        }),
      { retry: fast }
    )
  })

  it.live.each([400, 403, 404, 418, 429, 500, 503])("is not called for another value after a %d", (status) => {
    const { asked, source } = counting()
    return against(inTurn(json({}, status)), source, () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* failure(get)).status, status)
        assert.deepStrictEqual(asked, ["get"])
      })
    )
  })

  it.live("is not called for invalid input, or by an operation without credentials", () => {
    const { asked, source } = counting()
    return against(inTurn(ok), source, (server) =>
      Effect.gen(function* () {
        const none = Operation.declare(Acme.definition, Acme.Acme).get("/x", {
          id: "none",
          source: "None",
          success: Schema.Unknown,
          credentials: []
        })
        assert.strictEqual((yield* failure(Acme.getWidget({ id: "" })))._tag, "InvalidInput")
        yield* none()
        assert.deepStrictEqual(sent(server), [undefined])
        assert.deepStrictEqual(asked, [])
      })
    )
  })

  it.live.each([
    ["get", { get: no("the chain of token-0 is broken", new Error("invalid_grant")) }, []],
    ["renew", { renew: () => no("the chain of token-0 is broken", new Error("invalid_grant")) }, ["Bearer token-1"]]
  ] as const)("that fails to %s is CredentialsUnavailable, which is not sent again", ([, broken, expected]) =>
    against(
      inTurn(json({}, 401)),
      { ...counting().source, ...broken },
      (server) =>
        Effect.gen(function* () {
          const error = yield* failure(post)
          if (error._tag !== "CredentialsUnavailable") return assert.fail(error._tag)
          assert.strictEqual(error.category, "Unauthorized")
          assert.strictEqual(error.reason, "the chain of token-0 is broken")
          assert.strictEqual(
            error.message,
            "acme createWidget: there are no valid credentials: the chain of token-0 is broken"
          )
          assert.strictEqual(error.cause?.message, "invalid_grant")
          assert.deepStrictEqual(sent(server), [...expected])
        }),
      { retry: fast }
    )
  )

  it.effect.each(["get", "renew"] as const)("that hangs in %s is bounded by the call's timeout", (step) => {
    let reached = false
    const hanging = Effect.andThen(
      Effect.sync(() => (reached = true)),
      Effect.never
    )
    return against(
      inTurn(json({}, 401)),
      { ...counting().source, ...(step === "get" ? { get: hanging } : { renew: () => hanging }) },
      () =>
        Effect.gen(function* () {
          const error = yield* outlasted(get, () => reached, "1 hour")
          assert.deepInclude({ ...error }, { _tag: "RequestTimeout", bound: "total" })
        }),
      { timeout: { attempt: "2 hours", total: "1 hour" } }
    )
  })

  it.live("serves 20 concurrent calls, all of which continue with the newer value", () => {
    const { asked, source } = counting()
    return against(
      ({ headers }) => (headers["authorization"] === "Bearer token-1" ? json({}, 401) : ok),
      source,
      (server) =>
        Effect.gen(function* () {
          yield* Effect.forEach(Array.from({ length: 20 }), () => post, { concurrency: "unbounded", discard: true })
          assert.strictEqual(
            server.received.filter(({ headers }) => headers["authorization"] === "Bearer token-2").length,
            20
          )
          assert.isAtMost(server.received.length, 40)
          assert.isTrue(asked.every((_) => _ === "get" || _ === "renew token-1"))
        })
    )
  })

  it.live("takes a share of the quota for the second request as well", () => {
    const { source } = counting()
    return against(
      inTurn(json({}, 401), ok),
      source,
      (server) =>
        Effect.gen(function* () {
          yield* get
          assert.isAtLeast(server.received[1]!.at - server.received[0]!.at, 250)
        }),
      { quota: { limits: [{ limit: 2, window: "600 millis" }] } }
    )
  })
})

describe.each(transports)("over %s", (_, transport) => {
  it.live("Rule 8: neither a new token nor earlier ones are shown, wherever the vendor repeats them", () =>
    Effect.scoped(
      Effect.gen(function* () {
        // Letters that no spelling changes.
        const tokens = ["Qx1+/Aa", "Qx2+/Bb", "Qx3+/Cc"]
        const echo = tokens.flatMap((token) => [token, `Bearer ${token}`, encodeURIComponent(token)]).join(" | ")
        let asked = 0
        const next = Effect.sync(() => Redacted.make(tokens[asked++ % 3]!))
        const source = { account: "account-1", get: next, renew: () => next }
        const server = yield* FaultServer.start(
          inTurn(
            json({ message: echo }, 401),
            json({ message: echo }, 503, { "x-request-id": tokens[0]! }),
            json({ message: echo }, 404, { "x-request-id": tokens[0]! })
          )
        )
        const [exit, found] = yield* exported(
          Effect.gen(function* () {
            const exit = yield* Effect.exit(get)
            if (Exit.isFailure(exit)) yield* Effect.logError("failed", exit.cause, Cause.squash(exit.cause))
            yield* Effect.log(inspect(yield* Acme.Acme, { depth: Infinity }))
            return exit
          }).pipe(Effect.provide(Acme.sourced(server.url, source, { retry: fast })), Effect.provide(transport))
        )
        assert.deepStrictEqual(sent(server), ["Bearer Qx1+/Aa", "Bearer Qx2+/Bb", "Bearer Qx3+/Cc"])
        if (Exit.isSuccess(exit)) return assert.fail("succeeded")
        const error = Cause.squash(exit.cause) as { readonly reason: string; readonly requestId: string }
        assert.strictEqual(error.requestId, "<redacted>")
        assert.include(error.reason, "<redacted> | Bearer <redacted>")
        for (const text of [found.raw, inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error)]) {
          for (const needle of ["Qx1", "Qx2", "Qx3"]) assert.notInclude(text, needle)
        }
      })
    )
  )

  it.live("Rule 8: they are not shown in a query or in a source's error", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const server = yield* FaultServer.start(inTurn(json({}, 401)))
        const source: Credentials.Source = {
          account: "account-1",
          get: Effect.succeed(Redacted.make("Qx1+/Aa")),
          renew: () => no("Qx1+/Aa has ended", new Error("no Qx1+/Aa"))
        }
        const vendor = { ...Acme.definition, credentials: { token: { in: "query", name: "access_token" } } } as const
        const [error, found] = yield* exported(
          failure(get).pipe(
            Effect.provide(Acme.withCredentials(vendor, { token: source }, { baseUrl: server.url })),
            Effect.provide(transport)
          )
        )
        assert.strictEqual(server.received[0]!.query.get("access_token"), "Qx1+/Aa")
        assert.deepInclude({ ...error }, { _tag: "CredentialsUnavailable", reason: "<redacted> has ended" } as object)
        for (const text of [found.raw, inspect(error, { depth: Infinity, showHidden: true })]) {
          assert.notInclude(text, "Qx1")
        }
        assert.match(String(found.spans[0]!.attributes["url.full"]), /\?access_token=REDACTED$/)
      })
    )
  )
})
