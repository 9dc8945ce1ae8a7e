/** Formats a report for a terminal of 80 columns. */
import { wrap } from "@salesbridge/text-layout/wrap"
import type { Mismatch, Plan, Report, Result, Row } from "./Report.ts"

const columns = 80
const signs: Readonly<Record<Result, string>> = {
  agrees: "✓",
  differs: "✗",
  forbidden: "–",
  failed: "✗",
  "not tried": "·"
}

/** The text that is printed before anything is sent. `from` is the variable that replaces the vendor's base URL. */
export const renderPlan = (
  { calls, limits, methods, operations, origins, reads, vendor }: Plan,
  from?: string
): string =>
  [
    ...wrapped(`${vendor} at ${origins.join(" and ")}${from === undefined ? "" : `, from ${from}`}`),
    ...wrapped(
      `${reads} of ${operations} operations only read. At most ${calls} calls, ${methods.join(" and ")}; ${limits}.`
    )
  ].join("\n")

/** The row of an operation. `width` is the length of the longest operation id. */
export const renderRow = ({ differences, operation, reason, result, statuses }: Row, width: number): string => {
  const found = differences === 0 ? [] : [`${differences} ${differences === 1 ? "difference" : "differences"}`]
  const why = reason === undefined ? [] : [result === "not tried" ? `not tried: ${reason}` : reason]
  const text = [...(statuses.length === 0 ? [] : [statuses.join(" ")]), ...found, ...why].join("  ")
  return wrapped(`${signs[result]} ${operation.padEnd(width)}  ${text}`, " ".repeat(width + 4)).join("\n")
}

/** The whole report: a row for each operation, followed by {@link renderRest}. */
export const render = (report: Report): string => {
  const width = Math.max(...report.rows.map(({ operation }) => operation.length), 0)
  return [...report.rows.map((_) => renderRow(_, width)), renderRest(report)].join("\n")
}

/** The mismatches, the new fields and the totals. */
export const renderRest = (report: Report): string => {
  const mismatches = report.mismatches.flatMap((_) => [
    ...wrapped(`✗ ${_.operation} ${_.status} ${_.place}`, "    "),
    ...wrapped(`    expected ${_.expected}; got ${_.got} (unlike ${sidesOf(_)})`, "    ")
  ])
  const fields = report.newFields.flatMap((_) => wrapped(`  ${_.operation} ${_.status} ${_.place}: ${_.got}`, "    "))
  const count = (result: Result) => report.rows.filter((_) => _.result === result).length
  const of = (result: Result, words: string) => (count(result) === 0 ? [] : [`${count(result)} ${words}`])
  const totals = [
    `${count("agrees")} of ${report.rows.length} reads agree`,
    ...of("differs", "differ"),
    ...of("failed", "failed"),
    ...of("forbidden", "not permitted"),
    ...of("not tried", "not tried"),
    `${report.requests} requests`
  ].join(", ")
  return [
    ...(mismatches.length === 0 ? [] : ["", ...mismatches]),
    ...(fields.length === 0 ? [] : ["", "New fields, not counted as differences:", ...fields]),
    "",
    ...wrapped(`${totals}.`),
    ...(report.stopped === undefined ? [] : [endings[report.stopped]])
  ].join("\n")
}

const sidesOf = ({ by, isReadAsNull }: Mismatch): string =>
  by
    .map((side) => (side === "package" && isReadAsNull ? "the package, which reads it as null" : `the ${side}`))
    .join(" and ")

const endings: Readonly<Record<NonNullable<Report["stopped"]>, string>> = {
  credentials: "Stopped: the vendor refuses the credentials.",
  unreachable: "Stopped: the vendor cannot be reached.",
  interrupted: "Interrupted: this is what was found so far."
}

const wrapped = (text: string, hanging = ""): ReadonlyArray<string> => wrap(text, columns, { hanging })
