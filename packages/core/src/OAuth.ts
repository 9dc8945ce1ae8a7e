/**
 * OAuth 2 access tokens for clients that outlive them. A token is refreshed before it expires, and when the vendor
 * refuses it. Only one process and one call refresh at a time, and each new pair of tokens is stored before it is used.
 *
 * Some vendors rotate refresh tokens: each can be used once. If the response to a refresh never arrives, the new token
 * is lost, and a person must authorize the application again. No client can prevent this.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import { type Source, SourceError } from "./Credentials.ts"
import * as Redaction from "./Redaction.ts"
import * as Setting from "./Setting.ts"
import * as TokenChain from "./TokenChain.ts"
import * as TokenRequest from "./TokenRequest.ts"
import type { TokenStore } from "./TokenStore.ts"

/** A vendor's authorization server. */
export interface Server {
  readonly authorizeUrl: string
  readonly tokenUrl: string
}

/** A registered application, and the store of its tokens for one account. */
export interface Options extends Server {
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
  readonly store: TokenStore
  /**
   * The name of this account in whatever several clients share, such as a quota. Default: `clientId`, so set it if one
   * application serves several accounts.
   */
  readonly account?: string | undefined
  /**
   * How long before its expiry a token is refreshed. It must be shorter than the lifetime of a token. Default: 1
   * minute.
   */
  readonly margin?: Duration.Input | undefined
  /** The time limit for one response of the authorization server. Default: 15 seconds. */
  readonly timeout?: Duration.Input | undefined
}

/** The tokens of one account: a source of credentials, and the authorization that issues the first tokens. */
export interface OAuth extends Source {
  /** The URL where a person authorizes the application. `state` comes back with the code; compare it. */
  readonly authorizationUrl: (options: {
    readonly redirectUri: string
    readonly state: string
    readonly scope?: string | undefined
  }) => string
  /** Exchanges the returned code for the first tokens, and stores them. */
  readonly exchangeCode: (options: {
    readonly code: Redacted.Redacted | string
    readonly redirectUri: string
    /** A value that was returned with the code, such as Salesloft's `context`. It is sent unchanged. */
    readonly context?: string | undefined
    readonly scope?: string | undefined
  }) => Effect.Effect<void, SourceError>
}

/** The tokens of one account. The same value can serve any number of layers. */
export const make = (options: Options): Effect.Effect<OAuth, never, HttpClient.HttpClient> =>
  Effect.map(HttpClient.HttpClient, (client) => {
    const { clientId, clientSecret, store, tokenUrl } = options
    Setting.orThrow([...Setting.duration("margin", options.margin), ...Setting.duration("timeout", options.timeout)])
    const margin = Duration.toMillis(Duration.fromInputUnsafe(options.margin ?? "1 minute"))
    const timeout = Duration.fromInputUnsafe(options.timeout ?? "15 seconds")
    const redact = Redaction.growing([clientSecret])
    const fail = (message: string, cause?: unknown) => {
      const shown = Redaction.redactCause(cause, redact)
      return new SourceError({ message: redact(message), ...(shown === undefined ? {} : { cause: shown }) })
    }
    const ask = TokenRequest.make(client, { tokenUrl, clientId, clientSecret, store, redact, timeout }, fail)
    const chain = TokenChain.make({ ask, fail, margin, redact, store })
    const refresh = single(chain.newerThan)

    const get = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const tokens = yield* chain.current
      if (TokenChain.isFresh(tokens, now, margin)) return tokens.accessToken
      return yield* Effect.matchEffect(refresh(tokens), {
        // Within the margin, the old token is still valid.
        onFailure: (error) =>
          TokenChain.isFresh(tokens, now, 0) ? Effect.succeed(tokens.accessToken) : Effect.fail(error),
        onSuccess: ({ accessToken }) => Effect.succeed(accessToken)
      })
    })

    return {
      account: options.account ?? clientId,
      get,
      renew: (refused) =>
        Effect.suspend(() => {
          const current = chain.inMemory()
          // Another call has renewed it in the meantime.
          if (current !== undefined && Redacted.value(current.accessToken) !== Redacted.value(refused)) return get
          return Effect.map(refresh(current), (_) => _.accessToken)
        }),
      authorizationUrl: (parameters) => authorizationUrl(options, parameters),
      exchangeCode: ({ code, context, redirectUri, scope }) =>
        Effect.suspend(() => {
          const secret = Redacted.isRedacted(code) ? code : Redacted.make(code)
          redact.learn(secret)
          const optional = { ...(context !== undefined && { context }), ...(scope !== undefined && { scope }) }
          const fields = { code: Redacted.value(secret), redirect_uri: redirectUri, ...optional }
          return ask({ grant_type: "authorization_code", ...fields }).pipe(
            Effect.flatMap(chain.begin),
            Effect.uninterruptible
          )
        })
    }
  })

const authorizationUrl = (
  { authorizeUrl, clientId }: Options,
  { redirectUri, scope, state }: Parameters<OAuth["authorizationUrl"]>[0]
): string => {
  const url = new URL(authorizeUrl)
  url.searchParams.set("client_id", clientId)
  url.searchParams.set("redirect_uri", redirectUri)
  url.searchParams.set("response_type", "code")
  url.searchParams.set("state", state)
  if (scope !== undefined) url.searchParams.set("scope", scope)
  return url.href
}

/**
 * Concurrent callers share one run. An interruption of a caller does not stop it, because its result must be stored.
 */
const single = <I, A, E>(run: (input: I) => Effect.Effect<A, E>): ((input: I) => Effect.Effect<A, E>) => {
  let running: Fiber.Fiber<A, E> | undefined
  const ended = Effect.sync(() => {
    running = undefined
  })
  return (input) =>
    Effect.suspend(() => {
      if (running !== undefined) return Fiber.join(running)
      return Effect.flatMap(Effect.forkDetach(Effect.ensuring(run(input), ended)), (fiber) => {
        // It may have ended already.
        if (fiber.pollUnsafe() === undefined) running = fiber
        return Fiber.join(fiber)
      })
    })
}
