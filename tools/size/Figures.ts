/** Figures as people read them, and what is asked of them. */

/** The middle value; the mean of the two middle ones for an even count. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Rows under their heads: names on the left, figures on the right. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = head.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)))
  return [head, ...rows]
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  ")
    )
    .join("\n")
}

/** A limit, and what was measured. */
export interface Goal {
  readonly what: string
  readonly measured: number
  readonly limit: number
  /** What is allowed where the limit cannot be met yet: the figure of the day that was decided, and a little more. */
  readonly allowed?: number
  readonly unit: string
}

export const isMet = ({ limit, measured }: Goal): boolean => measured < limit

/** Whether a build may pass with it. */
export const passes = (goal: Goal): boolean => goal.measured < (goal.allowed ?? goal.limit)

/** One line for each goal. */
export const verdict = (goal: Goal): string => {
  const { allowed, limit, measured, unit, what } = goal
  const figure = (value: number) => `${Number.isInteger(value) ? value : value.toFixed(2)}${unit}`
  const said = isMet(goal) ? "met" : passes(goal) ? `MISSED, at most ${figure(allowed!)} allowed` : "FAILED"
  return `${what}: ${figure(measured)} of less than ${figure(limit)}: ${said}`
}
