/** The report of a job: the result of each contact at each vendor, the reasons, and the totals. */
import type { WebhookEvent } from "@salesbridge/salesflow"
import type { VendorError } from "@salesbridge/core"
import { Iterable } from "effect"
import { some } from "./Destination.ts"
import { type LoggedFailure, unreadableTitle } from "./FailureLog.ts"
import { type Kind, kinds, type Row, skips, widestCell } from "./Row.ts"
import type { Colour } from "./Screen.ts"
import { fit, indent, labelled, pad, pageWidth, plain, widthOf, wrap } from "./Text.ts"
import { hintOf, reasonOf } from "./Verdict.ts"

export interface CampaignResult {
  readonly campaign: number
  /** Whether the campaign certainly runs now. */
  readonly started: boolean
  readonly detail: string
  /** Whether somebody who unsubscribed may be in it, or it is unclear whether it was started. */
  readonly mustBeSettled?: boolean
}

export interface Report {
  /** The vendors that took part, in the order of the columns. */
  readonly vendors: ReadonlyArray<{ readonly name: string; readonly vendor: string }>
  /** May be long: it is read more than once and not kept. */
  readonly rows: Iterable<Row>
  readonly campaigns: ReadonlyArray<CampaignResult>
  /** Why vendors were left before the end. */
  readonly left: ReadonlyArray<VendorError.Failure>
  /** Vendors that this process did not leave, with the number of contacts that others did not try there. */
  readonly untried: ReadonlyArray<{ readonly name: string; readonly count: number }>
  /** The number of people who unsubscribed while the job ran and are not suppressed at every vendor yet. */
  readonly unsettled: number
  /** Vendors that could not report who unsubscribed. */
  readonly unreported: ReadonlyArray<string>
  /** Texts in place of the addresses of people who may have unsubscribed. */
  readonly unreadable: ReadonlyArray<string>
}

/** Which vendors did not get all contacts, each with what to do about it. */
export const hintsOf = ({
  left,
  unsettled,
  untried
}: Pick<Report, "left" | "unsettled" | "untried">): ReadonlyArray<string> => [
  ...left.map(hintOf),
  ...untried.map(
    ({ count, name }) =>
      `${some(count, "contact was", "contacts were")} not tried at ${name}: another process left it or cannot reach it. ` +
      "See the output and the variables of the workers."
  ),
  ...(unsettled === 0
    ? []
    : [`${some(unsettled, "person", "people")} who unsubscribed meanwhile: not suppressed at every vendor yet.`])
]

type Paint = (colour: Colour, text: string) => string

const colours: Partial<Record<Kind, Colour>> = { delivered: "green", failed: "red", "not tried": "red" }

const gap = "  "

/** The cell of a vendor with nothing to do. */
const nothing = "-"

/** The width of each column, and the count of each outcome. */
const layoutOf = ({ rows, vendors }: Pick<Report, "rows" | "vendors">) => {
  const columns = vendors.map((vendor) => ({ ...vendor, width: widthOf(vendor.name), counts: new Map<Kind, number>() }))
  const skipped = new Map<string, number>()
  let all = 0
  let longestWhere = widthOf("from")
  let longestWho = widthOf("contact")
  for (const row of rows) {
    all++
    longestWhere = Math.max(longestWhere, widthOf(plain(row.where)))
    longestWho = Math.max(longestWho, widthOf(plain(row.who)))
    if (row.skip !== undefined) skipped.set(row.skip, (skipped.get(row.skip) ?? 0) + 1)
    for (const column of columns) {
      const { kind, text } = row.cells[column.vendor] ?? { text: nothing }
      column.width = Math.min(widestCell, Math.max(column.width, widthOf(text)))
      if (kind !== undefined) column.counts.set(kind, (column.counts.get(kind) ?? 0) + 1)
    }
  }
  const where = Math.min(longestWhere, 10)
  const taken = columns.reduce((sum, { width }) => sum + gap.length + width, where + gap.length)
  const who = Math.min(longestWho, pageWidth - taken)
  return { all, columns, skipped, where, who, before: where + gap.length + who + gap.length }
}

const painted = (colour: Paint, kind: Kind | undefined, text: string) => {
  const own = kind && colours[kind]
  return own === undefined ? text : colour(own, text)
}

/** One line for each contact, with a column for each vendor, or with the reason why the contact goes to none. */
export function* table(report: Pick<Report, "rows" | "vendors">, colour: Paint): Generator<string> {
  const { before, columns, where, who } = layoutOf(report)
  const head = [pad("from", where), pad("contact", who), ...columns.map(({ name, width }) => pad(name, width))]
  yield colour("bold", head.join(gap).trimEnd())
  yield "-".repeat(pageWidth)
  for (const row of report.rows) {
    const begin = [pad(fit(plain(row.where), where), where), pad(fit(plain(row.who), who), who), ""].join(gap)
    if (row.skip !== undefined) {
      const [first = "", ...more] = wrap(plain(`${row.skip}: ${row.detail ?? ""}`), pageWidth - before)
      yield begin + colour("yellow", first)
      for (const line of more) yield " ".repeat(before) + colour("yellow", line)
      continue
    }
    const cells = columns.map(({ vendor, width }) => {
      const cell = row.cells[vendor]
      return painted(colour, cell?.kind, pad(fit(cell?.text ?? nothing, width), width))
    })
    yield (begin + cells.join(gap)).trimEnd()
  }
}

