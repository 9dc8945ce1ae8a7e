/** JSON texts as values, in which no integer is rounded. */
import * as Result from "effect/Result"

/** The value of a JSON text, or why it has none. Integers that a number cannot hold come as strings of their digits. */
export const parse = (text: string): Result.Result<unknown, string> => {
  try {
    const value: unknown = JSON.parse(text)
    return Result.succeed(hasManyDigits(text) ? (JSON.parse(withQuotedIntegers(text)) as unknown) : value)
  } catch {
    return Result.fail(text.trim() === "" ? "is empty" : "is not JSON")
  }
}

/** Short of so many digits every integer is exact. */
const digits = 16

/** Whether so many digits stand in a row. Of such a row one stands at a multiple of that, so that few are looked at. */
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

/** A string, which is passed over, or a number. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const withQuotedIntegers = (text: string): string =>
  text.replace(token, (found) =>
    /^-?\d{16,}$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found
  )
