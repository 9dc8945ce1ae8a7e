/** Figures for people, and the limits on them. */
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

/** A limit and the measured value. */
export interface Goal {
  readonly what: string
  readonly measured: number
  readonly limit: number
  readonly unit: string
}

/** Whether a build with it may pass. */
export const passes = ({ limit, measured }: Goal): boolean => measured < limit

/** Returns a line for a goal. */
export const verdict = (goal: Goal): string => {
  const figure = (value: number) => `${Number.isInteger(value) ? value : value.toFixed(2)}${goal.unit}`
  return `${goal.what}: ${figure(goal.measured)} of less than ${figure(goal.limit)}: ${passes(goal) ? "met" : "FAILED"}`
}
