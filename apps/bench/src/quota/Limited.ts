/** A vendor's limit as its server enforces it. */

/** How a server counts: in fixed windows of the clock, or in any window that ends now. */
export type Counting = "fixed" | "sliding"

export interface Rule {
  readonly counting: Counting
  /** Units per window. */
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
}

/** The burst of the quota for calls of each kind: the most expensive page of Salesloft, and the default. */
export const bursts = { contacts: undefined, pages: 30 } as const

/**
 * Returns the share of the limit that a quota lets flow at most: in any window, the burst and the refill stay within
 * the limit, and a window counts as slightly longer because calls can arrive in bunches. Single windows can have more,
 * because a burst may fall on both their ends.
 */
export const flowOf = ({ limit, window }: Pick<Rule, "limit" | "window">, burst = limit / 40): number =>
  ((limit - Math.floor(burst) + 1) / limit) * (window / (window + Math.min(100, window * 0.02)))

/** A response of a limited server. */
export interface Counted {
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  readonly cost: number
  readonly admitted: boolean
}

/** How much of the limit was used. */
export interface Use {
  /** The share of the units that was used in whole windows. */
  readonly used: number
  /** Requests that the server refused: in all windows, and in the window with the most. */
  readonly refused: number
  readonly mostRefused: number
}

/** Creates the check of a limit. `left` is the number of units left in the window after the request. */
export const enforce = ({ counting, limit, window }: Rule) => {
  let recent: Array<Counted> = []
  return (cost: number, at: number): { readonly admitted: boolean; readonly left: number; readonly wait: number } => {
    const since = counting === "fixed" ? Math.floor(at / window) * window : at - window
    recent = recent.filter((_) => _.at > since || (counting === "fixed" && _.at === since))
    const taken = recent.reduce((sum, _) => sum + _.cost, 0)
    const admitted = taken + cost <= limit
    if (admitted) recent.push({ at, cost, admitted })
    const oldest = counting === "fixed" ? since : (recent[0]?.at ?? at)
    return { admitted, left: limit - taken - (admitted ? cost : 0), wait: oldest + window - at }
  }
}

/**
 * Returns how much of a limit was used between two moments. Counts whole windows: of the clock, or starting at the
 * first moment.
 */
export const useOf = (
  { counting, limit, window }: Rule,
  all: ReadonlyArray<Counted>,
  from: number,
  until: number
): Use => {
  const begin = counting === "fixed" ? Math.ceil(from / window) * window : from
  const windows = Math.floor((until - begin) / window)
  const within = all.filter(({ at }) => at >= begin && at < begin + windows * window)
  const refusals = Array.from({ length: windows }, () => 0)
  let units = 0
  for (const { admitted, at, cost } of within) {
    if (admitted) units += cost
    else refusals[Math.floor((at - begin) / window)]! += 1
  }
  return {
    used: units / (windows * limit),
    refused: refusals.reduce((sum, _) => sum + _, 0),
    mostRefused: Math.max(0, ...refusals)
  }
}
