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
  // Only what begins like one of the three forms of an HTTP date: Date.parse would take "-5" and "soon 5" for May.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(text)) return undefined
  // The form without a zone is in UTC too.
  const date = Date.parse(/(gmt|utc|z|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(date) ? undefined : Duration.millis(Math.max(0, date - nowMillis))
}
