/** Turns a transport's failure into an error: how far the call got, and the system's error code. */
import type * as HttpClientError from "effect/http/HttpClientError"
import * as FailureCodes from "#FailureCodes"
import * as Origin from "./Origin.ts"
import * as Redaction from "./Redaction.ts"
import { type Facts, InvalidInput, NetworkError } from "./VendorError.ts"

/** The error of an attempt whose transport failed. `status` is set if a response had begun. */
export const toError = (
  facts: Facts,
  error: HttpClientError.HttpClientError,
  redact: Redaction.Redactor,
  status?: number
): InvalidInput | NetworkError => {
  if (error.reason._tag === "InvalidUrlError") {
    return new InvalidInput({ ...facts, issues: [{ path: "baseUrl", problem: Origin.problem }] })
  }
  const root = FailureCodes.rootOf("cause" in error.reason ? error.reason.cause : undefined)
  const code = Redaction.codeOf(root)
  const shown = Redaction.redactCause(root, redact)
  if (FailureCodes.isRefused(code)) {
    const problem = `Expected what HTTP can carry: ${shown?.message ?? code}`
    return new InvalidInput({ ...facts, issues: [{ path: "", problem }] })
  }
  return new NetworkError({
    ...facts,
    phase: status !== undefined ? "response" : FailureCodes.neverConnected(root) ? "connect" : "request",
    code,
    ...(status === undefined ? {} : { status }),
    ...(shown === undefined ? {} : { cause: shown })
  })
}
