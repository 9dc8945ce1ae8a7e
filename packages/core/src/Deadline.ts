/** How long a call may take: the bound of each attempt within the bound of the whole. */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Timeouts } from "./CallOptions.ts"
import { type Facts, RequestTimeout } from "./VendorError.ts"

const defaultAttempt = Duration.seconds(30)
const defaultTotal = Duration.minutes(2)

const durationOr = (input: Duration.Input | undefined, otherwise: Duration.Duration): Duration.Duration =>
  input === undefined ? otherwise : Duration.fromInputUnsafe(input)

/** The bounds of one call that has begun. */
export interface Deadline {
  /** When the call must be over, in milliseconds since the epoch. */
  readonly at: number
  /** Ends an attempt that takes longer than one may, or than the call has left. */
  readonly attempt: <A, E>(
    make: (until: number, now: number) => Effect.Effect<A, E>
  ) => Effect.Effect<A, E | RequestTimeout>
  /** Ends what takes longer than the call has left. */
  readonly total: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | RequestTimeout>
}

/** A call that begins now; its own bounds stand before those of its layer. */
export const make = (
  facts: Facts,
  clock: Clock.Clock,
  call: Timeouts | undefined,
  layer: Timeouts | undefined
): Deadline => {
  const attemptBound = durationOr(call?.attempt ?? layer?.attempt, defaultAttempt)
  const totalBound = durationOr(call?.total ?? layer?.total, defaultTotal)
  const at = clock.currentTimeMillisUnsafe() + Duration.toMillis(totalBound)

  const bounded = <A, E>(effect: Effect.Effect<A, E>, duration: Duration.Duration, bound: "attempt" | "total") =>
    Effect.timeoutOrElse(effect, {
      duration,
      orElse: () =>
        Effect.fail(new RequestTimeout({ ...facts, bound, after: bound === "total" ? totalBound : attemptBound }))
    })

  return {
    at,
    attempt: (make) =>
      Effect.suspend(() => {
        const now = clock.currentTimeMillisUnsafe()
        const left = Duration.millis(Math.max(0, at - now))
        const isLast = Duration.isLessThan(left, attemptBound)
        const duration = isLast ? left : attemptBound
        return bounded(make(now + Duration.toMillis(duration), now), duration, isLast ? "total" : "attempt")
      }),
    total: (effect) =>
      Effect.suspend(() => bounded(effect, Duration.millis(Math.max(0, at - clock.currentTimeMillisUnsafe())), "total"))
  }
}
