/** Takes secrets out of text before it may reach an error, a log line or a span. */
import * as Redacted from "effect/Redacted"

/** What stands where a secret was. */
export const placeholder = "<redacted>"

/** Replaces every known secret in a text, however URLs, JSON, HTML or Basic authentication spell it. */
export interface Redactor {
  (text: string): string
  /** The same for a text that was cut off, perhaps in the middle of a secret. */
  readonly unfinished: (text: string) => string
}

const utf8 = new TextEncoder()
const literal = (text: string) => text.replace(/[$()*+.?[\\\]^{|}/-]/g, String.raw`\$&`)
const eitherCase = (hex: string) => hex.replace(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`)
const hex = (value: number, digits: number) => eitherCase(value.toString(16).padStart(digits, "0"))

/**
 * A pattern for a character in every spelling: as it is, escaped as in JSON, URLs and HTML (also more than once), or
 * garbled. Repetition is bounded, so that no text takes long to search.
 */
const spellings = (character: string): string => {
  if (/[\w~]/.test(character)) return character
  const all = [
    String.raw`\\{0,8}${literal(character)}`,
    character
      .split("")
      .map((unit) => String.raw`\\{1,8}u${hex(unit.charCodeAt(0), 4)}`)
      .join(""),
    Array.from(utf8.encode(character), (byte) => `%(?:25){0,3}${hex(byte, 2)}`).join(""),
    `&(?:amp;){0,3}(?:#0{0,4}${character.codePointAt(0)}|#[xX]0{0,4}${hex(character.codePointAt(0)!, 1)}|[a-zA-Z]{1,32});`
  ]
  if (character === " ") all.push(String.raw`\+`)
  // UTF-8 read as Latin-1, and Latin-1 read as UTF-8.
  if (character > "\u007F") all.push(literal(String.fromCharCode(...utf8.encode(character))), "\uFFFD{1,4}")
  return `(?:${all.join("|")})`
}

const base64 = (secret: string) => btoa(String.fromCharCode(...utf8.encode(secret))).replace(/=+$/, "")

/** So many characters tell where a secret begins, */
const headLength = 4
/** and each of them is spelled with at most so many, usually. */
const spelledWith = 6

/** A redactor for these secrets. Empty ones are ignored. */
export const make = (secrets: ReadonlyArray<Redacted.Redacted>): Redactor => {
  const values = [...new Set(secrets.map(Redacted.value))].filter((_) => _ !== "")
  if (values.length === 0) return Object.assign((text: string) => text, { unfinished: (text: string) => text })
  // A longer secret may contain a shorter one.
  const spelled = values.toSorted((a, b) => b.length - a.length).map((secret) => [...secret].map(spellings))
  const needles = new RegExp(
    [...spelled.map((_) => _.join("")), ...values.map((_) => `${literal(base64(_))}=*`)].join("|"),
    "g"
  )
  const heads = new RegExp(spelled.map((_) => _.slice(0, headLength).join("")).join("|"))
  const window = Math.max(...spelled.map((_) => _.length)) * spelledWith
  const redact = (text: string) => text.replace(needles, placeholder)
  return Object.assign(redact, {
    unfinished: (text: string) => {
      const whole = redact(text)
      const end = Math.max(0, whole.length - window)
      const at = whole.slice(end).search(heads)
      return at < 0 ? whole : whole.slice(0, end + at) + placeholder
    }
  })
}

/** How many secrets that were replaced by newer ones are still known. */
const remembered = 8

/** A redactor that learns of further secrets, such as a refreshed token. Of those it forgets the oldest. */
export const growing = (
  secrets: ReadonlyArray<Redacted.Redacted>
): Redactor & { readonly learn: (secret: Redacted.Redacted) => void } => {
  const known = new Set(secrets.map(Redacted.value))
  const learned = new Set<string>()
  let current = make(secrets)
  return Object.assign((text: string) => current(text), {
    unfinished: (text: string) => current.unfinished(text),
    learn: (secret: Redacted.Redacted) => {
      const value = Redacted.value(secret)
      if (known.has(value)) return
      // What is in use is not the oldest.
      const isNew = !learned.delete(value)
      learned.add(value)
      if (!isNew) return
      if (learned.size > remembered) learned.delete(learned.values().next().value!)
      current = make([...known, ...learned].map((_) => Redacted.make(_)))
    }
  })
}

/**
 * A copy of a thrown value that is safe to show: its name, code, message and causes, secrets removed.
 * Other properties are left behind, since a transport hangs the whole request on them.
 */
export const redactCause = (cause: unknown, redact: Redactor, depth = 4): Error | undefined => {
  if (cause === undefined || cause === null || depth === 0) return undefined
  if (!(cause instanceof Error)) return new Error(redact(String(cause)))
  const inner = redactCause(cause.cause ?? causeOfReason(cause), redact, depth - 1)
  const copy = new Error(redact(cause.message), inner === undefined ? undefined : { cause: inner })
  copy.name = cause.name
  if (cause.stack !== undefined) copy.stack = redact(cause.stack)
  const code = codeOf(cause)
  return code === undefined ? copy : Object.assign(copy, { code })
}

/** Some of Effect's errors keep their cause in a reason. */
const causeOfReason = (error: Error): unknown =>
  "reason" in error && typeof error.reason === "object" && error.reason !== null && "cause" in error.reason
    ? error.reason.cause
    : undefined

/** The system's or the transport's code of an error, such as `ECONNREFUSED`. */
export const codeOf = (cause: unknown): string | undefined =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : undefined
