/** Figures for people: medians, and tables that fit 80 columns. */
import * as Table from "@salesbridge/text-layout/Table"

/** The middle value; the mean of the two middle ones for an even count. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Formats a table: names on the left, figures on the right. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  Table.lines([head, ...rows], { rightFrom: 1 }).join("\n")

/** Returns a line that compares a ratio with its limit. */
export const goal = (what: string, ratio: number, limit: number): string =>
  `Goal: ${what} at most ${limit.toFixed(2)}: ${ratio.toFixed(2)}, ${ratio <= limit ? "met" : "NOT met"}`
