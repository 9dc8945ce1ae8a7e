/**
 * Renders the report as text for a terminal of 80 columns. The table has a row for each operation and a column for each
 * status.
 */
import type { Cell, Mark, Report } from "./Coverage.ts"
import { type Disagreement, format, witnesses } from "./Disagreement.ts"
import { groupBy } from "./groupBy.ts"
import * as TextTable from "@salesbridge/text-layout/Table"

const signs: Readonly<Record<Mark, string>> = { passed: "✓", failed: "✗", missing: "·" }

/** The table of one vendor, followed by its totals, disagreements and notes. */
export const render = (report: Report): string => {
  const statuses = [...new Set(report.rows.flatMap(({ cells }) => cells.map(({ status }) => status)))].toSorted(
    (a, b) => a - b
  )
  const rows = report.rows.map(({ cells, operation }) => [
    operation,
    ...statuses.map((status) => textOf(cells.find((cell) => cell.status === status)))
  ])
  const lines = TextTable.lines([[report.vendor, ...statuses.map(String)], ...rows], { gap: " " })
  const cells = report.rows.flatMap((row) => row.cells)
  const checked = cells.filter((cell) => marksOf(cell).every((mark) => mark === "passed")).length
  const places = report.tolerated.reduce((sum, _) => sum + _.places, 0)
  const totals = [
    `${report.rows.length} operations`,
    `${checked} of ${cells.length} outcomes checked by all three`,
    `${report.interactions} interactions`,
    ...(report.events.length === 0
      ? []
      : [`${report.events.length} ${report.events.length === 1 ? "event" : "events"}`])
  ].join(", ")
  const reasons = once(report.disagreements).map((_) => `  ✗ ${_}`)
  const empty = report.rows.flatMap(({ cells, operation }) =>
    cells
      .filter((cell) => marksOf(cell).includes("missing"))
      .map(({ status }) => `  · ${operation} ${status} was not checked by every witness`)
  )
  const tolerated =
    report.tolerated.length === 0
      ? []
      : [`${report.tolerated.length} tolerances with a reason explain ${places} places.`]
  const notes = grouped(report.notes).map((_) => `  – ${_}`)
  return [...lines, "", `${totals}.`, ...tolerated, ...empty, ...reasons, ...notes].join("\n")
}

/** Each note once, with the first place that it is about and the number of others. */
const grouped = (notes: ReadonlyArray<string>): ReadonlyArray<string> => {
  const split = notes.map((_) => [_.slice(0, _.indexOf(": ")), _.slice(_.indexOf(": "))] as const)
  return [...groupBy(split, ([, text]) => text)].map(([text, all]) => {
    const [[first] = [""]] = all
    return `${first}${all.length === 1 ? "" : ` and ${all.length - 1} more`}${text}`
  })
}

/** Each place once, in the words of the agreement if it noticed, with all who noticed. */
const once = (disagreements: ReadonlyArray<Disagreement>): ReadonlyArray<string> => {
  const places = groupBy(disagreements, (_) => `${_.operation} ${_.status ?? ""} ${_.location}`)
  return [...places.values()].map((same) => {
    const first = same.find(({ witness }) => witness === "agreement") ?? same[0]!
    const all = witnesses.filter((witness) => same.some((_) => _.witness === witness))
    return format(first).replace(/\([a-z]+\)$/, `(${all.join(", ")})`)
  })
}

const marksOf = ({ agreement, comparison, replay }: Cell): ReadonlyArray<Mark> => [replay, comparison, agreement]
const textOf = (cell: Cell | undefined): string =>
  cell === undefined
    ? ""
    : marksOf(cell)
        .map((mark) => signs[mark])
        .join("")
