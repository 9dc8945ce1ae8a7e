/** The command `salesbridge-demo`: its flags, what it says first, and the report at its end. */
import { Console, Effect, Layer, Option, Schema } from "effect"
import { Command, Flag, Prompt, TerminalCapabilities } from "effect/cli"
import { tmpdir } from "node:os"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { CannotRun } from "./CannotRun.ts"
import { readContacts } from "./ContactsFile.ts"
import { Encounters } from "./Encounters.ts"
import * as Job from "./Job.ts"
import { Journal } from "./Journal.ts"
import * as Rehearsal from "./Rehearsal.ts"
import { encountersOf, summary, table } from "./Report.ts"
import { Screen } from "./Screen.ts"
import { indent } from "./Text.ts"
import { nobody, readUnsubscribed } from "./Unsubscribed.ts"
import * as Vendors from "./Vendors.ts"

const included = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

const flags = {
  csv: Flag.String("csv").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Contacts: a CSV file with a column Email"),
    Flag.optional
  ),
  salesflowCampaign: Flag.Int("salesflow-campaign").pipe(
    Flag.withMetavar("ID"),
    Flag.withDescription("Take its contacts and start it; may be repeated"),
    Flag.atLeast(0)
  ),
  salesblinkCampaign: Flag.String("salesblink-campaign").pipe(
    Flag.withMetavar("ID"),
    Flag.withDescription("Campaign to add the contacts to"),
    Flag.withSchema(Schema.NonEmptyString),
    Flag.optional
  ),
  unsubscribed: Flag.String("unsubscribed").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Who is not written to: an address a line"),
    Flag.optional
  ),
  journal: Flag.String("journal").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Who was added; the same file adds nobody twice"),
    Flag.optional
  ),
  resume: Flag.Boolean("resume").pipe(Flag.withDescription("Go on with the last offline run"), Flag.withDefault(false)),
  concurrency: Flag.Int("concurrency").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("Calls under way at once (default 4)"),
    Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 }))),
    Flag.withDefault(4)
  ),
  offline: Flag.Boolean("offline").pipe(
    Flag.withDescription("Use the mocks though the variables are set"),
    Flag.withDefault(false)
  ),
  yes: Flag.Boolean("yes").pipe(
    Flag.withDescription("Write to the real vendors without asking"),
    Flag.withDefault(false)
  )
}

type Given = Command.Command.Config.Infer<typeof flags>

/** What the flags leave open: offline the included samples, with the real vendors nothing is assumed. */
const settle = (given: Given, isReal: boolean) =>
  Effect.gen(function* () {
    const nothingNamed = Option.isNone(given.csv) && given.salesflowCampaign.length === 0
    const sample = !isReal && nothingNamed
    if (isReal && (nothingNamed || Option.isNone(given.salesblinkCampaign))) {
      return yield* new CannotRun({
        message:
          "With the real vendors nothing is assumed. Name the campaign to add to, with --salesblink-campaign,\n" +
          "and the contacts, with --csv, --salesflow-campaign or both. Or add --offline."
      })
    }
    const ownJournal = Option.getOrUndefined(given.journal) ?? (isReal ? ".salesbridge-demo.jsonl" : undefined)
    return {
      csv: sample ? included("contacts.csv") : Option.getOrUndefined(given.csv),
      unsubscribed: Option.getOrUndefined(given.unsubscribed) ?? (isReal ? undefined : included("unsubscribed.txt")),
      salesflowCampaigns: sample ? Object.values(Rehearsal.campaigns) : [...new Set(given.salesflowCampaign)],
      salesblinkCampaign: Option.getOrElse(given.salesblinkCampaign, () => Rehearsal.salesBlinkCampaign),
      journal: ownJournal ?? join(tmpdir(), `salesbridge-demo-${process.getuid?.() ?? "offline"}.jsonl`),
      // An offline run shows everything each time, unless it is asked to go on.
      fresh: ownJournal === undefined && !given.resume,
      exclusive: ownJournal !== undefined,
      goOn: ownJournal === undefined ? "npm run demo -- --resume" : "start the same command again"
    }
  })

const some = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

const confirm = (given: Given) =>
  Effect.fnUntraced(function* ({ adds, starts, unsubscribes }: Job.Intended) {
    const { line } = yield* Screen
    yield* line("About to write to the real vendors:")
    yield* line(`  SalesBlink: add ${some(adds, "prospect")}, unsubscribe up to ${unsubscribes}`)
    yield* line(`  Salesflow:  ${starts.length === 0 ? "nothing" : `start ${campaignsOf(starts)}`}`)
    yield* line()
    if (given.yes) return
    const { canPrompt } = yield* TerminalCapabilities.TerminalCapabilities
    if (!canPrompt) {
      return yield* new CannotRun({ message: "Nothing was written. Add --yes to go ahead without being asked." })
    }
    const agreed = yield* Prompt.run(Prompt.Confirm({ message: "Go ahead?" })).pipe(
      Effect.catchTag("QuitError", () => Effect.succeed(false))
    )
    if (!agreed) return yield* new CannotRun({ message: "Nothing was written." })
  })

