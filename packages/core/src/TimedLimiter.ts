/** A rate limiter whose store reads another time than that of Effect's clock. */
import type * as Effect from "effect/Effect"
import type * as RateLimiter from "effect/persistence/RateLimiter"
import * as SteadyTime from "./SteadyTime.ts"

/** Runs what the limiter is asked with another time. */
type Timed = <A>(asked: Effect.Effect<A, RateLimiter.RateLimiterError>) => typeof asked

/** The limiter with this time. Default: the steady one. */
export const make = (limiter: RateLimiter.RateLimiter, timed: Timed = SteadyTime.provide): RateLimiter.RateLimiter => ({
  ...limiter,
  consume: (options) => timed(limiter.consume(options)),
  adaptiveConsume: (options) => timed(limiter.adaptiveConsume(options)),
  adaptiveFeedback: (options) => timed(limiter.adaptiveFeedback(options))
})
