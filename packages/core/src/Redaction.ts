/** Takes secrets out of text before it may reach an error, a log line or a span. */
import * as Redacted from "effect/Redacted"

/** What stands where a secret was. */
export const placeholder = "<redacted>"

/** Replaces every known secret in a text, in the spellings that a URL, JSON or Basic authentication gives it. */
export interface Redactor {
  (text: string): string
}

const spellings = (secret: string): ReadonlyArray<string> => [
  secret,
  encodeURIComponent(secret),
  encodeURI(secret),
  new URLSearchParams([["", secret]]).toString().slice(1),
  JSON.stringify(secret).slice(1, -1),
  btoa(String.fromCharCode(...new TextEncoder().encode(secret)))
]

/** A redactor for these secrets. Empty ones are ignored. */
export const make = (secrets: ReadonlyArray<Redacted.Redacted>): Redactor => {
  const needles = [...new Set(secrets.map(Redacted.value).filter((_) => _ !== "").flatMap(spellings))]
    // A longer spelling may contain a shorter one.
    .sort((a, b) => b.length - a.length)
  return (text) => needles.reduce((rest, needle) => rest.replaceAll(needle, placeholder), text)
}

/**
 * A copy of a thrown value that is safe to show: its name, code, message and causes, secrets removed.
 * Other properties are left behind, since a transport hangs the whole request on them.
 */
export const redactCause = (cause: unknown, redact: Redactor, depth = 4): Error | undefined => {
  if (cause === undefined || cause === null || depth === 0) return undefined
  if (!(cause instanceof Error)) return new Error(redact(String(cause)))
  const inner = redactCause(cause.cause, redact, depth - 1)
  const copy = new Error(redact(cause.message), inner === undefined ? undefined : { cause: inner })
  copy.name = cause.name
  if (cause.stack !== undefined) copy.stack = redact(cause.stack)
  const code = codeOf(cause)
  return code === undefined ? copy : Object.assign(copy, { code })
}

/** The system's or the transport's code of an error, such as `ECONNREFUSED`. */
export const codeOf = (cause: unknown): string | undefined =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : undefined
