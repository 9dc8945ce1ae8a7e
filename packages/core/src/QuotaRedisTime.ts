/** A rate limiter that uses the clock of its Redis server, so that the clocks of the hosts need not agree. */
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type * as Redis from "effect/persistence/Redis"
import * as SteadyTime from "./SteadyTime.ts"
import * as TimedLimiter from "./TimedLimiter.ts"

/** How long a measured difference between the clocks is used, in milliseconds. */
const measuredFor = 60_000

const failed = (cause: unknown) =>
  new RateLimiter.RateLimiterError({
    reason: new RateLimiter.RateLimitStoreError({ message: "The store does not return the time", cause })
  })

/** A limiter whose store reads the time from Effect's clock. */
export const byStoreTime = (
  limiter: RateLimiter.RateLimiter,
  redis: typeof Redis.Redis.Service
): RateLimiter.RateLimiter => {
  /** How far the store's clock is ahead, in milliseconds. */
  let ahead = 0
  let measuredAt = -Infinity

  const measure = (clock: Clock.Clock) =>
    Effect.suspend(() => {
      const sent = SteadyTime.millisOf(clock)
      return Effect.map(redis.send<readonly [string, string]>("TIME"), ([seconds, micros]) => {
        const now = SteadyTime.millisOf(clock)
        ahead = Number(seconds) * 1000 + Number(micros) / 1000 - (sent + now) / 2
        measuredAt = now
      })
    }).pipe(Effect.mapError(failed))

  const timed = <A>(asked: Effect.Effect<A, RateLimiter.RateLimiterError>) =>
    Effect.clockWith((clock) => {
      const answer = SteadyTime.provide(asked, () => ahead)
      const age = SteadyTime.millisOf(clock) - measuredAt
      return age < measuredFor ? answer : Effect.andThen(measure(clock), answer)
    })

  return TimedLimiter.make(limiter, timed)
}
