/** Helpers that the tests share. */
import { NodeHttpClient } from "@effect/platform-node"
import { assert } from "@effect/vitest"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import { TestClock } from "effect/testing"
import type { Vendor } from "../src/index.ts"
import * as Acme from "./Acme.ts"
import type { Door } from "./doors.ts"
import * as FaultServer from "./FaultServer.ts"

const undici = NodeHttpClient.layerUndici

export type Options = Parameters<typeof Acme.layer>[1]

/** Runs with a server that follows this script. */
export const withServer = <A, E>(
  script: FaultServer.Script,
  use: (server: FaultServer.FaultServer) => Effect.Effect<A, E, Acme.Acme | HttpClient.HttpClient | Scope.Scope>,
  options: Options & { readonly door?: Door; readonly transport?: Layer.Layer<HttpClient.HttpClient> } = {}
): Effect.Effect<A, E> => {
  const { door = { layer: Acme.layer }, transport = undici, ...rest } = options
  return Effect.scoped(
    Effect.flatMap(FaultServer.start(script), (server) =>
      use(server).pipe(Effect.provide(door.layer(server.url, rest)), Effect.provide(transport))
    )
  )
}

/** The failure of a call, which must not be a defect. */
export const failure = <A, E, R>(call: Effect.Effect<A, E, R>): Effect.Effect<E, never, R> =>
  Effect.map(Effect.exit(call), (exit) => {
    if (Exit.isSuccess(exit)) assert.fail(`succeeded with ${JSON.stringify(exit.value)}`)
    const error = Exit.findErrorOption(exit)
    if (error._tag === "None") assert.fail(Cause.pretty(exit.cause))
    return error.value
  })

/** Options of a layer without retries. */
export const once = { retry: false } as const satisfies Vendor.Options

/** Waits, in real time, for a server or a transport. */
export const until = (condition: () => boolean): Effect.Effect<void> =>
  Effect.promise(async () => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2))
  })

/** The failure of a call after the test's clock has advanced this far, following a real event. */
export const outlasted = <A, E, R>(
  call: Effect.Effect<A, E, R>,
  happened: () => boolean,
  time: Duration.Input
): Effect.Effect<E, never, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(failure(call))
    yield* until(happened)
    yield* TestClock.adjust(time)
    return yield* Fiber.join(fiber)
  })

/** Advances the test's clock, a second at a time, until a real event has happened. */
export const elapseUntil = (condition: () => boolean): Effect.Effect<void> =>
  Effect.gen(function* () {
    while (!condition()) {
      yield* TestClock.adjust("1 second")
      yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 1)))
    }
  })

/** Runs with a test's clock that advances by itself, while sockets and servers use real time. */
export const advancing = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(effect)
    while (fiber.pollUnsafe() === undefined) {
      yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 2)))
      yield* TestClock.adjust("10 millis")
    }
    return yield* Fiber.join(fiber)
  })

/** The transport, with a record of when each request is sent, by Effect's clock. */
export const noting = (
  went: Array<number>,
  transport: Layer.Layer<HttpClient.HttpClient> = undici
): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(
      HttpClient.HttpClient,
      HttpClient.mapRequestEffect((request) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          went.push(now)
          return request
        })
      )
    )
  ).pipe(Layer.provide(transport))
