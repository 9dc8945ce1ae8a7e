/** Where OAuth tokens are kept between refreshes, so that processes and restarts share one chain of refresh tokens. */
import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import * as Semaphore from "effect/Semaphore"

/** An access token and what renews it. */
export interface Tokens {
  readonly accessToken: Redacted.Redacted
  /** None where the grant gives none, such as client credentials. */
  readonly refreshToken: Redacted.Redacted | undefined
  /** In milliseconds since the epoch; `undefined` where the server did not say. */
  readonly expiresAt: number | undefined
}

/** The store can't be read or written. */
export class TokenStoreError extends Data.TaggedError("TokenStoreError")<{
  readonly message: string
  readonly cause?: unknown
}> {}

/**
 * Keeps the tokens of one account. A store of one's own, such as a row in a database, writes all of it or nothing, and
 * gives `exclusive` to one process at a time: of two refreshes with the same refresh token the second fails for good.
 */
export interface TokenStore {
  /** The tokens, or `undefined` where there are none yet. */
  readonly load: Effect.Effect<Tokens | undefined, TokenStoreError>
  readonly save: (tokens: Tokens) => Effect.Effect<void, TokenStoreError>
  /** Runs while nobody else does. It must end by itself where the process that holds it has died. */
  readonly exclusive: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | TokenStoreError>
  /**
   * Keeps an answer of the authorization server in which there may be tokens that nobody could read, guarded like tokens,
   * and says where. Default: it is lost.
   */
  readonly keepUnreadable?: (answer: Uint8Array) => Effect.Effect<string, TokenStoreError>
}

/** Tokens in memory: for one process that lives longer than its tokens, and for tests. */
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

/** A lock in a database is free after so long, where its holder has died: longer than any refresh takes. */
export const lockedFor = Duration.seconds(60)
const askAgain = Duration.millis(50)

/** Runs an effect under a lock, asked for until it is given, for at most twice as long as one is held. */
export const locked = <A, E>(
  lock: {
    /** Whether the lock was given. */
    readonly attempt: Effect.Effect<boolean, TokenStoreError>
    /** Frees it where it was given. */
    readonly release: Effect.Effect<void>
    /** What it guards, for messages. */
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
              : Effect.andThen(Effect.sleep(askAgain), again)
          )
    )
    return again
  })
  // Around both: waiting can be interrupted at the very moment at which the lock was given.
  return Effect.ensuring(Effect.andThen(acquire, effect), lock.release)
}
