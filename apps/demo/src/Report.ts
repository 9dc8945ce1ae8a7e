/** What a job did, for people: what happened to each contact at each vendor, why, and the sums. */
import type { WebhookEvent } from "@salesbridge/salesflow"
import type { VendorError } from "@salesbridge/core"
import type { Encounter } from "./Encounters.ts"
import { type Cell, type Kind, kinds, type Row, skips, widestCell } from "./Row.ts"
import type { Screen } from "./Screen.ts"
import { fit, indent, pad, pageWidth, plain, widthOf, wrap } from "./Text.ts"
import { reasonOf } from "./Verdict.ts"

export interface CampaignResult {
  readonly campaign: number
  /** Whether it runs now. */
  readonly started: boolean
  readonly detail: string
}

export interface Report {
  /** Those that took part, in the order of the columns. */
  readonly vendors: ReadonlyArray<{ readonly name: string; readonly vendor: string }>
  readonly rows: ReadonlyArray<Row>
  readonly campaigns: ReadonlyArray<CampaignResult>
  /** Why vendors were left before the end, where they were. */
  readonly left: ReadonlyArray<VendorError.Failure>
  /** Vendors that could not say who unsubscribed there. */
  readonly unheard: ReadonlyArray<string>
}

type Colour = Screen["Service"]["colour"]

const colours: Partial<Record<Kind, Parameters<Colour>[0]>> = {
  delivered: "green",
  failed: "red",
  "not tried": "red"
}

const gap = "  "

const widest = (texts: ReadonlyArray<string>, limit: number) => Math.min(limit, Math.max(0, ...texts.map(widthOf)))

/** Nothing happened, and nothing was to. */
const nothing = "-"

/** How wide everything is. */
const layoutOf = ({ rows, vendors }: Pick<Report, "rows" | "vendors">) => {
  const columns = vendors.map(({ name, vendor }) => ({
    name,
    vendor,
    width: widest(
      [name, ...rows.flatMap((row) => ("skip" in row ? [] : [row.cells.get(vendor)?.text ?? nothing]))],
      widestCell
    )
  }))
  const where = widest(["from", ...rows.map((row) => plain(row.where))], 10)
  const taken = columns.reduce((sum, { width }) => sum + gap.length + width, where + gap.length)
  const who = widest(["contact", ...rows.map((row) => plain(row.who))], pageWidth - taken)
  return { columns, where, who, before: where + gap.length + who + gap.length }
}

const painted = (colour: Colour, kind: Kind | undefined, text: string) => {
  const paint = kind === undefined ? undefined : colours[kind]
  return paint === undefined ? text : colour(paint, text)
}

/** One line for each contact, a column for each vendor. What goes to no vendor says why instead. */
export const table = (report: Pick<Report, "rows" | "vendors">, colour: Colour): ReadonlyArray<string> => {
  const { before, columns, where, who } = layoutOf(report)
  const head = [pad("from", where), pad("contact", who), ...columns.map(({ name, width }) => pad(name, width))]
  return [
    colour("bold", head.join(gap).trimEnd()),
    "-".repeat(pageWidth),
    ...report.rows.flatMap((row) => {
      const begin = [pad(fit(plain(row.where), where), where), pad(fit(plain(row.who), who), who), ""].join(gap)
      if ("skip" in row) {
        const [first = "", ...more] = wrap(plain(`${row.skip}: ${row.detail}`), pageWidth - before)
        return [begin + colour("yellow", first), ...more.map((line) => " ".repeat(before) + colour("yellow", line))]
      }
      const cells = columns.map(({ vendor, width }) => {
        const cell = row.cells.get(vendor)
        return painted(colour, cell?.kind, pad(fit(cell?.text ?? nothing, width), width))
      })
      return [(begin + cells.join(gap)).trimEnd()]
    })
  ]
}

/** What the table has no room for, by contact and vendor. */
export const details = ({ rows, vendors }: Report, colour: Colour): ReadonlyArray<string> => {
  const reached = rows.flatMap((row) => ("skip" in row ? [] : [row]))
  const unsubscribed = reached.flatMap(({ listed, who }) =>
    listed === undefined ? [] : [indent(plain(`${who}: ${listed}`), 2)]
  )
  const told = reached.flatMap(({ cells, who }) =>
    vendors.flatMap(({ name, vendor }) => {
      const detail = cells.get(vendor)?.detail
      return detail === undefined ? [] : [indent(plain(`${who}, ${name}: ${detail}`), 2)]
    })
  )
  return [
    ...titled(colour, "Unsubscribed, so that no vendor gets them, and those that know them let them be", unsubscribed),
    ...titled(colour, "Details, by contact and vendor", told)
  ]
}

