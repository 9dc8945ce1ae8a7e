/**
 * OAuth 2 access tokens for a client that lives longer than they do: refreshed before they end and when the vendor
 * refuses one, by one process and one call at a time, each new pair stored before it is used.
 *
 * Vendors that rotate refresh tokens give each of them one use. A refresh whose answer never arrives loses the chain, and
 * a person has to authorize again; nothing but the vendor can change that.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schedule from "effect/Schedule"
import { type Source, SourceError } from "./Credentials.ts"
import * as Redaction from "./Redaction.ts"
import * as TokenAnswer from "./TokenAnswer.ts"
import type { Tokens, TokenStore } from "./TokenStore.ts"

/** A vendor's authorization server. */
export interface Server {
  readonly authorizeUrl: string
  readonly tokenUrl: string
}

/** A registered application, and where its tokens for one account are kept. */
export interface Options extends Server {
  readonly clientId: string
  readonly clientSecret: Redacted.Redacted
  readonly store: TokenStore
  /** Names the account for what its clients share, such as the quota. Default: the client's id. */
  readonly account?: string | undefined
  /** How long before its end a token is refreshed; shorter than tokens live. Default: 1 minute. */
  readonly margin?: Duration.Input | undefined
  /** How long the authorization server may take for one answer. Default: 15 seconds. */
  readonly timeout?: Duration.Input | undefined
}

/** The tokens of one account: a source of credentials, and what begins its chain of tokens. */
export interface OAuth extends Source {
  /** Where a person is sent to let the application in. `state` comes back with the code, and must be compared. */
  readonly authorizationUrl: (options: {
    readonly redirectUri: string
    readonly state: string
    readonly scope?: string | undefined
  }) => string
  /** Trades the code that came back for the first tokens, and stores them. */
  readonly exchangeCode: (options: {
    readonly code: Redacted.Redacted | string
    readonly redirectUri: string
    /** What came back beside the code, such as Salesloft's `context`; sent as it is. */
    readonly context?: string | undefined
    readonly scope?: string | undefined
  }) => Effect.Effect<void, SourceError>
}

/** fetch would carry the secret to whatever host a redirect names; other transports follow none. */
const followNoRedirect = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(Effect.serviceOption(FetchHttpClient.RequestInit), (init) =>
    Effect.provideService(effect, FetchHttpClient.RequestInit, { ...Option.getOrUndefined(init), redirect: "manual" })
  )

/** Shorter than a store's lock is held. */
const longest = Duration.seconds(45)

