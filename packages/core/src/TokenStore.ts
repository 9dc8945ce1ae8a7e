/** Stores OAuth tokens between refreshes, so that processes and restarts share one chain of refresh tokens. */
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Semaphore from "effect/Semaphore"

/** An access token, and the token that refreshes it. */
export interface Tokens {
  readonly accessToken: Redacted.Redacted
  /** `undefined` if the grant issues none, such as client credentials. */
  readonly refreshToken: Redacted.Redacted | undefined
  /** In milliseconds since the epoch; `undefined` if the server did not say. */
  readonly expiresAt: number | undefined
}

/** The store cannot be read or written. */
export class TokenStoreError extends Data.TaggedError("TokenStoreError")<{
  readonly message: string
  readonly cause?: unknown
}> {}

/**
 * Stores the tokens of one account. Your own store, such as a row in a database, must write atomically and grant
 * `exclusive` to one process at a time: if two processes use the same refresh token, the second one fails for good.
 */
export interface TokenStore {
  /** The tokens, or `undefined` if none are stored yet. */
  readonly load: Effect.Effect<Tokens | undefined, TokenStoreError>
  readonly save: (tokens: Tokens) => Effect.Effect<void, TokenStoreError>
  /** Runs an effect while no other process does. The lock must expire by itself if its holder has died. */
  readonly exclusive: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | TokenStoreError>
  /**
   * Keeps a response of the authorization server that may contain tokens but could not be read. It is protected like
   * tokens. Returns its location. Default: the response is lost.
   */
  readonly keepUnreadable?: (answer: Uint8Array) => Effect.Effect<string, TokenStoreError>
}

/** Stores tokens in memory: for one process that outlives its tokens, and for tests. */
export const memory = (tokens?: Tokens): TokenStore => {
  let kept = tokens
  const one = Semaphore.makeUnsafe(1)
  return {
    load: Effect.sync(() => kept),
    save: (tokens) =>
      Effect.sync(() => {
        kept = tokens
      }),
    exclusive: (effect) => one.withPermit(effect)
  }
}

/** A database lock expires after this time if its holder has died. No refresh takes as long. */
export const lockedFor = Duration.seconds(60)
const pollInterval = Duration.millis(50)

/** Runs an effect under a lock. It waits for at most twice the time for which a lock is held. */
export const locked = <A, E>(
  lock: {
    /** Whether the lock was granted. */
    readonly attempt: Effect.Effect<boolean, TokenStoreError>
    /** Releases the lock if it was granted. */
    readonly release: Effect.Effect<void>
    /** What the lock protects, for messages. */
    readonly where: string
  },
  effect: Effect.Effect<A, E>
): Effect.Effect<A, E | TokenStoreError> => {
  const acquire = Effect.flatMap(Clock.currentTimeMillis, (start) => {
    const again: Effect.Effect<void, TokenStoreError> = Effect.flatMap(lock.attempt, (acquired) =>
      acquired
        ? Effect.void
        : Effect.flatMap(Clock.currentTimeMillis, (now) =>
            now - start > 2 * Duration.toMillis(lockedFor)
              ? Effect.fail(new TokenStoreError({ message: `the lock on ${lock.where} is not released` }))
              : Effect.andThen(Effect.sleep(pollInterval), again)
          )
    )
    return again
  })
  // Around both: an interruption may come at the moment at which the lock is granted.
  return Effect.ensuring(Effect.andThen(acquire, effect), lock.release)
}
