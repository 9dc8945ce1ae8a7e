/** What to do about differences in which the package accepts more than the specification. */
import type { Coverage } from "@salesbridge/contract-kit/report"

/** Returns the lines to print after the tables, with the file of each vendor that has such differences. */
export const advice = (reports: ReadonlyArray<Coverage.Report>): ReadonlyArray<string> => {
  const files = reports
    .filter(({ disagreements }) => disagreements.some(({ lenient = [] }) => lenient.length > 0))
    .map(({ vendor }) => `contracts/${vendor}/src/tolerances.ts`)
  if (files.length === 0) return []
  return [
    "Correct the package or the specification. If the package accepts more on",
    `purpose, add a tolerance to ${files.join(", ")}.`
  ]
}