const campaignsOf = (ids: ReadonlyArray<number>) => `campaign${ids.length === 1 ? "" : "s"} ${ids.join(", ")}`

const shortest = (path: string) => {
  const near = relative(process.cwd(), path)
  return near.length < path.length ? near : path
}

const job = Effect.fnUntraced(function* (given: Given) {
  const { colour, line } = yield* Screen
  const isReal = given.offline ? false : yield* Vendors.areReal
  const settled = yield* settle(given, isReal)
  const { exclusive, fresh, goOn, journal: path } = settled
  // Before anything is started: a slip of the pen shows at once.
  const unsubscribed = settled.unsubscribed === undefined ? nobody : yield* readUnsubscribed(settled.unsubscribed)
  const rows = settled.csv === undefined ? [] : yield* readContacts(settled.csv)

  yield* line(
    isReal
      ? colour("bold", "Salesbridge demo, with the REAL vendors: their variables are set.")
      : `${colour("bold", "Salesbridge demo, offline: nothing leaves this computer.")}\nStarting mock servers in the vendors' place ...`
  )
  const vendors = yield* isReal ? Vendors.real : Vendors.offline
  const starts = settled.salesflowCampaigns
  yield* line()
  for (const [name, value] of [
    ["Salesflow", vendors.salesflow],
    ["SalesBlink", vendors.salesblink],
    [
      "contacts",
      [
        ...(settled.csv === undefined ? [] : [shortest(settled.csv)]),
        ...(starts.length === 0 ? [] : [`Salesflow ${campaignsOf(starts)}`])
      ].join("; ")
    ],
    ["go into", `SalesBlink campaign ${settled.salesblinkCampaign}`],
    [
      "not to",
      settled.unsubscribed === undefined ? "(nobody: no --unsubscribed list is given)" : shortest(settled.unsubscribed)
    ],
    ["journal", shortest(path)]
  ] as const) {
    yield* line(`  ${name.padEnd(11)} ${indent(value, 14).trimStart()}`)
  }
  yield* line()

  const target = `${isReal ? vendors.salesblink : "rehearsal"} ${settled.salesblinkCampaign}`
  const services = Layer.merge(Journal.layer({ path, target, fresh, exclusive }), vendors.layer)
  const terminal = yield* Effect.context<Screen | Prompt.Environment>()
  const report = yield* Job.run({
    rows,
    unsubscribed,
    salesflowCampaigns: starts,
    salesblinkCampaign: settled.salesblinkCampaign,
    concurrency: given.concurrency,
    confirm: (intended) => (isReal ? Effect.provide(confirm(given)(intended), terminal) : Effect.void)
  }).pipe(
    Effect.provide(services),
    Effect.onInterrupt(() =>
      line(`\nStopped. What was done is in the journal, nobody is added twice.\nTo go on: ${goOn}`)
    )
  )

  yield* line()
  for (const text of table(report.rows, colour)) yield* line(text)
  const encounters = (yield* Encounters).all()
  if (encounters.length > 0) {
    yield* line()
    yield* line(colour("bold", "What the vendors refused, and what the types made of it"))
    for (const text of encountersOf(encounters, colour)) yield* line(text)
  }
  yield* line()
  yield* line(colour("bold", `Summary: ${report.rows.length} in all`))
  for (const text of summary(report, colour)) yield* line(text)
  if (report.hopeless !== undefined) {
    return yield* new CannotRun({
      message: `Stopped: ${report.hopeless.vendor} refuses the credentials. Correct them, then ${goOn}.`
    })
  }
})

export const command = Command.make("salesbridge-demo", flags, (given) =>
  job(given).pipe(
    Effect.scoped,
    Effect.provide(Layer.merge(Screen.layer, Encounters.layer)),
    Effect.tapErrorTag("CannotRun", ({ message }) => Console.error(message))
  )
).pipe(
  Command.withDescription(
    [
      "Brings the contacts of a CSV file and of Salesflow campaigns into a",
      "SalesBlink campaign, starts the Salesflow campaigns, and honours unsubscribes.",
      "",
      "Offline unless SALESFLOW_TOKEN, SALESFLOW_ACCOUNT_ID and SALESBLINK_API_KEY",
      "are set: then it talks to the real vendors, and asks before it writes.",
      "",
      "Exit code 0 when the job ran through, even if single contacts failed; 1 when",
      "it could not run."
    ].join("\n  ")
  ),
  Command.withExamples([
    { command: "npm run demo", description: "Everything offline, with the included samples" },
    { command: "npm run demo -- --csv my.csv", description: "Offline, with your own contacts" },
    { command: "npm run demo -- --resume", description: "Go on after Ctrl-C" },
    {
      command: "npm run demo -- --csv my.csv --salesblink-campaign ID",
      description: "With the variables set: the real SalesBlink"
    }
  ])
)
