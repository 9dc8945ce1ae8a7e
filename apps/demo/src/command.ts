/** The command `salesbridge-demo`: its flags, what it says first, and the report at its end. */
import { Console, Effect, Layer, Option, Schema } from "effect"
import { Command, Flag, Prompt, TerminalCapabilities } from "effect/cli"
import { createHash } from "node:crypto"
import { tmpdir } from "node:os"
import { isAbsolute, join, relative, resolve, sep } from "node:path"
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

const defaultConcurrency = 4

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
  resume: Flag.Boolean("resume").pipe(
    Flag.withDescription("Keep to the offline journal though it is finished"),
    Flag.withDefault(false)
  ),
  concurrency: Flag.Int("concurrency").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription(`Calls under way at once (default ${defaultConcurrency})`),
    Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 64 }))),
    Flag.withDefault(defaultConcurrency)
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

/**
 * Whom the job talks to: mocks that it starts itself, servers on this computer that the variables name, or the real
 * vendors.
 */
type Place = "offline" | "local" | "real"

/** Each clone and each user has its own. */
const sampleJournal = () => {
  const clone = createHash("sha256").update(included("")).digest("hex").slice(0, 8)
  return join(tmpdir(), `salesbridge-demo-${process.getuid?.() ?? "offline"}-${clone}.jsonl`)
}

const namesNobody = (given: Given) => Option.isNone(given.csv) && given.salesflowCampaign.length === 0

/** What the flags leave open: the included samples, but with the real vendors nothing is assumed. */
const settle = (given: Given, place: Place) =>
  Effect.gen(function* () {
    const nobodyNamed = namesNobody(given)
    if (place === "real" && (nobodyNamed || Option.isNone(given.salesblinkCampaign))) {
      return yield* new CannotRun({
        message:
          "With the real vendors nothing is assumed: name whom to add with --csv, --salesflow-campaign\n" +
          "or both, and where with --salesblink-campaign. In full, where the samples stand for your own:\n" +
          `  ${inFull(given)}\n` +
          "Without --yes it asks before it writes. To leave the vendors alone, add --offline."
      })
    }
    const samples = place === "offline" || (place === "local" && nobodyNamed)
    const lasting = Option.getOrUndefined(given.journal) ?? (samples ? undefined : ".salesbridge-demo.jsonl")
    return {
      csv: nobodyNamed ? included("contacts.csv") : Option.getOrUndefined(given.csv),
      unsubscribed: Option.getOrUndefined(given.unsubscribed) ?? (samples ? included("unsubscribed.txt") : undefined),
      salesflowCampaigns: nobodyNamed ? Object.values(Rehearsal.campaigns) : [...new Set(given.salesflowCampaign)],
      salesblinkCampaign: Option.getOrElse(given.salesblinkCampaign, () => Rehearsal.salesBlinkCampaign),
      journal: lasting ?? sampleJournal(),
      // A run with the samples shows everything each time, unless the one before was interrupted.
      earlier: lasting === undefined && !given.resume ? ("begin anew" as const) : ("keep" as const)
    }
  })

const goOn = "start the same command again"

/** As a shell takes it for one word. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** The command that does not ask, with what is given; the samples stand where something is missing. */
const inFull = (given: Given): string => {
  const nobodyNamed = namesNobody(given)
  const flag = (name: string, value: Option.Option<string>, otherwise?: string) => {
    const text = Option.getOrElse(value, () => otherwise)
    return text === undefined ? [] : [`--${name}`, word(text)]
  }
  const campaigns = nobodyNamed ? Object.values(Rehearsal.campaigns) : given.salesflowCampaign
  return [
    "npm run demo --",
    ...flag("csv", given.csv, nobodyNamed ? shortest(included("contacts.csv")) : undefined),
    ...campaigns.flatMap((campaign) => ["--salesflow-campaign", String(campaign)]),
    ...flag("salesblink-campaign", given.salesblinkCampaign, Rehearsal.salesBlinkCampaign),
    ...flag("unsubscribed", given.unsubscribed),
    ...flag("journal", given.journal),
    ...(given.concurrency === defaultConcurrency ? [] : ["--concurrency", String(given.concurrency)]),
    "--yes"
  ].join(" ")
}

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
      return yield* new CannotRun({
        message: `Nothing was written. To go ahead without being asked, add --yes:\n  ${inFull(given)}`
      })
    }
    const agreed = yield* Prompt.run(Prompt.Confirm({ message: "Go ahead?" })).pipe(
      Effect.catchTag("QuitError", () => Effect.succeed(false))
    )
    if (!agreed) return yield* new CannotRun({ message: "Nothing was written." })
  })

