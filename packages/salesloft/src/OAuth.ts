/** OAuth with Salesloft: tokens that last two hours, and refresh tokens of which each is good for one use. */
import { OAuth as Core, type TokenStore } from "@salesbridge/core"
import type * as Redacted from "effect/Redacted"

/** An application that is registered with Salesloft, and where its tokens for one team are kept. */
export interface Options extends Pick<Core.Options, "clientId" | "clientSecret" | "account" | "margin" | "timeout"> {
  readonly clientSecret: Redacted.Redacted
  /** `TokenStore.memory`, `TokenStore.file` or `TokenStore.redis` of core, or one of your own. */
  readonly store: TokenStore.TokenStore
  /** An origin that stands for `https://accounts.salesloft.com`. */
  readonly baseUrl?: string | undefined
}

/**
 * The tokens of one team, as an `accessToken` for `Salesloft.layer`. They are refreshed a minute before they end, and when
 * Salesloft answers 401, by one call and one process at a time; the new pair is stored before it is used.
 *
 * ```ts
 * const tokens = yield* OAuth.make({ clientId, clientSecret, store: yield* TokenStore.file("salesloft.json") })
 * const layer = Salesloft.layer({ accessToken: tokens })
 * ```
 *
 * `authorizationUrl` and `exchangeCode` of the result bring the first tokens into the store.
 */
export const make = ({ baseUrl = "https://accounts.salesloft.com", ...options }: Options) =>
  Core.make({ ...options, authorizeUrl: `${baseUrl}/oauth/authorize`, tokenUrl: `${baseUrl}/oauth/token` })
