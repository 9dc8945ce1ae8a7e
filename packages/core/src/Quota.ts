/**
 * A vendor's rate limit as its callers share it. Calls wait for their share; one 429 holds back all of them.
 * State is kept in memory, or in Redis where several processes share one account ({@link layerRedis}).
 */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type * as Redis from "effect/persistence/Redis"

/** So many units in any window of this length, however the vendor aligns its windows. */
export interface Limit {
  readonly limit: number
  readonly window: Duration.Input
  /** How many units may go at once after a pause. Default: a tenth of the limit. They count in the limit. */
  readonly burst?: number
}

/** How a vendor layer limits itself. */
export interface Options {
  /** Calls under the same key share the quota. Default: the vendor's name and account. */
  readonly key?: string
  /** The limits that all calls stay within. Default: the vendor's documented ones; none where it documents none. */
  readonly limits?: ReadonlyArray<Limit>
  /** The longest that one 429 holds back the other calls. Default: 5 minutes. */
  readonly maxHold?: Duration.Input
}

/** What the calls on one quota share. */
export interface Quota {
  /**
   * Waits for `cost` units. Fails with the wait that would be needed where that ends after `deadline`
   * (milliseconds since the epoch); the units are then given back.
   */
  readonly take: (cost: number, deadline: number) => Effect.Effect<Ticket, TooLong | RateLimiter.RateLimiterError>
  /** Holds back every call on this quota, since the one with this ticket met a 429. */
  readonly hold: (
    ticket: Ticket,
    wait: Duration.Duration
  ) => Effect.Effect<void, RateLimiter.RateLimiterError>
}

/** A call's admission. */
export interface Ticket {
  readonly epoch: number
  readonly cost: number
}

/** The quota is free only after the deadline. */
export class TooLong {
  readonly _tag = "TooLong"
  readonly wait: Duration.Duration
  constructor(wait: Duration.Duration) {
    this.wait = wait
  }
}

/** The limiter that new vendor layers share; each has one of its own in memory where none is given. */
export class SharedLimiter extends Context.Reference<RateLimiter.RateLimiter | undefined>(
  "@salesbridge/core/Quota/SharedLimiter",
  { defaultValue: () => undefined }
) {}

/**
 * Shares the quotas of all vendor layers built with it through Redis, so that several processes stay within
 * one account's limits together. It needs a `Redis` service, such as `NodeRedis.layer` from
 * `@effect/platform-node`.
 */
export const layerRedis = (options?: {
  /** Stands before every key. Default: `salesbridge:quota:`. */
  readonly prefix?: string
}): Layer.Layer<never, never, Redis.Redis> =>
  Layer.effect(SharedLimiter, RateLimiter.make).pipe(
    Layer.provide(RateLimiter.layerStoreRedis({ prefix: options?.prefix ?? "salesbridge:quota:" }))
  )

const inMemory = RateLimiter.make.pipe(Effect.provide(RateLimiter.layerStoreMemory))

// Calls that leave evenly may arrive bunched, so that a window of the vendor's sees a little more than one of ours.
const bunching = 1.05

/**
 * A token bucket of `burst` units, refilled so that burst and refill of any window stay within the limit. (A
 * bucket as large as the limit lets twice the limit through at its worst.)
 */
const bucket = ({ burst, limit, window }: Limit) => {
  const size = Math.min(limit, Math.max(1, Math.floor(burst ?? limit / 10)))
  const refill = Math.max(limit - size, limit === 1 ? 1 : 0.5)
  return { limit: size, window: Duration.times(Duration.fromInputUnsafe(window), (size / refill) * bunching) }
}

/** The quota under a key, in the shared limiter where there is one. */
export const make = (key: string, options?: Options): Effect.Effect<Quota> =>
  Effect.gen(function*() {
    const limiter = (yield* SharedLimiter) ?? (yield* inMemory)
    const buckets = (options?.limits ?? []).map((limit, index) => ({ ...bucket(limit), key: `${key}:${index}` }))
    const maxHold = Duration.fromInputUnsafe(options?.maxHold ?? "5 minutes")

    const sleepUntil = (wait: Duration.Duration, deadline: number) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) =>
        now + Duration.toMillis(wait) > deadline ? Effect.fail(new TooLong(wait)) : Effect.sleep(wait))

    // Waits out a hold, and what the limiter has learned of an undocumented limit from earlier 429s.
    const admit = (cost: number, deadline: number): Effect.Effect<Ticket, TooLong | RateLimiter.RateLimiterError> =>
      Effect.flatMap(
        limiter.adaptiveConsume({ key, tokens: cost, fallbackLimit: 1, fallbackWindow: maxHold }),
        ({ delay, epoch, phase }) => {
          const ticket = { epoch, cost }
          if (Duration.isZero(delay)) return Effect.succeed(ticket)
          const slept = sleepUntil(delay, deadline)
          return phase === "cooldown" ? Effect.andThen(slept, admit(cost, deadline)) : Effect.as(slept, ticket)
        }
      )

    const consume = (
      bucket: (typeof buckets)[number],
      cost: number,
      deadline: number
    ): Effect.Effect<void, TooLong | RateLimiter.RateLimiterError> => {
      const by = (tokens: number) =>
        limiter.consume({ ...bucket, tokens, algorithm: "token-bucket", onExceeded: "delay" })
      return Effect.flatMap(by(cost), ({ delay }) =>
        Duration.isZero(delay) ? Effect.void : sleepUntil(delay, deadline).pipe(
          // A call that does not go gives its share back, or calls that gave up would starve later ones.
          Effect.onError(() => Effect.ignore(by(-cost)))
        ))
    }

    const take: Quota["take"] = (cost, deadline) =>
      buckets.length === 0 ? admit(cost, deadline) : Effect.gen(function*() {
        const before = yield* admit(cost, deadline)
        const start = yield* Clock.currentTimeMillis
        for (const bucket of buckets) yield* consume(bucket, cost, deadline)
        // A 429 may have come while this call waited.
        return (yield* Clock.currentTimeMillis) === start ? before : yield* admit(cost, deadline)
      })

    return {
      take,
      hold: ({ cost, epoch }, wait) =>
        limiter.adaptiveFeedback({
          key,
          epoch,
          tokens: cost,
          status: 429,
          retryAfter: Duration.min(wait, maxHold)
        })
    }
  })
