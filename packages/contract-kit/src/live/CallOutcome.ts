/** The outcome of one call to a vendor. */
import type { Operation } from "@salesbridge/core"
import type * as OpenApi from "@salesbridge/openapi/Specification"
import type * as Cause from "effect/Cause"
import type { Mismatch, Row } from "./Report.ts"
import * as ResponseComparison from "./ResponseComparison.ts"

/** The outcome of one call. */
export interface CallOutcome {
  readonly status: number | undefined
  readonly mismatches: ReadonlyArray<Mismatch>
  /** Why there is no response to compare; `undefined` if there is one. */
  readonly problem: Problem | undefined
}

interface Problem {
  readonly result: Row["result"]
  readonly reason: string
  /** Set if all other calls would fail for the same reason. */
  readonly stops?: "credentials" | "unreachable"
}

/** The fields of an error that are used. Its message and details are not, because they may quote the vendor. */
interface Failed {
  readonly _tag: string
  readonly category: string
  readonly status?: number
  readonly body?: string
  readonly empty?: boolean
  readonly code?: string
}

/** The outcome of a failed call. */
export const ofFailure = (
  spec: OpenApi.OpenApi,
  operation: Operation.Any,
  cause: Cause.Cause<unknown>
): CallOutcome => {
  const failure = cause.reasons.find((_) => _._tag === "Fail")
  if (failure === undefined) {
    return { status: undefined, mismatches: [], problem: { result: "failed", reason: "a defect of the package" } }
  }
  const { _tag: tag, body = "", category, code, empty, status } = failure.error as Failed
  if (tag === "InvalidInput") {
    const problem: Problem = { result: "not tried", reason: "needs values that no response contained" }
    return { status, mismatches: [], problem }
  }
  if (status === undefined) {
    const reason = [tag, ...(code === undefined ? [] : [code])].join(" ")
    const stops = tag === "NetworkError" ? ({ stops: "unreachable" } as const) : {}
    return { status, mismatches: [], problem: { result: "failed", reason, ...stops } }
  }
  if (tag === "UnexpectedResponse") {
    const mismatch = ResponseComparison.ofUnreadable(
      operation,
      status,
      empty === true ? "nothing" : "text that is not JSON"
    )
    const mismatches = [...ResponseComparison.ofStatus(spec, operation, status), mismatch]
    return { status, mismatches, problem: { result: "failed", reason: "its body is not JSON" } }
  }
  return {
    status,
    // Some vendors do not use 401, and refuse credentials with 403.
    mismatches: ResponseComparison.ofError(spec, operation, status, body),
    problem:
      category === "Unauthorized" || (category === "Forbidden" && !operation.errors.some((_) => _.status === 401))
        ? { result: "failed", reason: "the credentials were refused", stops: "credentials" }
        : category === "Forbidden"
          ? { result: "forbidden", reason: "not permitted" }
          : { result: "failed", reason: tag }
  }
}
