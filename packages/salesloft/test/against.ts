/** Makes calls against a server with this response, and returns what arrived. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { type Options, Salesloft } from "../src/index.ts"

export const salesloft = (baseUrl: string, options?: Partial<Options>) =>
  Salesloft.layer({ accessToken: Redacted.make("secret-token"), baseUrl, quota: { limits: [] }, ...options }).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )

export const against = <A, E>(
  answer: Recorder.Answer | ((request: Recorder.Received, index: number) => Recorder.Answer),
  calls: Effect.Effect<A, E, Salesloft>,
  options?: Partial<Options>
) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(typeof answer === "function" ? answer : () => answer)
      const exit = yield* Effect.result(Effect.provide(calls, salesloft(url, options)))
      return { exit, received }
    })
  )

/** The result of a call: its value, or the error as a plain object. */
export const outcome = (exit: Result.Result<unknown, unknown>): unknown =>
  Result.isSuccess(exit) ? exit.success : exit.failure

/** The error of a call that failed. */
export const failure = (exit: Result.Result<unknown, unknown>) =>
  (Result.isFailure(exit) ? exit.failure : {}) as Readonly<Record<string, unknown>>

/** A received request in one line: method, path and query, decoded. */
export const line = ({ method, pairs, path }: Recorder.Received): string => {
  const query = pairs.map(([name, value]) => `${name}=${value}`).join("&")
  return `${method} ${path}${query === "" ? "" : `?${query}`}`
}
