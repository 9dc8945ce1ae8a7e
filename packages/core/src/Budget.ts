/**
 * What a vendor says is left of its quota, which others may spend, too. Vendors that say how much but not until when
 * count in windows of the clock, such as the minute; the time is that of their `Date` header.
 */
import * as Duration from "effect/Duration"

/** A response header that says how many units are left in the current window. */
export interface RemainingHeader {
  /** In lower case. */
  readonly name: string
  /** How long a window is. It begins at a multiple of this length. */
  readonly window: Duration.Input
}

/** Counts what is left of the current window. Times are in milliseconds since the epoch. */
export interface Budget {
  /** Spends units where they are left; otherwise tells how many milliseconds to wait before asking again. */
  readonly spend: (cost: number, now: number) => number | undefined
  /** The units of a call whose answer has come, or will not. */
  readonly settle: (cost: number) => void
  /** Learns from the headers of an answer. */
  readonly observe: (headers: { readonly [name: string]: string | undefined }, now: number) => void
}

/** Dates in headers have whole seconds. */
const dateResolution = 1000

/** A budget of which nothing is known yet: the first answer will tell. */
export const make = ({ name, window }: RemainingHeader): Budget => {
  const length = Duration.toMillis(Duration.fromInputUnsafe(window))
  let ahead = 0
  let current = -1
  let left = Infinity
  /** Units of calls on their way, which the vendor may not have counted. */
  let underway = 0

  const enter = (index: number) => {
    if (index <= current) return
    current = index
    left = Infinity
  }

  return {
    spend: (cost, now) => {
      const time = now + ahead
      enter(Math.floor(time / length))
      // What costs more than is ever left must go at last: the vendor decides.
      if (left - underway < cost && left !== Infinity) return (current + 1) * length - time
      underway += cost
      return undefined
    },
    settle: (cost) => {
      underway -= cost
    },
    observe: (headers, now) => {
      const date = Date.parse(headers["date"] ?? "")
      // The vendor's clock shows something within this second; only what lies outside it corrects ours.
      if (!Number.isNaN(date)) ahead = Math.min(Math.max(ahead, date - now), date - now + dateResolution - 1)
      const index = Math.floor((Number.isNaN(date) ? now + ahead : date) / length)
      enter(index)
      const text = headers[name]
      // Answers overtake each other; within a window the lowest figure is the newest.
      if (text !== undefined && /^\d+$/.test(text) && index === current) left = Math.min(left, Number(text))
    }
  }
}
