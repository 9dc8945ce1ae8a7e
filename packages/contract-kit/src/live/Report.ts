/** What a run found, in words that hold no value and no name of a customer's: it may be kept and sent around. */
import { grouped } from "./Grouped.ts"
import { either } from "./Words.ts"

export type Side = "specification" | "package"

/** A place where reality is not as one side or both say. */
export interface Mismatch {
  readonly operation: string
  readonly status: number
  /** Such as `data[].custom_fields{}`; `status` for the status itself, `body` for the whole body. */
  readonly place: string
  readonly expected: string
  readonly got: string
  readonly by: ReadonlyArray<Side>
  /** Whether the package reads null there, so that the rest of the answer is read all the same. */
  readonly isReadAsNull: boolean
}

/** A field that neither side describes. An additional field is not a mismatch. */
export interface NewField {
  readonly operation: string
  readonly status: number
  readonly place: string
  readonly got: string
}

/**
 * `agrees`; `differs`; `forbidden` if the account has no permission; `failed` if no comparable response came; `not
 * tried`, with the reason.
 */
export type Result = "agrees" | "differs" | "forbidden" | "failed" | "not tried"

export interface Row {
  readonly operation: string
  readonly result: Result
  /** The statuses that came, each once. */
  readonly statuses: ReadonlyArray<number>
  readonly reason: string | undefined
  /** How many places differ. */
  readonly differences: number
}

/** What will be sent. */
export interface Plan {
  readonly vendor: string
  /** The origin or origins that are asked. */
  readonly origins: ReadonlyArray<string>
  /** How many operations the vendor has, and how many of them only read. */
  readonly operations: number
  readonly reads: number
  /** The methods that are used. */
  readonly methods: ReadonlyArray<string>
  /** The most calls that are made, those sent again not counted. */
  readonly calls: number
  /** The limits that the calls stay within, in words. */
  readonly limits: string
}

export interface Report extends Plan {
  readonly rows: ReadonlyArray<Row>
  readonly mismatches: ReadonlyArray<Mismatch>
  readonly newFields: ReadonlyArray<NewField>
  /** How many requests were sent. */
  readonly requests: number
  /** Why the run ended early; `undefined` if it did not. */
  readonly stopped: "credentials" | "unreachable" | "interrupted" | undefined
}

/** 0: all agrees; 1: something differs or failed, or the vendor could not be asked; 130: interrupted. */
export const exitCode = ({ rows, stopped }: Pick<Report, "rows" | "stopped">): number => {
  if (stopped === "interrupted") return 130
  if (stopped !== undefined) return 1
  const isAny = (...results: ReadonlyArray<Result>) => rows.some(({ result }) => results.includes(result))
  // If nothing could be compared, nothing is known to agree.
  return isAny("differs", "failed") || !isAny("agrees") ? 1 : 0
}

const placeOf = ({ operation, place, status }: Pick<NewField, "operation" | "place" | "status">) => [
  operation,
  status,
  place
]

/** Mismatches of the same place as one. What the specification expects is told where both sides object. */
export const merged = (mismatches: ReadonlyArray<Mismatch>): ReadonlyArray<Mismatch> =>
  grouped(mismatches, placeOf).map((found) => {
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

/** New fields of the same place as one. */
export const mergedFields = (fields: ReadonlyArray<NewField>): ReadonlyArray<NewField> =>
  grouped(fields, placeOf).map((found) => ({
    ...found[0]!,
    got: either(found.map(({ got }) => got))
  }))
