/** What the error codes of Node.js, undici, OpenSSL and Bun tell about a failed request. */
import * as Redaction from "./Redaction.ts"

/** The innermost cause with a code: transports wrap the system's error in their own. */
export const rootOf = (cause: unknown): unknown =>
  Redaction.codeOf(cause) === undefined && cause instanceof Error && cause.cause !== undefined
    ? rootOf(cause.cause)
    : cause

/** Codes of requests that a transport refuses to send, for example because of an invalid header. */
const refusedCodes = new Set([
  "UND_ERR_INVALID_ARG",
  "ERR_INVALID_CHAR",
  "ERR_HTTP_INVALID_HEADER_VALUE",
  "ERR_INVALID_HTTP_TOKEN",
  "ERR_UNESCAPED_CHARACTERS"
])

/** Whether the transport refuses to send such a request. */
export const isRefused = (code: string | undefined): boolean => code !== undefined && refusedCodes.has(code)

/** System calls before the connection is established. `read` and `write` come later. */
const connecting = /^(connect|socket|bind|getaddrinfo|getnameinfo|query\w*)$/

/** Codes that can only occur before the connection is established, for transports that do not name the system call. */
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
  // Bun's names.
  "ConnectionRefused",
  "FailedToOpenSocket"
])

/** OpenSSL's codes for an untrusted server certificate, as in `code` of errors of `tls.TLSSocket`. */
const certificate =
  /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|GET_CRL|DECRYPT_\w+|DECODE_\w+|VERIFY_LEAF_SIGNATURE)|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|(CERT|CRL)_(HAS_EXPIRED|NOT_YET_VALID|SIGNATURE_FAILURE|CHAIN_TOO_LONG|REVOKED|UNTRUSTED|REJECTED)|ERROR_IN_(CERT|CRL)_\w+|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/

/** Messages of failures before TLS or a proxy tunnel was established, which have no other mark. */
const beforeTheRequest =
  /before secure TLS connection was established|^Proxy response \(\d+\) !== 200|SSL routines:[^:]*:wrong version number/

/** Whether the transport certainly sent nothing. The failed step decides, not only the code. */
export const neverConnected = (cause: unknown): boolean => {
  if (typeof cause !== "object" || cause === null) return false
  // Several addresses were tried: all of them failed, or one of them connected.
  if ("errors" in cause && Array.isArray(cause.errors) && cause.errors.length > 0) {
    return cause.errors.every((error) => neverConnected(rootOf(error)))
  }
  if ("message" in cause && beforeTheRequest.test(String(cause.message))) return true
  if ("syscall" in cause && typeof cause.syscall === "string") return connecting.test(cause.syscall)
  const code = Redaction.codeOf(cause)
  return code !== undefined && (neverConnectedCodes.has(code) || certificate.test(code))
}
