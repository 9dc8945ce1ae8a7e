/**
 * Records which witness checked which outcome of each operation. An outcome is a status that the operation may respond
 * with. The table shows this record, and the report contains it.
 */
import type { Disagreement, Tolerance } from "./Disagreement.ts"
import { tolerates, unusedTolerance } from "./Disagreement.ts"

/** The result of a witness for an outcome. `missing` means that the witness did not check it. */
export type Mark = "passed" | "failed" | "missing"

/** One outcome of one operation, with the result of each witness. */
export interface Cell {
  readonly status: number
  /** The number of interactions with this outcome. */
  readonly interactions: number
  readonly replay: Mark
  readonly comparison: Mark
  readonly agreement: Mark
}

/** An operation and its outcomes. */
export interface Row {
  readonly operation: string
  /** The operation's title in the vendor's API reference. */
  readonly source: string
  readonly cells: ReadonlyArray<Cell>
}

/** The result of all checks of one vendor, which can be stored as JSON. */
export interface Report {
  readonly vendor: string
  readonly passed: boolean
  readonly seed: string
  readonly interactions: number
  readonly rows: ReadonlyArray<Row>
  readonly disagreements: ReadonlyArray<Disagreement>
  /** The webhook events that were checked. */
  readonly events: ReadonlyArray<string>
  /** Parts of the specification that no check covers. */
  readonly notes: ReadonlyArray<string>
  /** The tolerances, each with the number of disagreements that it explains. */
  readonly tolerated: ReadonlyArray<{ readonly location: string; readonly reason: string; readonly places: number }>
}

/** What a report is made from. */
export interface Input {
  readonly vendor: string
  readonly seed: string
  readonly operations: ReadonlyArray<{
    readonly id: string
    readonly source: string
    readonly statuses: ReadonlyArray<number>
  }>
  readonly interactions: ReadonlyArray<{ readonly name: string; readonly operation: string; readonly status: number }>
  readonly replayed: ReadonlySet<string>
  readonly compared: ReadonlySet<string>
  /** The ids of the operations that the agreement checked. */
  readonly agreed: ReadonlySet<string>
  readonly found: ReadonlyArray<Disagreement>
  readonly tolerances: ReadonlyArray<Tolerance>
  readonly notes: ReadonlyArray<string>
  readonly events: ReadonlyArray<string>
}

/** Makes the report of what the witnesses found. A tolerance that explains nothing is reported as a disagreement. */
export const report = (input: Input): Report => {
  const found = withoutTolerated(input.found, input.tolerances)
  const tolerated = input.tolerances.map((tolerance) => ({
    location: String(tolerance.location),
    reason: tolerance.reason,
    places: input.found.filter((_) => tolerates(tolerance, _)).length
  }))
  const unused = input.tolerances
    .filter((_, index) => tolerated[index]!.places === 0)
    .map((tolerance) => {
      const { operations = [] } = tolerance
      const unknown = operations.filter((id) => !input.operations.some((_) => _.id === id))
      return unusedTolerance(input.vendor, tolerance, unknown)
    })
  const disagreements = [...found, ...unused]
  const rows = input.operations.map(({ id, source, statuses }): Row => ({
    operation: id,
    source,
    cells: statuses.map((status, index) => {
      const own = input.interactions.filter((_) => _.operation === id && _.status === status)
      // Disagreements about the request are shown with the first outcome.
      const mine = disagreements.filter(
        (_) => _.operation === id && (_.status === status || (_.status === undefined && index === 0))
      )
      const mark = (looked: boolean, witness: Disagreement["witness"]): Mark =>
        mine.some((_) => _.witness === witness || _.witness === "client") ? "failed" : looked ? "passed" : "missing"
      const all = (names: ReadonlySet<string>) => own.length > 0 && own.every(({ name }) => names.has(name))
      return {
        status,
        interactions: own.length,
        replay: mark(all(input.replayed), "replay"),
        comparison: mark(all(input.compared), "comparison"),
        agreement: mark(input.agreed.has(id), "agreement")
      }
    })
  }))
  const complete = rows.every(({ cells }) =>
    cells.every((cell) => [cell.replay, cell.comparison, cell.agreement].every((mark) => mark === "passed"))
  )
  return {
    vendor: input.vendor,
    passed: complete && disagreements.length === 0,
    seed: input.seed,
    interactions: input.interactions.length,
    rows,
    disagreements,
    events: input.events,
    notes: input.notes,
    tolerated
  }
}

/** The disagreements that no tolerance explains. */
export const withoutTolerated = (
  found: ReadonlyArray<Disagreement>,
  tolerances: ReadonlyArray<Tolerance>
): ReadonlyArray<Disagreement> => found.filter((_) => !tolerances.some((tolerance) => tolerates(tolerance, _)))
