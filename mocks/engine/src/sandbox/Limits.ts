/** Counts what callers spend of a vendor's limits, by windows of the sandbox's clock. */
import type { Call, Limit, Standing } from "./Definition.ts"

interface Taken {
  readonly headers: Readonly<Record<string, string>>
  /** The standing of the caller at the limit that refuses the call. */
  readonly refusal?: (Standing & { readonly name: string }) | undefined
}

/** "30 GET a minute" */
const nameOf = ({ limit, name }: { readonly limit: number; readonly name: string }): string => `${limit} ${name}`

export class Limits<State> {
  readonly #limits: ReadonlyArray<Limit<State>>
  #spent = new Map<string, { window: number; units: number }>()

  constructor(limits: ReadonlyArray<Limit<State>>) {
    this.#limits = limits
  }

  /** The names of the limits. */
  get names(): ReadonlyArray<string> {
    return this.#limits.map(nameOf)
  }

  /** Spends a call's cost from every limit. If one refuses, none is charged. */
  take(call: Call<State>): Taken {
    if (this.#limits.length === 0) return { headers: {} }
    const now = call.now()
    const headers: Record<string, string> = {}
    let refusal: Taken["refusal"]
    const taken = this.#limits.flatMap((limit) => {
      const bucket = limit.bucket === undefined ? call.credentials : limit.bucket(call)
      if (bucket === undefined) return []
      const key = `${limit.name} ${bucket}`
      const window = Math.floor(now / limit.window)
      const spent = this.#spent.get(key)
      const before = spent?.window === window ? spent.units : 0
      const cost = limit.cost?.(call) ?? 1
      const units = before + cost
      return [{ key, limit, window, before, cost, units, fits: units <= limit.limit }]
    })
    const fits = taken.every((_) => _.fits)
    for (const { before, cost, key, limit, units, window, fits: here } of taken) {
      const used = fits ? units : before
      if (fits) this.#spent.set(key, { window, units })
      const standing = {
        limit: limit.limit,
        cost,
        remaining: Math.max(0, limit.limit - used),
        resetsIn: (window + 1) * limit.window - now
      }
      Object.assign(headers, limit.headers?.(standing))
      if (!here) refusal ??= { ...standing, name: nameOf(limit) }
    }
    if (this.#spent.size > 10_000) this.#spent.clear()
    return refusal === undefined ? { headers } : { headers, refusal }
  }

  reset(): void {
    this.#spent.clear()
  }
}
