/** Parses JSON without rounding integers. */
import * as Result from "effect/Result"

/**
 * The value of a JSON text, or why it has none. An integer that a number cannot represent becomes a string of its
 * digits.
 */
export const parse = (text: string): Result.Result<unknown, string> => {
  try {
    const value: unknown = JSON.parse(text)
    return Result.succeed(hasManyDigits(text) ? (JSON.parse(withQuotedIntegers(text)) as unknown) : value)
  } catch {
    return Result.fail(text.trim() === "" ? "is empty" : "is not JSON")
  }
}

/** Every integer with fewer digits is exact. */
const digits = 16

/**
 * Whether this many digits occur in a row. Such a row covers a multiple of this length, so few positions need a look.
 */
const hasManyDigits = (text: string): boolean => {
  for (let at = digits - 1; at < text.length; at += digits) {
    if (!isDigit(text.charCodeAt(at))) continue
    let [from, to] = [at, at + 1]
    while (isDigit(text.charCodeAt(from - 1))) from--
    while (isDigit(text.charCodeAt(to))) to++
    if (to - from >= digits) return true
  }
  return false
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** A string, which is skipped, or a number. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const withQuotedIntegers = (text: string): string =>
  text.replace(token, (found) =>
    /^-?\d{16,}$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found
  )
