/** What a job did, for people: what happened to each contact, what the types made of failures, and the sums. */
import type { VendorError } from "@salesbridge/core"
import type { Encounter } from "./Encounters.ts"
import { type Outcome, outcomes, type Row } from "./Row.ts"
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
  readonly rows: ReadonlyArray<Row>
  readonly campaigns: ReadonlyArray<CampaignResult>
  /** Why the job stopped before its end, where it did. */
  readonly hopeless: VendorError.Failure | undefined
}

type Colour = Screen["Service"]["colour"]

const colours: Partial<Record<Outcome, Parameters<Colour>[0]>> = {
  added: "green",
  "bad row": "yellow",
  failed: "red",
  "not tried": "red"
}

const gap = "  "

/** One line for each contact, more where the detail is long. */
export const table = (rows: ReadonlyArray<Row>, colour: Colour): ReadonlyArray<string> => {
  const widest = (texts: ReadonlyArray<string>, limit: number) => Math.min(limit, Math.max(0, ...texts.map(widthOf)))
  const shown = rows.map((row) => ({ ...row, who: plain(row.who), detail: plain(row.detail) }))
  const where = widest(["from", ...shown.map((row) => row.where)], 18)
  const who = widest(["contact", ...shown.map((row) => row.who)], 24)
  const outcome = widest(["outcome", ...shown.map((row) => row.outcome)], 13)
  const detail = pageWidth - where - who - outcome - 3 * gap.length
  const head = [pad("from", where), pad("contact", who), pad("outcome", outcome), "detail"].join(gap)
  return [
    colour("bold", head),
    "-".repeat(pageWidth),
    ...shown.flatMap((row) => {
      const [first = "", ...more] = wrap(row.detail, detail)
      const told = colours[row.outcome]
      const outcomeText = pad(row.outcome, outcome)
      return [
        [
          pad(fit(row.where, where), where),
          pad(fit(row.who, who), who),
          told === undefined ? outcomeText : colour(told, outcomeText),
          first
        ]
          .join(gap)
          .trimEnd(),
        ...more.map((line) => " ".repeat(pageWidth - detail) + line)
      ]
    })
  ]
}

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

const field = (name: string, value: string): string => `      ${pad(name, 11)}  ${indent(value, 19).trimStart()}`

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`

/** How often each outcome was, and what became of the campaigns. */
export const summary = ({ campaigns, rows }: Report, colour: Colour): ReadonlyArray<string> => {
  const counts = (Object.keys(outcomes) as ReadonlyArray<Outcome>)
    .map((outcome) => ({ outcome, count: rows.filter((row) => row.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
  return [
    ...counts.map(({ count, outcome }) => {
      const told = colours[outcome]
      const name = pad(outcome, 13)
      return `  ${String(count).padStart(5)}  ${told === undefined ? name : colour(told, name)}  ${outcomes[outcome]}`
    }),
    ...(campaigns.length === 0 ? [] : [""]),
    ...campaigns.flatMap(({ campaign, detail }) => [indent(`Salesflow campaign ${campaign}: ${plain(detail)}`, 2)])
  ]
}
