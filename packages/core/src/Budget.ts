/**
 * Tracks what remains of a quota according to the vendor, since others may use the same quota. Vendors that report an
 * amount without a reset time count in windows of the clock, such as the minute. The clock is the one of their `Date`
 * header.
 */
import * as Duration from "effect/Duration"

/** A response header with the number of units that remain in the current window. */
export interface RemainingHeader {
  /** The header's name, in lower case. */
  readonly name: string
  /** The length of a window. Windows begin at multiples of this length. */
  readonly window: Duration.Input
}

/** Counts what remains of the current window. Times are in milliseconds since the epoch, by the local clock. */
export interface Budget {
  /** The units of one request. None are taken yet. */
  readonly share: (cost: number) => Share
  /** Learns from the response headers of a request that was sent at this time. */
  readonly observe: (headers: { readonly [name: string]: string | undefined }, sent: number, now: number) => void
}

/** The units of one request. */
export interface Share {
  /** Takes the units if they are available. Otherwise returns how many milliseconds to wait before the next try. */
  readonly take: (now: number) => number | undefined
  /** Returns the units, because the response has come and counts them, or will not come. */
  readonly settle: () => void
}

/**
 * The uncertainty of a `Date` header, in milliseconds: it has whole seconds, and servers update it about once a second.
 */
const dateUncertainty = 2000

/** A budget without information: the first response brings it. */
export const make = ({ name, window }: RemainingHeader): Budget => {
  const length = Duration.toMillis(Duration.fromInputUnsafe(window))
  const indexOf = (time: number) => Math.floor(time / length)
  /** Bounds of how far the vendor's clock is ahead of the local one. */
  let least = -Infinity
  let most = -Infinity
  let current = -1
  let left = Infinity
  /** Units of requests in flight, which the vendor may not have counted yet. */
  let underway = 0

  // Uses the earliest time that the vendor's clock may show, so that no request enters a window too early.
  const timeAt = (now: number) => (least === -Infinity ? now : now + least)

  const enter = (index: number) => {
    if (index <= current) return
    current = index
    left = Infinity
  }

  const compareClocks = (date: number, sent: number, now: number) => {
    // The server wrote the date between sending and now.
    const [from, to] = [date - now, date + dateUncertainty - sent]
    if (from <= most && to >= least) {
      least = Math.max(least, from)
      most = Math.min(most, to)
    } else {
      // This is the first date, or a clock was changed, or an earlier date was wrong.
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
          // A request that costs more than a window ever has is sent while the window is unknown: the vendor decides.
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
      // The request was sent before this window began, so the figure may belong to the window before.
      if (text === undefined || !/^\d+$/.test(text) || indexOf(timeAt(sent)) !== index) return
      enter(index)
      // Responses can arrive out of order. Within a window, the lowest figure is the newest.
      if (index === current) left = Math.min(left, Number(text))
    }
  }
}
