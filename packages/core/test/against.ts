/** Makes a vendor's calls against a server of the test's own. */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import { type Answer, type Received, start } from "./Recorder.ts"

/** Makes calls against a server with this answer. Returns their result and the requests that the server received. */
export interface Against<Client, Options> {
  <A, E>(
    answer: Answer | ((request: Received, index: number) => Answer),
    calls: Effect.Effect<A, E, Client>,
    options?: Partial<Options>
  ): Effect.Effect<{ readonly exit: Result.Result<A, E>; readonly received: ReadonlyArray<Received> }>
}

/** Such a function for the clients of this layer. */
export const against =
  <Client, Options>(
    layer: (baseUrl: string, options?: Partial<Options>) => Layer.Layer<Client>
  ): Against<Client, Options> =>
  (answer, calls, options) =>
    Effect.scoped(
      Effect.gen(function* () {
        const { received, url } = yield* start(typeof answer === "function" ? answer : () => answer)
        const exit = yield* Effect.result(Effect.provide(calls, layer(url, options)))
        return { exit, received }
      })
    )

/** The result of a call: its value, or its error. */
export const outcome = (exit: Result.Result<unknown, unknown>): unknown =>
  Result.isSuccess(exit) ? exit.success : exit.failure

/** The error of a call that failed. */
export const failure = (exit: Result.Result<unknown, unknown>) =>
  (Result.isFailure(exit) ? exit.failure : {}) as Readonly<Record<string, unknown>>
