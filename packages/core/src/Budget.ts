/**
 * What a vendor says is left of its quota, which others may spend, too. Vendors that say how much but not until when
 * count in windows of the clock, such as the minute; the clock is that of their `Date` header.
 */
import * as Duration from "effect/Duration"

/** A response header that says how many units are left in the current window. */
export interface RemainingHeader {
  /** In lower case. */
  readonly name: string
  /** How long a window is. It begins at a multiple of this length. */
  readonly window: Duration.Input
}

/** Counts what is left of the current window. Times are in milliseconds since the epoch, by our clock. */
export interface Budget {
  /** The units of one request, before any is taken. */
  readonly share: (cost: number) => Share
  /** Learns from the headers of an answer to a request that was sent then. */
  readonly observe: (headers: { readonly [name: string]: string | undefined }, sent: number, now: number) => void
}

/** The units of one request. */
export interface Share {
  /** Takes them where they are left; otherwise tells how many milliseconds to wait before asking again. */
  readonly take: (now: number) => number | undefined
  /** Gives back what was taken: the answer has come and counts it, or will not come. */
  readonly settle: () => void
}

/** Dates in headers have whole seconds, which servers look up as rarely. */
const dateIsRight = 2000

/** A budget of which nothing is known yet: the first answer will tell. */
export const make = ({ name, window }: RemainingHeader): Budget => {
  const length = Duration.toMillis(Duration.fromInputUnsafe(window))
  const indexOf = (time: number) => Math.floor(time / length)
  /** The vendor's clock is ahead of ours by at least and at most so much, as far as is known. */
  let least = -Infinity
  let most = -Infinity
  let current = -1
  let left = Infinity
  /** Units of requests on their way, which the vendor may not have counted. */
  let underway = 0

  // The vendor's time is later, if anything: nobody enters a window too early.
  const timeAt = (now: number) => (least === -Infinity ? now : now + least)

  const enter = (index: number) => {
    if (index <= current) return
    current = index
    left = Infinity
  }

  const compareClocks = (date: number, sent: number, now: number) => {
    // The date was written between sending and now.
    const [from, to] = [date - now, date + dateIsRight - sent]
    if (from <= most && to >= least) {
      least = Math.max(least, from)
      most = Math.min(most, to)
    } else {
      // The first date; or a clock was set, or an earlier date was wrong.
      least = from
      most = to
      current = -1
      left = Infinity
    }
  }

  return {
    share: (cost) => {
      let taken = 0
      return {
        take: (now) => {
          const time = timeAt(now)
          enter(indexOf(time))
          // What costs more than is ever left goes where nothing is known of the window yet: the vendor decides.
          if (left !== Infinity && left - underway < cost) return Math.ceil((current + 1) * length - time)
          taken = cost
          underway += cost
          return undefined
        },
        settle: () => {
          underway -= taken
          taken = 0
        }
      }
    },
    observe: (headers, sent, now) => {
      const date = Date.parse(headers["date"] ?? "")
      if (!Number.isNaN(date)) compareClocks(date, sent, now)
      const index = indexOf(Number.isNaN(date) ? now : date)
      const text = headers[name]
      // A request that was sent before the window began may tell what the last one had left, which is little.
      if (text === undefined || !/^\d+$/.test(text) || indexOf(timeAt(sent)) !== index) return
      enter(index)
      // Answers overtake each other; within a window the lowest figure is the newest.
      if (index === current) left = Math.min(left, Number(text))
    }
  }
}
