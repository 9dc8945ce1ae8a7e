/** What an authorization server answers when it is asked for tokens. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Predicate from "effect/Predicate"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Excerpt from "./Excerpt.ts"
import * as Json from "./Json.ts"
import * as ResponseBody from "./ResponseBody.ts"
import type { Tokens } from "./TokenStore.ts"

/** Tokens take a few kilobytes; so many bytes are read, and so many decompressed. */
const limit = 1024 * 1024

/** An answer, as far as it could be read. */
export type TokenAnswer =
  | { readonly _tag: "Tokens"; readonly tokens: Tokens }
  /** The server says no, in the standard's fields where it says why. */
  | { readonly _tag: "Refused"; readonly status: number; readonly described: string }
  /** The server says yes, and what it gives cannot be used. */
  | {
      readonly _tag: "Unreadable"
      readonly status: number
      readonly reason: string
      /** The body as it came: there may be tokens in it. */
      readonly bytes: Uint8Array
    }

/** `refreshToken` stays where the server sends no other. */
export const read = (response: HttpClientResponse.HttpClientResponse, refreshToken: string | undefined) =>
  Effect.gen(function* () {
    const { status } = response
    const { bytes, text, undecoded, whole } = yield* ResponseBody.readKept(response, limit)
    const now = yield* Clock.currentTimeMillis
    const json = Json.parse(text)
    const body = Result.isSuccess(json) ? json.success : undefined
    const isYes = status >= 200 && status < 300
    const tokens = isYes ? tokensOf(body, now, refreshToken) : undefined
    if (tokens !== undefined) return answer({ _tag: "Tokens", tokens })
    const described = problemIn(body)
    if (!isYes || described !== undefined) {
      return answer({
        _tag: "Refused",
        status,
        described: described === undefined ? " without tokens" : `: ${described}`
      })
    }
    const reason = () => {
      if (bytes.length > limit) return `the body is larger than ${limit} bytes`
      if (undecoded !== undefined) return `the body's compression, ${undecoded}, cannot be undone`
      if (!whole) return `the body is larger than ${limit} bytes once decompressed`
      return Result.isFailure(json) ? `the body ${json.failure}` : "the body has no access_token"
    }
    return answer({ _tag: "Unreadable", status, reason: reason(), bytes })
  })

const answer = (value: TokenAnswer): TokenAnswer => value

/** The tokens of an answer; a server that does not rotate refresh tokens sends none, and the old one stays. */
const tokensOf = (body: unknown, now: number, refreshToken: string | undefined): Tokens | undefined => {
  if (!Predicate.isObject(body)) return undefined
  const { access_token, expires_in, refresh_token } = body as Readonly<Record<string, unknown>>
  if (typeof access_token !== "string" || access_token === "") return undefined
  const next = typeof refresh_token === "string" && refresh_token !== "" ? refresh_token : refreshToken
  const lifetime = typeof expires_in === "string" ? Number.parseFloat(expires_in) : expires_in
  return {
    accessToken: Redacted.make(access_token),
    refreshToken: next === undefined ? undefined : Redacted.make(next),
    // Without a number the server's 401 tells.
    expiresAt: typeof lifetime === "number" && Number.isFinite(lifetime) ? now + lifetime * 1000 : undefined
  }
}

/** What the server says, in the standard's fields. */
const problemIn = (body: unknown): string | undefined => {
  if (!Predicate.isObject(body)) return undefined
  const { error, error_description } = body as Readonly<Record<string, unknown>>
  const said = [error, error_description].filter((_) => typeof _ === "string" && _ !== "").join(", ")
  return said === "" ? undefined : Excerpt.ofProblem(said)
}
