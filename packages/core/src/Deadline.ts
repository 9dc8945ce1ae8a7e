/** The time limits of a call: one for each attempt, within one for the whole call. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type { Timeouts } from "./CallOptions.ts"
import * as SteadyTime from "./SteadyTime.ts"
import { type Facts, RequestTimeout } from "./VendorError.ts"

const defaultAttempt = Duration.seconds(30)
const defaultTotal = Duration.minutes(2)

const durationOr = (input: Duration.Input | undefined, otherwise: Duration.Duration): Duration.Duration =>
  input === undefined ? otherwise : Duration.fromInputUnsafe(input)

/** The time limits of one call in progress. */
export interface Deadline {
  /** When the call must have ended, in milliseconds of `SteadyTime`. */
  readonly at: number
  /** Ends an attempt that exceeds its own limit, or the time that the call has left. */
  readonly attempt: <A, E>(
    make: (until: number, now: number) => Effect.Effect<A, E>,
    /** Called first with the attempt's exit. A time-out shows as an interruption. */
    onEnd?: (exit: Exit.Exit<A, E | RequestTimeout>) => void
  ) => Effect.Effect<A, E | RequestTimeout>
  /** Ends an effect that exceeds the time that the call has left. */
  readonly total: <A, E>(effect: Effect.Effect<A, E>) => Effect.Effect<A, E | RequestTimeout>
}

/** Starts the time of a call. The options of the call take precedence over those of its layer. */
export const make = (
  facts: Facts,
  clock: Clock.Clock,
  call: Timeouts | undefined,
  layer: Timeouts | undefined
): Deadline => {
  const attemptBound = durationOr(call?.attempt ?? layer?.attempt, defaultAttempt)
  const totalBound = durationOr(call?.total ?? layer?.total, defaultTotal)
  const at = SteadyTime.millisOf(clock) + Duration.toMillis(totalBound)
  const timedOut = (bound: "attempt" | "total") => () =>
    new RequestTimeout({ ...facts, bound, after: bound === "total" ? totalBound : attemptBound })

  return {
    at,
    attempt: (make, onEnd) =>
      Effect.suspend(() => {
        const now = SteadyTime.millisOf(clock)
        const left = Math.max(0, at - now)
        const most = Duration.toMillis(attemptBound)
        const isLast = left < most
        const millis = isLast ? left : most
        return bounded(make(now + millis, now), clock, millis, timedOut(isLast ? "total" : "attempt"), onEnd)
      }),
    total: (effect) =>
      Effect.suspend(() => bounded(effect, clock, Math.max(0, at - SteadyTime.millisOf(clock)), timedOut("total")))
  }
}

/**
 * Like `Effect.timeoutOrElse`, but with one fiber and one timer instead of a race, which would take a fifth of a call's
 * CPU time.
 */
const bounded = <A, E, E2>(
  effect: Effect.Effect<A, E>,
  clock: Clock.Clock,
  millis: number,
  timedOut: () => E2,
  onEnd?: (exit: Exit.Exit<A, E | E2>) => void
): Effect.Effect<A, E | E2> =>
  Effect.withFiber((parent) =>
    Effect.callback<A, E | E2>((resume) => {
      const child = Effect.runForkWith(parent.context)(effect)
      let isLate = false
      const end = (exit: Exit.Exit<A, E>) => {
        stopTimer?.()
        const outcome = isLate ? Exit.fail(timedOut()) : exit
        onEnd?.(outcome)
        resume(outcome)
      }
      const stopTimer =
        child.pollUnsafe() === undefined
          ? startTimer(clock, millis, parent.context, () => {
              isLate = true
              child.interruptUnsafe(parent.id)
            })
          : undefined
      child.addObserver(end)
      return Effect.suspend(() => Fiber.interrupt(child))
    })
  )

/** Starts a timer that fires once. It returns a function that stops it. */
const startTimer = (
  clock: Clock.Clock,
  millis: number,
  context: Context.Context<never>,
  ring: () => void
): (() => void) => {
  // The default clock sleeps by `setTimeout` as well. Using it directly saves a fiber.
  if (clock === Context.get(Context.empty(), Clock.Clock) && millis <= longestTimer) {
    const timer = setTimeout(ring, millis)
    return () => clearTimeout(timer)
  }
  const sleeper = Effect.runForkWith(context)(Effect.andThen(clock.sleep(Duration.millis(millis)), Effect.sync(ring)))
  return () => sleeper.interruptUnsafe()
}

/** Engines fire a longer timer at once. */
const longestTimer = 2 ** 31 - 1