export function* linesOf(
  report: Report,
  failures: ReadonlyArray<LoggedFailure>,
  events: ReadonlyArray<WebhookEvent>,
  colour: Paint
): Generator<string> {
  yield* table(report, colour)
  yield* details(report, colour)
  const unreadable = report.unreadable.map((text) => colour("red", indent(plain(text), 2)))
  yield* titled(colour, unreadableTitle, unreadable)
  yield* titled(colour, "Refused by the vendors, with the class of each error", failuresOf(failures, colour))
  yield* titled(colour, "Reported by Salesflow's webhook afterwards", eventsOf(events))
  yield* summary(report, colour)
}

/** The details that do not fit the table, by contact and vendor. */
export function* details({ rows, vendors }: Report, colour: Paint): Generator<string> {
  const unsubscribed = Iterable.flatMap(rows, ({ listed, who }) =>
    listed === undefined ? [] : [indent(plain(`${who}: ${listed}`), 2)]
  )
  const cellDetails = Iterable.flatMap(rows, ({ cells, who }) =>
    vendors.flatMap(({ name, vendor }) => {
      const detail = cells[vendor]?.detail
      return detail === undefined ? [] : [indent(plain(`${who}, ${name}: ${detail}`), 2)]
    })
  )
  yield* titled(colour, "Unsubscribed: delivered to no vendor, and suppressed where they are known", unsubscribed)
  yield* titled(colour, "Details, by contact and vendor", cellDetails)
}

function* titled(colour: Paint, title: string, texts: Iterable<string>) {
  let isFirst = true
  for (const text of texts) {
    if (isFirst) yield* ["", colour("bold", title)]
    isFirst = false
    yield text
  }
}

/** Each kind of failure, with what its type says about it. */
const failuresOf = (failures: ReadonlyArray<LoggedFailure>, colour: Paint): ReadonlyArray<string> =>
  failures.flatMap(({ about, done, failure, others, times }) => {
    const status = failure.status === undefined ? "No answer" : String(failure.status)
    const concerning = about.length > 0 ? `, ${listed(about, others)}` : times > 1 ? `, ${times} times` : ""
    // A documented failure has the vendor's reason, if the response had one. Other failures describe themselves.
    const reason = reasonOf(failure) ?? ("reason" in failure ? "(the vendor gives none)" : failure.message)
    const headline = indent(`${status} from ${failure.vendor} ${failure.operation}${concerning}`, 2)
    return [
      headline.replace(/\S.*/, (line) => colour("bold", line)),
      field("error class", `${failure._tag}, category ${failure.category}`),
      field("reason", plain(reason)),
      field("so the demo", done)
    ]
  })

const eventsOf = (events: ReadonlyArray<WebhookEvent>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    const { payload } = event
    if (payload === undefined) return [indent(`${event._tag}: ${JSON.stringify(event.body)}`, 2)]
    const { Email, FirstName, LastName, MemberCampaigns, MemberId } = payload
    const who = [FirstName, LastName, Email === "" ? undefined : Email].filter((_) => _ !== undefined && _ !== null)
    const campaigns = (MemberCampaigns ?? []).map(({ CampaignName }) => CampaignName).join(", ")
    return [
      `  ${event._tag}`,
      field("member", plain(`${MemberId} ${who.join(" ")}`)),
      ...(campaigns === "" ? [] : [field("campaign", plain(campaigns))])
    ]
  })

const field = (name: string, value: string): string => labelled(`      ${name}`, value, 19)

const listed = (names: ReadonlyArray<string>, others: number): string => {
  const more = Math.max(0, names.length - 3) + others
  return `${names.slice(0, 3).join(", ")}${more === 0 ? "" : ` and ${more} more`}`
}

/** The totals of each outcome at each vendor, the contacts that went to none, and the campaigns. */
export const summary = (report: Report, colour: Paint): ReadonlyArray<string> => {
  const { all, columns, skipped } = layoutOf(report)
  const width = columns.reduce((sum, column) => sum + gap.length + column.width, 0)
  const label = pageWidth - width - 2
  const line = (text: string, valueOf: (column: (typeof columns)[number]) => string) =>
    `  ${pad(text, label)}${columns.map((column) => gap + valueOf(column).padStart(column.width)).join("")}`
  const counts = (Object.keys(kinds) as ReadonlyArray<Kind>)
    .filter((kind) => columns.some(({ counts }) => counts.has(kind)))
    .map((kind) => {
      const totals = line(kinds[kind], ({ counts }) => String(counts.get(kind) ?? nothing))
      return painted(colour, kind, totals)
    })
  const skips_ = Object.entries(skips)
    .filter(([skip]) => skipped.has(skip))
    .map(([skip, meaning]) => `  ${String(skipped.get(skip)).padStart(5)}  ${pad(skip, 10)}  ${meaning}`)
  return [
    "",
    colour("bold", `Summary: ${all} in all`),
    line("contacts", ({ name }) => name),
    ...counts,
    ...(skips_.length === 0 ? [] : ["", ...skips_]),
    ...(report.campaigns.length === 0 ? [] : [""]),
    ...report.campaigns.map(({ campaign, detail }) => indent(`Salesflow campaign ${campaign}: ${plain(detail)}`, 2))
  ]
}
