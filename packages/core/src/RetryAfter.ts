/** Reads how long a server asks its client to wait (RFC 9110, section 10.2.3). */
import * as Duration from "effect/Duration"

/** The comma between joined headers. The one within a date comes before day and month. */
const between = /,(?!\s*\d+[ -][a-z])/i

/**
 * The wait that a `Retry-After` header asks for: whole or fractional seconds, or an HTTP date. A date in the past gives
 * a wait of zero. Anything else, including a negative number, is ignored. Of several headers, which most transports
 * join with a comma, the longest wait counts.
 */
export const parse = (header: string | undefined, nowMillis: number): Duration.Duration | undefined => {
  const waits = (header ?? "").split(between).flatMap((text) => waitOf(text.trim(), nowMillis) ?? [])
  return waits.length === 0 ? undefined : waits.reduce((one, other) => Duration.max(one, other))
}

const waitOf = (text: string, nowMillis: number): Duration.Duration | undefined => {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const millis = Number(text) * 1000
    return Number.isSafeInteger(Math.ceil(millis)) ? Duration.millis(millis) : Duration.millis(Number.MAX_SAFE_INTEGER)
  }
  // Only the three forms of an HTTP date: Date.parse would read "-5" and "soon 5" as dates in May.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(text)) return undefined
  // The form without a zone is in UTC as well.
  const date = Date.parse(/(gmt|utc|z|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`)
  return Number.isNaN(date) ? undefined : Duration.millis(Math.max(0, date - nowMillis))
}
