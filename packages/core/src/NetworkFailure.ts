/** What a transport's failure says about a call: how far it came, and with which code. */
import type * as HttpClientError from "effect/http/HttpClientError"
import * as Redaction from "./Redaction.ts"
import { type Facts, InvalidInput, NetworkError } from "./VendorError.ts"

/** The error of an origin to which no request can be sent. */
export const noOrigin = (facts: Facts) =>
  new InvalidInput({
    ...facts,
    issues: [{ path: "baseUrl", problem: "Expected an HTTP origin, such as https://host" }]
  })

/** The error of an attempt whose transport failed; `status` is there where an answer had begun. */
export const toError = (
  facts: Facts,
  error: HttpClientError.HttpClientError,
  redact: Redaction.Redactor,
  status?: number
): InvalidInput | NetworkError => {
  if (error.reason._tag === "InvalidUrlError") return noOrigin(facts)
  const root = rootOf("cause" in error.reason ? error.reason.cause : undefined)
  const shown = Redaction.redactCause(root, redact)
  return new NetworkError({
    ...facts,
    phase: status !== undefined ? "response" : neverConnected(root) ? "connect" : "request",
    code: Redaction.codeOf(root),
    ...(status === undefined ? {} : { status }),
    ...(shown === undefined ? {} : { cause: shown })
  })
}

/** The innermost cause with a code: transports wrap the system's error in their own. */
const rootOf = (cause: unknown): unknown =>
  Redaction.codeOf(cause) === undefined && cause instanceof Error && cause.cause !== undefined
    ? rootOf(cause.cause)
    : cause

const connectCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT"
])

/** Whether the transport surely sent nothing: no host, no connection, no trusted certificate. */
const neverConnected = (cause: unknown): boolean => {
  const code = Redaction.codeOf(cause)
  if (code === undefined) return false
  return (
    connectCodes.has(code) ||
    code.startsWith("ERR_TLS_") ||
    code.includes("CERT") ||
    (typeof cause === "object" && cause !== null && "syscall" in cause && cause.syscall === "connect")
  )
}
