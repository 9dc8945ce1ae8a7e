/** The successive tokens of one account. Each pair is stored before it is used. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { SourceError } from "./Credentials.ts"
import type * as Redaction from "./Redaction.ts"
import type { Ask, Fail } from "./TokenRequest.ts"
import type { Tokens, TokenStore } from "./TokenStore.ts"

export interface Options {
  readonly ask: Ask
  readonly fail: Fail
  /** How long before its expiry a token is refreshed, in milliseconds. */
  readonly margin: number
  /** Learns every token. */
  readonly redact: ReturnType<typeof Redaction.growing>
  readonly store: TokenStore
}

export interface TokenChain {
  /** The current tokens, from memory or the store. Fails if there are none. */
  readonly current: Effect.Effect<Tokens, SourceError>
  /** The tokens in memory. */
  readonly inMemory: () => Tokens | undefined
  /** Newer tokens than these: stored by another process, or new ones. */
  readonly newerThan: (old: Tokens | undefined) => Effect.Effect<Tokens, SourceError>
  /** Stores the first tokens of a new chain. */
  readonly begin: (tokens: Tokens) => Effect.Effect<void, SourceError>
}

/** Whether tokens are valid for longer than the margin. */
export const isFresh = ({ expiresAt }: Tokens, now: number, margin: number): boolean =>
  expiresAt === undefined || now < expiresAt - margin

export const make = ({ ask, fail, margin, redact, store }: Options): TokenChain => {
  let current: Tokens | undefined
  /** New tokens that could not be stored, and the refresh token that they replace. */
  let unsaved: { readonly tokens: Tokens; readonly spent: string } | undefined

  const remember = (tokens: Tokens) => {
    redact.learn(tokens.accessToken)
    if (tokens.refreshToken !== undefined) redact.learn(tokens.refreshToken)
    return (current = tokens)
  }
  const stored = Effect.mapError(store.load, (error) => fail(error.message, error.cause))
  const save = (tokens: Tokens) => Effect.mapError(store.save(tokens), (error) => fail(error.message, error.cause))

  /** The tokens in the store, after storing those that it rejected before: only they continue the chain. */
  const caughtUp = Effect.gen(function* () {
    const found = yield* stored
    if (unsaved === undefined) return found
    const { spent, tokens } = unsaved
    const isBehind = found?.refreshToken !== undefined && Redacted.value(found.refreshToken) === spent
    if (isBehind) yield* save(tokens)
    unsaved = undefined
    return isBehind ? tokens : found
  })

  const refreshed = Effect.fnUntraced(function* (refreshToken: Redacted.Redacted) {
    redact.learn(refreshToken)
    const spent = Redacted.value(refreshToken)
    const tokens = yield* ask({ grant_type: "refresh_token", refresh_token: spent })
    // Stored before use: if the process died between, the chain of refresh tokens would be lost.
    redact.learn(tokens.accessToken)
    unsaved = { tokens, spent }
    yield* save(tokens)
    unsaved = undefined
    return remember(tokens)
  })

  const newer = Effect.fnUntraced(function* (old: Tokens | undefined) {
    const found = yield* caughtUp
    if (found === undefined) return yield* Effect.fail(noTokens)
    redact.learn(found.accessToken)
    const isNew = old === undefined || Redacted.value(found.accessToken) !== Redacted.value(old.accessToken)
    if (isNew && isFresh(found, yield* Clock.currentTimeMillis, margin)) return remember(found)
    if (found.refreshToken !== undefined) return yield* refreshed(found.refreshToken)
    return yield* Effect.fail(fail("the access token has expired and there is no refresh token"))
  })

  return {
    current: Effect.suspend(() =>
      current !== undefined
        ? Effect.succeed(current)
        : Effect.flatMap(stored, (found) =>
            found === undefined ? Effect.fail(noTokens) : Effect.sync(() => current ?? remember(found))
          )
    ),
    inMemory: () => current,
    newerThan: (old) =>
      Effect.mapError(store.exclusive(newer(old)), (error) =>
        error._tag === "TokenStoreError" ? fail(error.message, error.cause) : error
      ),
    begin: (tokens) => Effect.map(save(tokens), () => void remember(tokens))
  }
}

const noTokens = new SourceError({
  message: "there are no tokens yet: a person has to authorize the application first"
})