const titled = (colour: Colour, title: string, lines: ReadonlyArray<string>) =>
  lines.length === 0 ? [] : ["", colour("bold", title), ...lines]

/** What the types made of each kind of failure. */
export const encountersOf = (encounters: ReadonlyArray<Encounter>, colour: Colour): ReadonlyArray<string> =>
  encounters.flatMap(({ about, done, failure, times }) => {
    const status = failure.status === undefined ? "No answer" : String(failure.status)
    const concerning = about.length > 0 ? `, ${listed(about)}` : times > 1 ? `, ${times} times` : ""
    // A documented failure has the vendor's reason, where it gave one; the others say themselves what happened.
    const reason = reasonOf(failure) ?? ("reason" in failure ? "(the vendor gives none)" : failure.message)
    return [
      ...wrap(`${status} from ${failure.vendor} ${failure.operation}${concerning}`, pageWidth - 2).map(
        (line, index) => `  ${index === 0 ? colour("bold", line) : line}`
      ),
      field("error class", `${failure._tag}, category ${failure.category}`),
      field("reason", plain(reason)),
      field("so the demo", done)
    ]
  })

/** What happened at Salesflow, as its webhook told it. */
export const eventsOf = (events: ReadonlyArray<WebhookEvent>): ReadonlyArray<string> =>
  events.flatMap((event) => {
    const { payload } = event
    if (payload === undefined)
      return wrap(`${event._tag}: ${JSON.stringify(event.body)}`, pageWidth - 2).map((_) => `  ${_}`)
    const { Email, FirstName, LastName, MemberCampaigns, MemberId } = payload
    const who = [FirstName, LastName, Email === "" ? undefined : Email].filter((_) => _ !== undefined && _ !== null)
    const campaigns = (MemberCampaigns ?? []).map(({ CampaignName }) => CampaignName).join(", ")
    return [
      `  ${event._tag}`,
      field("member", plain(`${MemberId} ${who.join(" ")}`)),
      ...(campaigns === "" ? [] : [field("campaign", plain(campaigns))])
    ]
  })

const field = (name: string, value: string): string => `      ${pad(name, 11)}  ${indent(value, 19).trimStart()}`

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`

const isOf = (cell: Cell | undefined, kind: Kind) => cell?.kind === kind

/** How often each outcome was at each vendor, what went to none, and what became of the campaigns. */
export const summary = (report: Report, colour: Colour): ReadonlyArray<string> => {
  const { campaigns, rows, vendors } = report
  const { columns } = layoutOf(report)
  const width = columns.reduce((sum, column) => sum + gap.length + column.width, 0)
  const label = pageWidth - width - 2
  const line = (text: string, numbers: ReadonlyArray<string>) =>
    `  ${pad(text, label)}${columns.map((column, index) => gap + numbers[index]!.padStart(column.width)).join("")}`
  const counts = (Object.keys(kinds) as ReadonlyArray<Kind>).flatMap((kind) => {
    const numbers = vendors.map(
      ({ vendor }) => rows.filter((row) => !("skip" in row) && isOf(row.cells.get(vendor), kind)).length
    )
    if (numbers.every((count) => count === 0)) return []
    return [
      painted(
        colour,
        kind,
        line(
          kinds[kind],
          numbers.map((count) => (count === 0 ? nothing : String(count)))
        )
      )
    ]
  })
  const skipped = Object.entries(skips).flatMap(([skip, meaning]) => {
    const count = rows.filter((row) => "skip" in row && row.skip === skip).length
    return count === 0 ? [] : [`  ${String(count).padStart(5)}  ${pad(skip, 10)}  ${meaning}`]
  })
  return [
    line(
      "contacts",
      columns.map(({ name }) => name)
    ),
    ...counts,
    ...(skipped.length === 0 ? [] : ["", ...skipped]),
    ...(campaigns.length === 0 ? [] : [""]),
    ...campaigns.map(({ campaign, detail }) => indent(`Salesflow campaign ${campaign}: ${plain(detail)}`, 2))
  ]
}
