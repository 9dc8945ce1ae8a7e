/** Makes calls against a server with this response, and returns what arrived. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { against as makeAgainst, type Recorder } from "@salesbridge/core/testing"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { type Options, Salesloft } from "../src/index.ts"

export const salesloft = (baseUrl: string, options?: Partial<Options>) =>
  Salesloft.layer({ accessToken: Redacted.make("secret-token"), baseUrl, quota: { limits: [] }, ...options }).pipe(
    Layer.provide(NodeHttpClient.layerUndici)
  )

export const against = makeAgainst(salesloft)

/** A received request in one line: method, path and query, decoded. */
export const line = ({ method, pairs, path }: Recorder.Received): string => {
  const query = pairs.map(([name, value]) => `${name}=${value}`).join("&")
  return `${method} ${path}${query === "" ? "" : `?${query}`}`
}