/** The tokens of one account. The same value serves any number of layers. */
export const make = (options: Options): Effect.Effect<OAuth, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    // The transport's own span would record more than is wanted.
    const client = HttpClient.transform(yield* HttpClient.HttpClient, (response) =>
      response.pipe(
        Effect.provideService(HttpClient.TracerDisabledWhen, () => true),
        followNoRedirect
      )
    )
    const { clientId, clientSecret, store } = options
    const margin = Duration.toMillis(Duration.fromInputUnsafe(options.margin ?? "1 minute"))
    const timeout = Duration.fromInputUnsafe(options.timeout ?? "15 seconds")
    const redact = Redaction.growing([clientSecret])
    let current: Tokens | undefined
    /** New tokens that the store did not take, and the refresh token that they were given for. */
    let unsaved: { readonly tokens: Tokens; readonly spent: string } | undefined
    let refreshing: Fiber.Fiber<Tokens, SourceError> | undefined

    const remember = (tokens: Tokens) => {
      redact.learn(tokens.accessToken)
      if (tokens.refreshToken !== undefined) redact.learn(tokens.refreshToken)
      return (current = tokens)
    }

    const failed = (message: string, cause?: unknown) => {
      const shown = Redaction.redactCause(cause, redact)
      return new SourceError({ message: redact(message), ...(shown === undefined ? {} : { cause: shown }) })
    }

    const keep = (bytes: Uint8Array): Effect.Effect<string> =>
      store.keepUnreadable === undefined
        ? Effect.succeed("The store keeps no such answer")
        : Effect.match(store.keepUnreadable(bytes), {
            onSuccess: (place) => `The answer is kept in ${place}`,
            onFailure: ({ message }) => `The answer could not be kept: ${message}`
          })

    /** The old token is spent, and the new one in an answer that only a person can make sense of. */
    const unreadable = ({ bytes, reason, status }: { bytes: Uint8Array; reason: string; status: number }) =>
      keep(bytes).pipe(
        Effect.flatMap((kept) => {
          const problem = `the authorization server answered ${status}, but its tokens cannot be read: ${reason}`
          return Effect.fail(
            new Refused(failed(`${problem}. A person has to authorize the application again. ${kept}`), false)
          )
        })
      )

    const ask = (fields: { readonly [name: string]: string }): Effect.Effect<Tokens, SourceError> => {
      const request = HttpClientRequest.post(options.tokenUrl, { acceptJson: true }).pipe(
        HttpClientRequest.bodyUrlParams({ ...fields, client_id: clientId, client_secret: Redacted.value(clientSecret) })
      )
      const attempt = Effect.flatMap(client.execute(request), (_) => TokenAnswer.read(_, fields["refresh_token"])).pipe(
        Effect.mapError(
          (error) => new Refused(failed(`the authorization server did not answer (${error.message})`, error), true)
        ),
        Effect.timeoutOrElse({
          duration: timeout,
          orElse: () => Effect.fail(new Refused(failed(silence(timeout)), true))
        }),
        Effect.flatMap((answer): Effect.Effect<Tokens, Refused> => {
          if (answer._tag === "Tokens") return Effect.succeed(answer.tokens)
          if (answer._tag === "Unreadable") return unreadable(answer)
          const { described, status } = answer
          const error = failed(`the authorization server answered ${status}${described}`)
          return Effect.fail(new Refused(error, status === 429 || status >= 500))
        })
      )
      // Where the answer to a refresh got lost, its token is used up and nothing is left to lose by asking again.
      return attempt.pipe(
        Effect.retry({ schedule: again, while: (_) => _.passing }),
        Effect.mapError((_) => _.error),
        Effect.timeoutOrElse({ duration: longest, orElse: () => Effect.fail(failed(silence(longest))) })
      )
    }

    const stored = Effect.mapError(store.load, (error) => failed(error.message, error.cause))
    const save = (tokens: Tokens) => Effect.mapError(store.save(tokens), (error) => failed(error.message, error.cause))

    /** What the store holds; first of all, what it would not take before: only that continues the chain. */
    const caughtUp = Effect.gen(function* () {
      const found = yield* stored
      if (unsaved === undefined) return found
      const { spent, tokens } = unsaved
      const isBehind = found?.refreshToken !== undefined && Redacted.value(found.refreshToken) === spent
      if (isBehind) yield* save(tokens)
      unsaved = undefined
      return isBehind ? tokens : found
    })

    const isFresh = (tokens: Tokens, now: number, margin: number) =>
      tokens.expiresAt === undefined || now < tokens.expiresAt - margin

    /** Newer tokens than these: those that another process has stored, or new ones. */
    const newerThan = (old: Tokens | undefined): Effect.Effect<Tokens, SourceError> =>
      Effect.mapError(
        store.exclusive(
          Effect.gen(function* () {
            const found = yield* caughtUp
            if (found === undefined) return yield* Effect.fail(noTokens)
            redact.learn(found.accessToken)
            const isNew = old === undefined || Redacted.value(found.accessToken) !== Redacted.value(old.accessToken)
            if (isNew && isFresh(found, yield* Clock.currentTimeMillis, margin)) return remember(found)
            if (found.refreshToken === undefined) {
              return yield* Effect.fail(failed("the access token has ended and there is no refresh token"))
            }
            redact.learn(found.refreshToken)
            const tokens = yield* ask({
              grant_type: "refresh_token",
              refresh_token: Redacted.value(found.refreshToken)
            })
            // Stored first: were it used before and the process died, the chain of refresh tokens would be lost.
            redact.learn(tokens.accessToken)
            unsaved = { tokens, spent: Redacted.value(found.refreshToken) }
            yield* save(tokens)
            unsaved = undefined
            return remember(tokens)
          })
        ),
        (error) => (error._tag === "TokenStoreError" ? failed(error.message, error.cause) : error)
      )

    // One refresh for all who ask meanwhile. It goes on where they are interrupted: its answer must be stored.
    const refresh = (old: Tokens | undefined): Effect.Effect<Tokens, SourceError> =>
      Effect.suspend(() => {
        if (refreshing !== undefined) return Fiber.join(refreshing)
        return Effect.flatMap(
          Effect.forkDetach(
            Effect.ensuring(
              newerThan(old),
              Effect.sync(() => {
                refreshing = undefined
              })
            )
          ),
          (fiber) => {
            // It may have ended already.
            if (fiber.pollUnsafe() === undefined) refreshing = fiber
            return Fiber.join(fiber)
          }
        )
      })

    const get = Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      if (current === undefined) {
        const found = yield* stored
        if (found === undefined) return yield* Effect.fail(noTokens)
        if (current === undefined) remember(found)
      }
      const tokens: Tokens = current!
      if (isFresh(tokens, now, margin)) return tokens.accessToken
      return yield* Effect.matchEffect(refresh(tokens), {
        // Within the margin the old one still serves.
        onFailure: (error) => (isFresh(tokens, now, 0) ? Effect.succeed(tokens.accessToken) : Effect.fail(error)),
        onSuccess: ({ accessToken }) => Effect.succeed(accessToken)
      })
    })

    return {
      account: options.account ?? clientId,
      get,
      renew: (refused) =>
        Effect.suspend(() => {
          // Another call has renewed it meanwhile.
          if (current !== undefined && Redacted.value(current.accessToken) !== Redacted.value(refused)) return get
          return Effect.map(refresh(current), (_) => _.accessToken)
        }),
      authorizationUrl: ({ redirectUri, scope, state }) => {
        const url = new URL(options.authorizeUrl)
        url.searchParams.set("client_id", clientId)
        url.searchParams.set("redirect_uri", redirectUri)
        url.searchParams.set("response_type", "code")
        url.searchParams.set("state", state)
        if (scope !== undefined) url.searchParams.set("scope", scope)
        return url.href
      },
      exchangeCode: ({ code, context, redirectUri, scope }) =>
        Effect.suspend(() => {
          const secret = Redacted.isRedacted(code) ? code : Redacted.make(code)
          redact.learn(secret)
          return ask({
            grant_type: "authorization_code",
            code: Redacted.value(secret),
            redirect_uri: redirectUri,
            ...(context !== undefined && { context }),
            ...(scope !== undefined && { scope })
          }).pipe(
            Effect.tap(save),
            Effect.map((tokens) => void remember(tokens)),
            Effect.uninterruptible
          )
        })
    }
  })

const noTokens = new SourceError({ message: "there are no tokens yet: a person has to let the application in first" })

/** Three more attempts, after 250 ms, 500 ms and 1 s, each times 0.8 to 1.2. */
const again = Schedule.exponential("250 millis").pipe(Schedule.jittered, Schedule.upTo({ times: 3 }))

const silence = (after: Duration.Duration) =>
  `the authorization server did not answer within ${Duration.toSeconds(after)} s`

/** No tokens came, and whether that may pass. */
class Refused {
  readonly _tag = "Refused"
  readonly error: SourceError
  readonly passing: boolean
  constructor(error: SourceError, passing: boolean) {
    this.error = error
    this.passing = passing
  }
}
