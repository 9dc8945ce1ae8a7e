/**
 * How an application's bundle grows that comes to use one operation after the other. What several share comes with the
 * first of them, so that the steps depend on the order, but not their mean.
 */
import type { Goal } from "./Figures.ts"
import { further, type Named, type Programs, withPackage } from "./Programs.ts"

/** The program with the first operation alone, then with each further one beside those before it. */
export const stages = (program: Programs, operations: ReadonlyArray<Named>): ReadonlyArray<string> =>
  Array.from({ length: operations.length + 1 }, (_, count) =>
    withPackage(program, further(program.vendor, operations.slice(0, count)))
  )

/** What each operation adds to those before it, from the sizes of the stages. */
export const steps = (
  operations: ReadonlyArray<Named>,
  sizes: ReadonlyArray<number>
): ReadonlyArray<readonly [name: string, bytes: number]> =>
  operations.map((operation, index) => [operation.join("."), sizes[index + 1]! - sizes[index]!])

/** The largest step, and each other one that is beyond the limit. */
export const stepGoals = (
  vendor: string,
  steps: ReadonlyArray<readonly [name: string, bytes: number]>,
  limit: number
): ReadonlyArray<Goal> =>
  steps
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, bytes], index) => index === 0 || bytes >= limit)
    .map(([name, measured]) => ({ what: `${vendor}: growing, ${name}`, measured, limit, unit: " B" }))
