/** Decides whether a failed attempt is sent again, and how long to wait first. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Pull from "effect/Pull"
import * as Schedule from "effect/Schedule"
import type { Safety } from "./Method.ts"
import * as SteadyTime from "./SteadyTime.ts"
import {
  CredentialsUnavailable,
  type Failure,
  NetworkError,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout,
  type StatusClass,
  UnexpectedResponse
} from "./VendorError.ts"

/**
 * How often an attempt is repeated, and after which waits. The policy sees only failures that {@link mayResend} allows.
 * If the server asks for a longer wait, the longer one applies.
 */
export type Policy = Schedule.Schedule<unknown, Failure>

/** Three more attempts, after 250 ms, 500 ms and 1 s, each multiplied by 0.8 to 1.2. */
export const defaultPolicy: Policy = Schedule.exponential("250 millis").pipe(
  Schedule.jittered,
  Schedule.upTo({ times: 3 })
)

/**
 * Whether sending again is harmless. An unsafe call is sent again only if the first attempt certainly had no effect: it
 * never reached the vendor, or the vendor refused to process it.
 */
export const mayResend = (failure: Failure, safety: Safety): boolean => {
  // Users without types can declare any text: only what is known to be harmless is sent again.
  const harmless = safety === "safe" || safety === "idempotent"
  if (failure instanceof NetworkError) return failure.phase === "connect" || harmless
  if (failure instanceof RequestTimeout) return failure.bound === "attempt" && harmless
  // An empty body with a 200 is a temporary fault of a proxy or the vendor. A body of another form is not.
  if (failure instanceof UnexpectedResponse) return harmless && failure.empty
  if (
    failure instanceof QuotaExceeded ||
    failure instanceof QuotaUnavailable ||
    failure instanceof CredentialsUnavailable
  ) {
    return false
  }
  const { notProcessed } = failure.constructor as unknown as Partial<StatusClass>
  return notProcessed === true || (harmless && failure.category === "Server")
}

/**
 * Repeats an attempt according to the policy. Fails with the last failure, also if the next attempt would begin only
 * after the deadline (milliseconds since the epoch).
 */
export const retry = <A>(
  attempt: Effect.Effect<A, Failure>,
  options: {
    readonly policy: Policy
    readonly safety: Safety
    readonly deadline: number
    readonly onRetry: (failure: Failure, wait: Duration.Duration, resends: number) => Effect.Effect<void>
  }
): Effect.Effect<A, Failure> => {
  let resends = 0
  let step: Effect.Success<ReturnType<typeof Schedule.toStep<unknown, Failure, never, never>>> | undefined
  const again = (failure: Failure): Effect.Effect<A, Failure> =>
    Effect.gen(function* () {
      if (!mayResend(failure, options.safety)) return yield* Effect.fail(failure)
      step ??= yield* Schedule.toStep(options.policy)
      const now = yield* SteadyTime.millis
      const next = yield* Pull.catchDone(step(now, failure), () => Effect.succeed(undefined))
      if (next === undefined) return yield* Effect.fail(failure)
      const wait = Duration.max(failure.retryAfter ?? Duration.zero, next[1])
      if (now + Duration.toMillis(wait) >= options.deadline) return yield* Effect.fail(failure)
      yield* options.onRetry(failure, wait, ++resends)
      yield* Effect.sleep(wait)
      return yield* Effect.catch(attempt, again)
    })
  return Effect.catch(attempt, again)
}
