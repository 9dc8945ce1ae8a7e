/** Removes secrets from text before it reaches an error, a log line or a span. */
import * as Redacted from "effect/Redacted"
import * as ProxySecrets from "#ProxySecrets"

/** The replacement for a secret. */
export const placeholder = "<redacted>"

/**
 * Replaces every known secret in a text, in each spelling in which it may appear, whatever the case of its letters:
 * plain; escaped for URLs, JSON or HTML; in hexadecimal; and in base64, also as part of a longer value, such as the
 * user and password of Basic authentication. If a line break or an invisible mark breaks a secret in two, the text is
 * returned without any of them.
 */
export interface Redactor {
  (text: string): string
  /** The same for a text that was cut off, perhaps within a secret. */
  readonly unfinished: (text: string) => string
}

const utf8 = new TextEncoder()
const literal = (text: string) => text.replace(/[$()*+.?[\\\]^{|}/-]/g, String.raw`\$&`)
const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0")

/** What may break a secret in two: a line break, also as JSON escapes it, or an invisible mark. */
const breaks = /[\r\n\xAD\u200B-\u200D\u2060\uFEFF]|\\[rn]|<wbr>/gi

/**
 * A pattern for a character in every spelling: plain, escaped for JSON, URLs or HTML (also repeatedly), or garbled.
 * Repetition is bounded to limit the search time.
 */
const spellings = (character: string): string => {
  const code = character.codePointAt(0)!
  const isWord = /[\w~]/.test(character)
  const all = [
    isWord ? character : String.raw`\\{0,8}${literal(character)}`,
    character
      .split("")
      .map((unit) => String.raw`\\{1,8}u${hex(unit.charCodeAt(0), 4)}`)
      .join(""),
    Array.from(utf8.encode(character), (byte) => `%(?:25){0,3}${hex(byte, 2)}`).join(""),
    `&(?:amp;){0,3}(?:#0{0,4}${code}|#x0{0,4}${hex(code, 1)}${isWord ? "" : "|[a-z]{1,32}"});`
  ]
  if (code < 0x100) all.push(String.raw`\\{1,8}x${hex(code, 2)}`)
  if (character === " ") all.push(String.raw`\+`)
  // UTF-8 read as Latin-1, and Latin-1 read as UTF-8.
  if (character > "\u007F") all.push(literal(String.fromCharCode(...utf8.encode(character))), "\uFFFD{1,4}")
  return `(?:${all.join("|")})`
}

const hexadecimal = (secret: string) => Array.from(utf8.encode(secret), (byte) => hex(byte, 2)).join("")

/** In both alphabets, and as escaped in URLs and in JSON. */
const base64Spellings = (text: string) =>
  text.replace(/[+/]/g, (sign) => (sign === "+" ? "(?:[+-]|%2b)" : String.raw`(?:\\?/|_|%2f)`))

/** Shorter secrets would match unrelated text. */
const shortestWithin = 6

/** The base64 of a secret at each of the three possible offsets in the encoded bytes. */
const base64 = (secret: string): ReadonlyArray<{ readonly certain: string; readonly pattern: string }> => {
  const bytes = utf8.encode(secret)
  return [0, 1, 2].flatMap((before) => {
    if (before > 0 && bytes.length < shortestWithin) return []
    const all = new Uint8Array(before + bytes.length)
    all.set(bytes, before)
    const encoded = btoa(String.fromCharCode(...all)).replace(/=+$/, "")
    // The parts that also depend on the bytes around the secret.
    const start = Math.ceil((before * 8) / 6)
    const end = bytes.length < shortestWithin ? encoded.length : Math.floor((all.length * 8) / 6)
    const certain = base64Spellings(encoded.slice(start, end))
    const edge = bytes.length < shortestWithin ? "" : "[a-z0-9+/_-]?"
    return [
      {
        certain: base64Spellings(encoded.slice(start, start + headOfBase64)),
        pattern: `${before > 0 ? edge : ""}${certain}${edge}(?:=|%3d)*`
      }
    ]
  })
}

/** How many base64 characters identify the start of a secret. */
const headOfBase64 = 6

/** How many characters identify the start of a secret, */
const headLength = 4
/** and the usual maximum length of one spelled character. */
const spelledWith = 6

/** A redactor for these secrets. Empty ones are ignored. */
export const make = (secrets: ReadonlyArray<Redacted.Redacted>): Redactor => {
  const values = [...new Set(secrets.map(Redacted.value))].filter((_) => _ !== "")
  if (values.length === 0) return Object.assign((text: string) => text, { unfinished: (text: string) => text })
  // A longer secret may contain a shorter one.
  const byLength = values.toSorted((a, b) => b.length - a.length)
  const spelled = byLength.map((secret) => [...secret].map(spellings))
  const encoded = byLength.flatMap(base64)
  const needles = new RegExp(
    [...spelled.map((_) => _.join("")), ...encoded.map(({ pattern }) => pattern), ...values.map(hexadecimal)].join("|"),
    "gi"
  )
  const heads = new RegExp(
    [
      ...spelled.map((_) => _.slice(0, headLength).join("")),
      ...encoded.map(({ certain }) => certain),
      ...values.map((_) => hexadecimal(_.slice(0, headLength)))
    ].join("|"),
    "i"
  )
  const window = Math.max(...spelled.map((_) => _.length)) * spelledWith
  const redact = (text: string) => {
    const shown = text.replace(needles, placeholder)
    const joined = shown.replace(breaks, "")
    if (joined.length === shown.length) return shown
    const redacted = joined.replace(needles, placeholder)
    return redacted === joined ? shown : redacted
  }
  return Object.assign(redact, {
    unfinished: (text: string) => {
      const whole = redact(text)
      const end = Math.max(0, whole.length - window)
      const at = whole.slice(end).search(heads)
      return at < 0 ? whole : whole.slice(0, end + at) + placeholder
    }
  })
}

/** How many replaced secrets are still redacted. */
const remembered = 8

/**
 * A redactor that learns further secrets, such as refreshed tokens, and forgets the oldest of them. It also knows the
 * passwords of the environment's proxies.
 */
export const growing = (
  given: ReadonlyArray<Redacted.Redacted>
): Redactor & { readonly learn: (secret: Redacted.Redacted) => void } => {
  const secrets = [...given, ...ProxySecrets.ofEnvironment()]
  const known = new Set(secrets.map(Redacted.value))
  const learned = new Set<string>()
  let current = make(secrets)
  return Object.assign((text: string) => current(text), {
    unfinished: (text: string) => current.unfinished(text),
    learn: (secret: Redacted.Redacted) => {
      const value = Redacted.value(secret)
      if (known.has(value)) return
      // Moves a secret in use to the end of the list.
      const isNew = !learned.delete(value)
      learned.add(value)
      if (!isNew) return
      if (learned.size > remembered) learned.delete(learned.values().next().value!)
      current = make([...known, ...learned].map((_) => Redacted.make(_)))
    }
  })
}

/**
 * A copy of a thrown value that is safe to show: its name, code, message and causes, with secrets removed. It omits
 * other properties, because transports attach the whole request.
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

/** The error code of the system or the transport, such as `ECONNREFUSED`. */
export const codeOf = (cause: unknown): string | undefined =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : undefined
