/**
 * What a failed call means for the job. The one handler for all vendors: it looks at the category that all errors
 * share, so it knows neither the vendor nor the class.
 */
import type { ErrorCategory, VendorError } from "@salesbridge/core"
import type { Refusal } from "./Row.ts"

export type Verdict =
  /** What was wanted is so already. */
  | "as wanted"
  /** The vendor will not do this one thing; others are not affected. */
  | "refused"
  /** Not now, and surely nothing happened. */
  | "later"
  /** It may have happened or not: to be looked up before it is tried again. */
  | "unclear"
  /** No call will succeed with these credentials. */
  | "hopeless"

const verdicts: Readonly<Record<ErrorCategory, Verdict>> = {
  Conflict: "as wanted",
  Invalid: "refused",
  NotFound: "refused",
  RateLimited: "later",
  Server: "unclear",
  Network: "unclear",
  Timeout: "unclear",
  Unexpected: "unclear",
  Unauthorized: "hopeless",
  Forbidden: "hopeless"
}

export const verdictOf = (failure: VendorError.Failure): Verdict => verdicts[failure.category]

/** The vendor's own words, where it gave any. */
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
  if (verdictOf(failure) !== "hopeless") return `${vendor} could not do its part.`
  return status === 402
    ? `${vendor} asks for payment: its plan or its credits do not cover the job.`
    : `${vendor} refuses the credentials: check its variables, and that they belong together.`
}
