/** The responses of an authorization server to token requests. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Json from "./Json.ts"
import * as ResponseBody from "./ResponseBody.ts"
import type { Tokens } from "./TokenStore.ts"

/** The maximum size of a body, both as received and once decompressed. Tokens take a few kilobytes. */
const limit = 1024 * 1024

/** A response, as far as it could be read. */
export type TokenResponse =
  | { readonly _tag: "Tokens"; readonly tokens: Tokens }
  /** The server refuses. `problem` is its description in the standard's fields, if there is one. It may have secrets. */
  | { readonly _tag: "Refused"; readonly status: number; readonly problem: string | undefined }
  /** The server reports success, but the response cannot be used. */
  | {
      readonly _tag: "Unreadable"
      readonly status: number
      readonly reason: string
      /** The body as received: it may contain tokens. */
      readonly bytes: Uint8Array
    }

/** Reads a response. `refreshToken` remains valid if the server sends no other. */
export const read = (response: HttpClientResponse.HttpClientResponse, refreshToken: string | undefined) =>
  Effect.gen(function* () {
    const { status } = response
    const { bytes, text, undecoded, whole } = yield* ResponseBody.readKept(response, limit)
    const now = yield* Clock.currentTimeMillis
    const json = Json.parse(text)
    const body = Result.isSuccess(json) ? json.success : undefined
    const isSuccess = status >= 200 && status < 300
    const tokens = isSuccess ? tokensOf(body, now, refreshToken) : undefined
    if (tokens !== undefined) return tokenResponse({ _tag: "Tokens", tokens })
    const problem = problemIn(body)
    if (!isSuccess || problem !== undefined) return tokenResponse({ _tag: "Refused", status, problem })
    const reason = () => {
      if (bytes.length > limit) return `the body is larger than ${limit} bytes`
      if (undecoded !== undefined) return `the body is compressed as ${undecoded}, which cannot be decompressed`
      if (!whole) return `the body is larger than ${limit} bytes once decompressed`
      return Result.isFailure(json) ? `the body ${json.failure}` : "the body has no access_token"
    }
    return tokenResponse({ _tag: "Unreadable", status, reason: reason(), bytes })
  })

const tokenResponse = (value: TokenResponse): TokenResponse => value

/** The tokens in a response. A server that does not rotate refresh tokens sends none, and the old one remains valid. */
const tokensOf = (body: unknown, now: number, refreshToken: string | undefined): Tokens | undefined => {
  if (!Predicate.isObject(body)) return undefined
  const { access_token, expires_in, refresh_token } = body as Readonly<Record<string, unknown>>
  if (typeof access_token !== "string" || access_token === "") return undefined
  const next = typeof refresh_token === "string" && refresh_token !== "" ? refresh_token : refreshToken
  const lifetime = typeof expires_in === "string" ? Number.parseFloat(expires_in) : expires_in
  return {
    accessToken: Redacted.make(access_token),
    refreshToken: next === undefined ? undefined : Redacted.make(next),
    // If the lifetime is unknown, the token is used until a call gets a 401.
    expiresAt: typeof lifetime === "number" && Number.isFinite(lifetime) ? now + lifetime * 1000 : undefined
  }
}

/** The server's error description, from the standard's fields. */
const problemIn = (body: unknown): string | undefined => {
  if (!Predicate.isObject(body)) return undefined
  const { error, error_description } = body as Readonly<Record<string, unknown>>
  const said = [error, error_description].filter((_) => typeof _ === "string" && _ !== "").join(", ")
  return said === "" ? undefined : said
}
