/** JSON texts as values. */
import * as Result from "effect/Result"

/** The value of a JSON text, or why it has none. */
export const parse = (text: string): Result.Result<unknown, string> => {
  try {
    return Result.succeed(JSON.parse(text))
  } catch {
    return Result.fail(text.trim() === "" ? "is empty" : "is not JSON")
  }
}
