/** Reads how long a server asks its caller to wait (RFC 9110, section 10.2.3). */
import * as Duration from "effect/Duration"

/**
 * The wait that a `Retry-After` header asks for: whole or fractional seconds, or an HTTP date.
 * A date that has passed asks for none. Anything else, a negative number included, says nothing.
 */
export const parse = (header: string | undefined, nowMillis: number): Duration.Duration | undefined => {
  const text = header?.trim()
  if (text === undefined || text === "") return undefined
  if (/^\d+(\.\d+)?$/.test(text)) {
    const millis = Number(text) * 1000
    return Number.isSafeInteger(Math.ceil(millis)) ? Duration.millis(millis) : Duration.millis(Number.MAX_SAFE_INTEGER)
  }
  // Without a letter it is no HTTP date, and Date.parse would take "-5" for a month.
  if (!/[a-z]/i.test(text)) return undefined
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Duration.millis(Math.max(0, date - nowMillis))
}
