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
  const code = Redaction.codeOf(root)
  const shown = Redaction.redactCause(root, redact)
  if (code !== undefined && refusedCodes.has(code)) {
    const problem = `Expected what HTTP can carry: ${shown?.message ?? code}`
    return new InvalidInput({ ...facts, issues: [{ path: "", problem }] })
  }
  return new NetworkError({
    ...facts,
    phase: status !== undefined ? "response" : neverConnected(root) ? "connect" : "request",
    code,
    ...(status === undefined ? {} : { status }),
    ...(shown === undefined ? {} : { cause: shown })
  })
}

/** The innermost cause with a code: transports wrap the system's error in their own. */
const rootOf = (cause: unknown): unknown =>
  Redaction.codeOf(cause) === undefined && cause instanceof Error && cause.cause !== undefined
    ? rootOf(cause.cause)
    : cause

/** What a transport refuses to send, such as a header that HTTP does not allow. */
const refusedCodes = new Set([
  "UND_ERR_INVALID_ARG",
  "ERR_INVALID_CHAR",
  "ERR_HTTP_INVALID_HEADER_VALUE",
  "ERR_INVALID_HTTP_TOKEN",
  "ERR_UNESCAPED_CHARACTERS"
])

/** Steps before a connection stands. `read`, `write` and the like come after. */
const connecting = /^(connect|socket|bind|getaddrinfo|getnameinfo|query\w*)$/

/** Codes that no step after these has, for transports that do not name the step. */
const neverConnectedCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_PROXY_TUNNEL",
  "ERR_PROXY_INVALID_CONFIG",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_TLS_CERT_ALTNAME_FORMAT",
  "ERR_TLS_DH_PARAM_SIZE",
  "ERR_TLS_HANDSHAKE_TIMEOUT",
  "ERR_TLS_INVALID_PROTOCOL_VERSION",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_UNSUPPORTED_PROTOCOL",
  "ERR_SSL_NO_PROTOCOLS_AVAILABLE",
  "ERR_SSL_NO_CIPHERS_AVAILABLE",
  "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE",
  "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION",
  "ERR_SSL_TLSV1_UNRECOGNIZED_NAME",
  // Bun's.
  "ConnectionRefused",
  "FailedToOpenSocket"
])

/** OpenSSL's words for a server's certificate that is not trusted, as `tls.TLSSocket` uses them for codes. */
const certificate =
  /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|GET_CRL|DECRYPT_\w+|DECODE_\w+|VERIFY_LEAF_SIGNATURE)|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|(CERT|CRL)_(HAS_EXPIRED|NOT_YET_VALID|SIGNATURE_FAILURE|CHAIN_TOO_LONG|REVOKED|UNTRUSTED|REJECTED)|ERROR_IN_(CERT|CRL)_\w+|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/

/** What a connection that failed before TLS or a proxy's tunnel stood is told by alone. */
const beforeTheRequest =
  /before secure TLS connection was established|^Proxy response \(\d+\) !== 200|SSL routines:[^:]*:wrong version number/

/** Whether the transport surely sent nothing: what happened decides, not the code of it. */
const neverConnected = (cause: unknown): boolean => {
  if (typeof cause !== "object" || cause === null) return false
  // Several addresses were tried: all of them in vain, or one of them got through.
  if ("errors" in cause && Array.isArray(cause.errors) && cause.errors.length > 0) {
    return cause.errors.every((error) => neverConnected(rootOf(error)))
  }
  if ("message" in cause && beforeTheRequest.test(String(cause.message))) return true
  if ("syscall" in cause && typeof cause.syscall === "string") return connecting.test(cause.syscall)
  const code = Redaction.codeOf(cause)
  return code !== undefined && (neverConnectedCodes.has(code) || certificate.test(code))
}
