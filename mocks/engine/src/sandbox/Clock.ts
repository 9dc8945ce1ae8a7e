/** The sandbox's clock: the system's, moved ahead by tests. */
export class Clock {
  #ahead: number

  /** @param start The initial time, in milliseconds since 1970. Default: now. */
  constructor(start?: number) {
    this.#ahead = start === undefined ? 0 : start - Date.now()
  }

  #standing: number | undefined

  readonly now = (): number => this.#standing ?? Date.now() + this.#ahead

  /** Runs a function while the clock stands at this time. */
  standingAt<A>(time: number, run: () => A): A {
    this.#standing = time
    try {
      return run()
    } finally {
      this.#standing = undefined
    }
  }

  /** Milliseconds that it is ahead of the system's clock. */
  get ahead(): number {
    return this.#ahead
  }

  /** Sets it to this time. It then runs on. */
  set(time: number): void {
    this.#ahead = time - Date.now()
  }
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a duration: a number, or text like "15s", "90 minutes", "1 day". */
export const milliseconds = (duration: number | string): number => {
  if (typeof duration === "number" && Number.isFinite(duration) && duration >= 0) return duration
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|milli\w*|s|sec\w*|m|min\w*|h|hour\w*|d|day\w*)?\s*$/.exec(String(duration))
  if (match === null)
    throw new Error(`"${duration}" is not a duration. Examples: 250, "250ms", "15s", "2 minutes", "1 day".`)
  const unit = match[2] ?? "ms"
  return Number(match[1]) * (units[unit.startsWith("mi") && !unit.startsWith("min") ? "ms" : unit] ?? units[unit[0]!]!)
}
