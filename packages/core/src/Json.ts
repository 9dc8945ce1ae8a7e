/** JSON texts as values, in which no integer is rounded. */
import * as Result from "effect/Result"

/** The value of a JSON text, or why it has none. Integers that a number cannot hold come as strings of their digits. */
export const parse = (text: string): Result.Result<unknown, string> => {
  try {
    const value: unknown = JSON.parse(text)
    // Short of sixteen digits every integer is exact.
    return Result.succeed(/\d{16}/.test(text) ? (JSON.parse(withQuotedIntegers(text)) as unknown) : value)
  } catch {
    return Result.fail(text.trim() === "" ? "is empty" : "is not JSON")
  }
}

/** A string, which is passed over, or a number. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

const withQuotedIntegers = (text: string): string =>
  text.replace(token, (found) =>
    /^-?\d{16,}$/.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found
  )
