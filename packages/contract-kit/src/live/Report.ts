/** The results of a run. They contain no values and no names of customers, so they may be stored and shared. */
import { groupBy } from "../report/groupBy.ts"
import { either } from "./Words.ts"

/** The side from which the vendor differs. */
export type Side = "specification" | "package"

/** A place where the vendor differs from the specification, the package or both. */
export interface Mismatch {
  readonly operation: string
  readonly status: number
  /**
   * The place, such as `data[].custom_fields{}`. The place `status` means the response's status, `body` the whole body.
   */
  readonly place: string
  readonly expected: string
  readonly got: string
  readonly by: ReadonlyArray<Side>
  /** Whether the package reads null there and can read the rest of the response. */
  readonly isReadAsNull: boolean
}

/** A field that neither side declares. It is not a mismatch. */
export interface NewField {
  readonly operation: string
  readonly status: number
  readonly place: string
  readonly got: string
}

/**
 * `forbidden`: the account lacks the permission. `failed`: there was no response that could be compared. `not tried`:
 * the reason is given.
 */
export type Result = "agrees" | "differs" | "forbidden" | "failed" | "not tried"

/** The result of one operation. */
export interface Row {
  readonly operation: string
  readonly result: Result
  /** The statuses of the responses, each once. */
  readonly statuses: ReadonlyArray<number>
  readonly reason: string | undefined
  /** The number of places that differ. */
  readonly differences: number
}

/** What a run will send. */
export interface Plan {
  readonly vendor: string
  /** The origins that are called. */
  readonly origins: ReadonlyArray<string>
  /** The number of the vendor's operations, and of those that only read. */
  readonly operations: number
  readonly reads: number
  /** The HTTP methods that are used. */
  readonly methods: ReadonlyArray<string>
  /** The maximum number of calls, without retries. */
  readonly calls: number
  /** The limits of the run, as text. */
  readonly limits: string
}

/** The results of a run, after its plan. */
export interface Report extends Plan {
  readonly rows: ReadonlyArray<Row>
  readonly mismatches: ReadonlyArray<Mismatch>
  readonly newFields: ReadonlyArray<NewField>
  /** The number of requests that were sent, including retries. */
  readonly requests: number
  /** Why the run ended early; `undefined` if it did not. */
  readonly stopped: "credentials" | "unreachable" | "interrupted" | undefined
}

/**
 * 0: everything that was compared agrees. 1: something differs or failed, nothing was compared, or the vendor could not be
 * reached or refused the credentials. 130: interrupted.
 */
export const exitCode = ({ rows, stopped }: Pick<Report, "rows" | "stopped">): number => {
  if (stopped === "interrupted") return 130
  if (stopped !== undefined) return 1
  const isAny = (...results: ReadonlyArray<Result>) => rows.some(({ result }) => results.includes(result))
  // If no response could be compared, the result is not a success.
  return isAny("differs", "failed") || !isAny("agrees") ? 1 : 0
}

const placeOf = ({ operation, place, status }: Pick<NewField, "operation" | "place" | "status">) =>
  JSON.stringify([operation, status, place])

/** Merges mismatches at the same place. If the vendor differs from both sides, `expected` is the specification's. */
export const merged = (mismatches: ReadonlyArray<Mismatch>): ReadonlyArray<Mismatch> =>
  [...groupBy(mismatches, placeOf).values()].map((found) => {
    const bySpec = found.filter(({ by }) => by.includes("specification"))
    const sides: ReadonlyArray<Side> = ["specification", "package"]
    return {
      ...found[0]!,
      expected: either((bySpec.length > 0 ? bySpec : found).map(({ expected }) => expected)),
      got: either(found.map(({ got }) => got)),
      isReadAsNull:
        found.every((_) => _.isReadAsNull || !_.by.includes("package")) && found.some((_) => _.isReadAsNull),
      by: sides.filter((side) => found.some(({ by }) => by.includes(side)))
    }
  })

/** Merges new fields at the same place. */
export const mergedFields = (fields: ReadonlyArray<NewField>): ReadonlyArray<NewField> =>
  [...groupBy(fields, placeOf).values()].map((found) => ({
    ...found[0]!,
    got: either(found.map(({ got }) => got))
  }))
