/**
 * Decides what a failed call means for the job. This one handler serves all vendors: it uses the category that all
 * errors have, so it depends on neither the vendor nor the class.
 */
import type { ErrorCategory, VendorError } from "@salesbridge/core"
import type { Refusal } from "./Row.ts"

const verdicts = {
  /** The wanted result exists already. */
  Conflict: "as wanted",
  /** The vendor refuses this one item. Others are not affected. */
  Invalid: "refused",
  NotFound: "refused",
  /** Not possible now, and certainly nothing was done. */
  RateLimited: "later",
  /** The step may have been done. It must be looked up before another try. */
  Server: "unclear",
  Network: "unclear",
  Timeout: "unclear",
  Unexpected: "unclear",
  /** No call will succeed with these credentials. */
  Unauthorized: "hopeless",
  Forbidden: "hopeless"
} as const satisfies Readonly<Record<ErrorCategory, string>>

export const verdictOf = (failure: VendorError.Failure) =>
  // Nothing was sent.
  isWithoutQuota(failure) ? "hopeless" : verdicts[failure.category]

/** The Redis with the shared quota does not answer. */
export const isWithoutQuota = ({ _tag }: VendorError.Failure) => _tag === "QuotaUnavailable"

/** The vendor's reason, if the response had one. */
export const reasonOf = (failure: VendorError.Failure): string | undefined =>
  "reason" in failure && typeof failure.reason === "string" ? failure.reason : undefined

export const refusalOf = (failure: VendorError.Failure): Refusal => ({
  error: failure._tag,
  category: failure.category,
  operation: failure.operation,
  ...(failure.status !== undefined && { status: failure.status }),
  reason: reasonOf(failure) ?? failure.message
})

/** What to do about a vendor that was left. */
export const hintOf = (failure: VendorError.Failure): string => {
  const { status, vendor } = failure
  if (isWithoutQuota(failure)) return `${vendor} was left: the Redis that REDIS_URL names does not answer.`
  if (verdictOf(failure) !== "hopeless") return `${vendor} could not do its part.`
  return status === 402
    ? `${vendor} asks for payment: its plan or its credits do not cover the job.`
    : `${vendor} refuses the credentials: check its variables, and that they belong together.`
}
