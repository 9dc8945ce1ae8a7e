/** Holds a request until it may be sent: until the quota, and the vendor's own count of what remains, allow it. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Budget from "./Budget.ts"
import type * as Quota from "./Quota.ts"
import * as Redaction from "./Redaction.ts"
import { type Facts, type Failure, QuotaExceeded, QuotaUnavailable } from "./VendorError.ts"

/** How long other calls wait after a 429 without `Retry-After`. */
const defaultHold = Duration.seconds(1)

/** What admission needs to know about a call. */
export interface Options {
  readonly facts: Facts
  readonly redact: Redaction.Redactor
  /** The units of quota that the request takes. */
  readonly cost: number
  /** When the call must have ended, in milliseconds since the epoch. */
  readonly deadline: number
  /** Called at the start of each wait. */
  readonly onWait: (wait: Duration.Duration) => void
}

/** Sends the request when the quota admits it. A 429 then holds back the other calls on the quota. */
export const admitted = <A>(
  quota: Quota.Quota,
  { cost, deadline, facts, onWait, redact }: Options,
  send: Effect.Effect<A, Failure>
): Effect.Effect<A, Failure> => {
  const refused = (error: Effect.Error<ReturnType<Quota.Quota["take"]>>) => {
    if (error._tag === "TooLong") return new QuotaExceeded({ ...facts, retryAfter: error.wait })
    const cause = Redaction.redactCause(error, redact)
    return new QuotaUnavailable({ ...facts, ...(cause === undefined ? {} : { cause }) })
  }
  const admission = (share?: Budget.Share) => Effect.mapError(quota.take(cost, deadline, { share, onWait }), refused)
  const sendWith = (share?: Budget.Share) =>
    Effect.flatMap(admission(share), (ticket) =>
      Effect.tapError(send, (failure) =>
        failure.status === 429 ? Effect.ignore(quota.hold(ticket, failure.retryAfter ?? defaultHold)) : Effect.void
      )
    )
  const { budget } = quota
  if (budget === undefined) return sendWith()
  return Effect.suspend(() => {
    const share = budget.share(cost)
    // Covers the wait as well: an interruption may come between admission and sending.
    return Effect.ensuring(sendWith(share), Effect.sync(share.settle))
  })
}