const campaignsOf = (ids: ReadonlyArray<number>) => `campaign${ids.length === 1 ? "" : "s"} ${ids.join(", ")}`

/** From the current folder where it is in there, else from the root. */
const shortest = (path: string) => {
  const near = relative(process.cwd(), path)
  return near === ".." || near.startsWith(`..${sep}`) || isAbsolute(near) ? resolve(path) : near
}

const opening = {
  offline: "Salesbridge demo, offline: nothing leaves this computer.",
  local: "Salesbridge demo, with the servers on this computer that the variables name.",
  real: "Salesbridge demo, with the REAL vendors: their variables are set."
}

const job = Effect.fnUntraced(function* (given: Given) {
  const { colour, line } = yield* Screen
  const named = !given.offline && (yield* Vendors.areNamed)
  const place: Place = !named ? "offline" : (yield* Vendors.areLocal) ? "local" : "real"
  const settled = yield* settle(given, place)
  const { earlier, journal: path } = settled
  // Before anything is started: a slip of the pen shows at once.
  const unsubscribed = settled.unsubscribed === undefined ? nobody : yield* readUnsubscribed(settled.unsubscribed)
  const rows = settled.csv === undefined ? [] : yield* readContacts(settled.csv)

  yield* line(colour("bold", opening[place]))
  if (place === "offline") yield* line("Starting mock servers in the vendors' place ...")
  const vendors = yield* named ? Vendors.named : Vendors.offline
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
    // A path or an address alone is not broken, so that it can be copied.
    yield* line(`  ${name.padEnd(11)} ${value.includes(" ") ? indent(value, 14).trimStart() : value}`)
  }
  yield* line()

  const target = `${named ? vendors.salesblink : "rehearsal"} ${settled.salesblinkCampaign}`
  const services = Layer.merge(Journal.layer({ path, target, earlier }), vendors.layer)
  const terminal = yield* Effect.context<Screen | Prompt.Environment>()
  const tellWhetherItGoesOn = Effect.gen(function* () {
    const { goesOn } = yield* Journal
    if (goesOn) yield* line("Going on with the run that was interrupted; who was added then is skipped.\n")
  })
  const run = Job.run({
    rows,
    unsubscribed,
    salesflowCampaigns: starts,
    salesblinkCampaign: settled.salesblinkCampaign,
    concurrency: given.concurrency,
    confirm: (intended) => (place === "real" ? Effect.provide(confirm(given)(intended), terminal) : Effect.void)
  })
  const report = yield* Effect.andThen(tellWhetherItGoesOn, run).pipe(
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
      "are set: then it talks to the real vendors, and asks before it writes. Where",
      "SALESFLOW_BASE_URL and SALESBLINK_BASE_URL both lead to this computer, it",
      "assumes the samples and does not ask.",
      "",
      "Exit code 0 when the job ran through, even if single contacts failed; 1 when",
      "it could not run."
    ].join("\n  ")
  ),
  Command.withExamples([
    { command: "npm run demo", description: "Everything offline, with the included samples" },
    { command: "npm run demo -- --csv my.csv", description: "Offline, with your own contacts" },
    {
      command: "npm run demo -- --csv my.csv --salesblink-campaign ID",
      description: "With the variables set: the real SalesBlink"
    }
  ])
)
