import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Acme from "../test/Acme.ts"
import { tierDoors } from "../test/doors.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import { advancing, failure, once, until, withServer } from "../test/run.ts"
import type { Hooks } from "./Hooks.ts"

const ok = json(Acme.widget, 200, { "x-request-id": "r-2" })
const get = Acme.getWidget({ id: "w1" })

type Told = readonly [hook: string, event: Readonly<Record<string, unknown>>]

/** Hooks that note what they are told. */
const noting = (told: Array<Told>) => {
  const note = (hook: string) => (event: object) => void told.push([hook, { ...event }])
  const names = ["onRequest", "onResponse", "onRetry", "onWait"] as const
  return Object.fromEntries(names.map((name) => [name, note(name)])) as Required<Hooks>
}

/** All but the times, and the tags of failures. */
const essence = (told: ReadonlyArray<Told>) =>
  told.map(([hook, { failure, millis, url, ...event }]) => {
    assert.isTrue(millis === undefined || (millis as number) >= 0)
    const tag = (failure as { readonly _tag: string } | undefined)?._tag
    return [
      hook,
      { ...event, ...(tag && { failure: tag }), ...(url !== undefined && { url: new URL(String(url)).search }) }
    ]
  })

describe.each(tierDoors)("over $name", (door) => {
  it.effect("hooks are called for each attempt, its end, each retry and each wait", () =>
    Effect.suspend(() => {
      const told: Array<Told> = []
      const call = { vendor: "acme", operation: "getWidget" }
      const sent = { ...call, method: "GET", url: "?api_key=REDACTED" }
      return withServer(
        inTurn(json({ message: "no" }, 500, { "x-request-id": "r-1" }), "reset", ok),
        () =>
          Effect.gen(function* () {
            yield* advancing(get)
            assert.deepStrictEqual<unknown>(essence(told), [
              ["onRequest", { ...sent, attempt: 1 }],
              ["onResponse", { ...sent, attempt: 1, status: 500, requestId: "r-1", failure: "Broken" }],
              ["onRetry", { ...call, resend: 1, failure: "Broken" }],
              ["onWait", { ...call, reason: "retry", failure: "Broken" }],
              ["onRequest", { ...sent, attempt: 2 }],
              ["onResponse", { ...sent, attempt: 2, status: undefined, requestId: undefined, failure: "NetworkError" }],
              ["onRetry", { ...call, resend: 2, failure: "NetworkError" }],
              ["onWait", { ...call, reason: "retry", failure: "NetworkError" }],
              ["onRequest", { ...sent, attempt: 3 }],
              ["onResponse", { ...sent, attempt: 3, status: 200, requestId: "r-2" }]
            ])
          }),
        { door, ...noting(told) }
      )
    })
  )

  it.effect("the hooks of a call come before those of its layer, and an error of a hook is ignored", () =>
    Effect.suspend(() => {
      const told: Array<Told> = []
      const others: Array<Told> = []
      const throwing = () => {
        throw new Error("not now")
      }
      const rejecting = () => Promise.reject(new Error("not now"))
      return withServer(
        inTurn(json({}, 500), ok),
        () =>
          Effect.gen(function* () {
            const { onRequest } = noting(told)
            yield* advancing(Acme.getWidget({ id: "w1" }, { onRequest, onResponse: rejecting, onRetry: throwing }))
            assert.deepStrictEqual(
              told.map(([hook, { attempt }]) => [hook, attempt]),
              [
                ["onRequest", 1],
                ["onRequest", 2]
              ]
            )
            assert.deepStrictEqual(
              others.map(([hook]) => hook),
              ["onWait"]
            )
          }),
        { door, ...noting(others) }
      )
    })
  )

  it.effect("no hook is called for a call that sends nothing, and an interrupted attempt ends", () =>
    Effect.suspend(() => {
      const told: Array<Told> = []
      return withServer(
        inTurn("hang"),
        (server) =>
          Effect.gen(function* () {
            yield* failure(Acme.getWidget({ id: "x".repeat(64) }))
            assert.deepStrictEqual(told, [])
            const fiber = yield* Effect.forkChild(get)
            yield* until(() => server.received.length === 1)
            yield* Fiber.interrupt(fiber)
            yield* Effect.promise(() => server.received[0]!.closed)
            assert.deepStrictEqual(
              told.map(([hook, { failure, status }]) => [hook, status, failure]),
              [
                ["onRequest", undefined, undefined],
                ["onResponse", undefined, undefined]
              ]
            )
          }),
        { door, ...once, ...noting(told) }
      )
    })
  )
})
