/** OAuth with Salesloft. Access tokens last two hours. Each refresh token can be used once. */
import { OAuth as Core, type TokenStore } from "@salesbridge/core"
import type * as Redacted from "effect/Redacted"

/** An application that is registered with Salesloft, and the store of its tokens for one team. */
export interface Options extends Pick<Core.Options, "clientId" | "clientSecret" | "account" | "margin" | "timeout"> {
  readonly clientSecret: Redacted.Redacted
  /** `TokenStore.memory`, `TokenStore.file` or `TokenStore.redis` of core, or your own. */
  readonly store: TokenStore.TokenStore
  /** An origin that replaces `https://accounts.salesloft.com`. */
  readonly baseUrl?: string | undefined
}

/**
 * The tokens of one team, as an `accessToken` for `Salesloft.layer`. They are refreshed a minute before they expire,
 * and when Salesloft answers 401. One call and one process refresh at a time, and the new pair is stored before it is
 * used.
 *
 * ```ts
 * const tokens = yield* OAuth.make({ clientId, clientSecret, store: yield* TokenStore.file("salesloft.json") })
 * const layer = Salesloft.layer({ accessToken: tokens })
 * ```
 *
 * To store the first tokens, use `authorizationUrl` and `exchangeCode` of the result.
 */
export const make = ({ baseUrl = "https://accounts.salesloft.com", ...options }: Options) =>
  Core.make({ ...options, authorizeUrl: `${baseUrl}/oauth/authorize`, tokenUrl: `${baseUrl}/oauth/token` })
