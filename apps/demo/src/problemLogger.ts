/** Prints what libraries log about problems, in a line each, and no line twice within half a minute. */
import { Cause, Logger } from "effect"
import { lacksConnection, noFreeConnection } from "./durable/pool.ts"

const pause = 30_000

/** The error that the others only pass on. */
export const innermost = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error

/** The end of the run says what is wrong with the journal. */
const isOfSqlite = (error: unknown) => error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR"

/** Node's errors of several addresses have no message. */
export const wordsOf = (error: unknown) =>
  (error instanceof Error ? error.message || ("code" in error ? String(error.code) : error.name) : String(error)).split(
    "\n"
  )[0]!

export const makeProblemLogger = (print: (line: string) => void) => {
  const printed = new Map<string, number>()
  return Logger.make<unknown, void>(({ cause, date, message }) => {
    const error = cause.reasons.length === 0 ? undefined : innermost(Cause.squash(cause))
    if (isOfSqlite(error)) return
    const texts = [message].flat().filter((part) => typeof part === "string")
    const line = lacksConnection(error)
      ? `${noFreeConnection}. Waiting ...`
      : [...texts, ...(error === undefined ? [] : [wordsOf(error)])].join(": ")
    if (date.getTime() - (printed.get(line) ?? -Infinity) < pause) return
    printed.set(line, date.getTime())
    print(line)
  })
}
