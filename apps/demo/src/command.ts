/** The command `salesbridge-demo`: its flags, what it says first, and the report at its end. */
import type { WebhookEvent } from "@salesbridge/salesflow"
import { Cause, Console, Effect, Layer, Option } from "effect"
import { CliConfig, CliOutput, Command, GlobalFlag, Prompt, TerminalCapabilities } from "effect/cli"
import { createHash } from "node:crypto"
import { tmpdir } from "node:os"
import { isAbsolute, join, relative, resolve, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { CannotRun, WrongUsage } from "./CannotRun.ts"
import { readContacts } from "./ContactsFile.ts"
import * as Crew from "./Crew.ts"
import { destinations } from "./destinations.ts"
import * as Outreach from "./durable/Outreach.ts"
import { importJournal } from "./durable/importJournal.ts"
import { Steps } from "./durable/Steps.ts"
import { layerStores, messageOf, nameOf, type Storage, storageAt } from "./durable/Storage.ts"
import { Encounters } from "./Encounters.ts"
import { defaultConcurrency, flags, type Given, journalOf } from "./flags.ts"
import * as Job from "./Job.ts"
import { details, encountersOf, eventsOf, type Report, summary, table } from "./Report.ts"
import * as Salesflow from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import * as Stage from "./Stage.ts"
import { indent, pad } from "./Text.ts"
import { suppressions } from "./suppressions.ts"
import { nobody, readUnsubscribed } from "./Unsubscribed.ts"
import * as Vendors from "./Vendors.ts"
import { worker } from "./worker.ts"

const included = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

/**
 * Whom the job talks to: mocks that it starts itself, servers on this computer that the variables name, or the real
 * vendors.
 */
type Place = "offline" | "local" | "real"

/** Each clone and each user has its own. */
const sampleJournal = () => {
  const clone = createHash("sha256").update(included("")).digest("hex").slice(0, 8)
  return join(tmpdir(), `salesbridge-demo-${process.getuid?.() ?? "offline"}-${clone}.sqlite`)
}

const namesNobody = (given: Given) => Option.isNone(given.csv) && given.salesflowCampaign.length === 0

const has = (kinds: Vendors.Kinds, { vendor }: { readonly vendor: string }) =>
  kinds.some((kind) => kind.vendor === vendor)

const given = (flags: Given, flag: string): string | undefined =>
  Option.getOrUndefined(flags.settings[flag] ?? Option.none())

/** What is wrong with the flags, whatever the vendors say later. */
const problemsOf = (flags: Given, kinds: Vendors.Kinds): ReadonlyArray<string> => [
  ...destinations.flatMap((kind) =>
    kind.settings.flatMap(({ flag, problem }) => {
      const value = given(flags, flag)
      if (value === undefined) return []
      if (!has(kinds, kind)) return [`--${flag} is given, but ${kind.variables.join(" and ")} is not set.`]
      const wrong = problem?.(value)
      return wrong === undefined ? [] : [`--${flag} ${word(value)}: ${wrong}.`]
    })
  ),
  ...(flags.salesflowCampaign.length > 0 && !has(kinds, Salesflow.kind)
    ? [`--salesflow-campaign is given, but ${Salesflow.kind.variables.join(" and ")} are not set.`]
    : [])
]

/** What the flags leave open: the included samples, but with the real vendors nothing is assumed. */
const settle = (flags: Given, place: Place, kinds: Vendors.Kinds) =>
  Effect.gen(function* () {
    const problems = problemsOf(flags, kinds)
    if (problems.length > 0) return yield* new WrongUsage({ message: problems.join("\n") })
    const nobodyNamed = namesNobody(flags)
    const missing = destinations
      .filter((kind) => has(kinds, kind))
      .flatMap(({ settings }) => settings.map(({ flag }) => flag))
      .filter((flag) => given(flags, flag) === undefined)
    if (place === "real" && (nobodyNamed || missing.length > 0)) {
      return yield* new CannotRun({
        message:
          "With the real vendors nothing is assumed: name whom to bring with --csv, --salesflow-campaign\n" +
          "or both, and what each vendor whose variables are set needs to know.\n" +
          (missing.length === 0 ? "" : `Missing: ${missing.map((flag) => `--${flag}`).join(", ")}\n`) +
          `In full, where the samples stand for your own:\n  ${inFull(flags, kinds)}\n` +
          "Without --yes it asks before it writes. To leave a vendor out, unset its variables; to leave\n" +
          "all of them alone, add --offline."
      })
    }
    const samples = place === "offline" || (place === "local" && nobodyNamed)
    const lasting = samples ? Option.getOrUndefined(flags.journal) : journalOf(flags.journal)
    const setting = (flag: string): string =>
      given(flags, flag) ??
      destinations.flatMap(({ settings }) => settings).find((setting) => setting.flag === flag)!.sample
    return {
      csv: nobodyNamed ? included("contacts.csv") : Option.getOrUndefined(flags.csv),
      unsubscribed: Option.getOrUndefined(flags.unsubscribed) ?? (samples ? included("unsubscribed.txt") : undefined),
      salesflowCampaigns: nobodyNamed ? sampleCampaigns(kinds) : [...new Set(flags.salesflowCampaign)],
      setting,
      journal: lasting ?? sampleJournal(),
      // A run with the samples shows everything each time, unless the one before was interrupted.
      anew: lasting === undefined && !flags.resume
    }
  })

const sampleCampaigns = (kinds: Vendors.Kinds): ReadonlyArray<number> =>
  has(kinds, Salesflow.kind) ? Object.values(Stage.campaigns) : []

const goOn = "start the same command again"

/** As a shell takes it for one word. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

/** The command that does not ask, with what is given; the samples stand where something is missing. */
const inFull = (flags: Given, kinds: Vendors.Kinds): string => {
  const nobodyNamed = namesNobody(flags)
  const flag = (name: string, value: string | undefined) => (value === undefined ? [] : [`--${name}`, word(value)])
  const campaigns = nobodyNamed ? sampleCampaigns(kinds) : flags.salesflowCampaign
  return [
    "npm run demo --",
    ...flag("csv", Option.getOrUndefined(flags.csv) ?? (nobodyNamed ? shortest(included("contacts.csv")) : undefined)),
    ...campaigns.flatMap((campaign) => ["--salesflow-campaign", String(campaign)]),
    ...destinations
      .filter((kind) => has(kinds, kind))
      .flatMap(({ settings }) => settings)
      .flatMap((setting) => flag(setting.flag, given(flags, setting.flag) ?? setting.sample)),
    ...flag("unsubscribed", Option.getOrUndefined(flags.unsubscribed)),
    ...flag("journal", Option.getOrUndefined(flags.journal)),
    ...(flags.concurrency === defaultConcurrency ? [] : ["--concurrency", String(flags.concurrency)]),
    "--yes"
  ].join(" ")
}

/** A name, and what belongs to it in as many lines as it takes. */
const labelled = (name: string, value: string) => `  ${pad(name, 11)} ${indent(value, 14).trimStart()}`

const confirm = (flags: Given, kinds: Vendors.Kinds) =>
  Effect.fnUntraced(function* ({ left, starts, unheard, vendors }: Job.Intended) {
    const { line } = yield* Screen
    yield* line("About to write to the real vendors:")
    for (const { intends, name } of vendors) {
      const all =
        name === Salesflow.kind.name && starts.length > 0 ? [`start ${campaignsOf(starts)}`, ...intends] : intends
      yield* line(labelled(name, all.length === 0 ? "nothing" : all.join("; ")))
    }
    if (left.length > 0) {
      yield* line()
      yield* line(indent(`Nothing can be done at ${left.join(" and ")}.${unheardOf(unheard)}`, 2))
    }
    yield* line()
    if (flags.yes) return
    const { canPrompt } = yield* TerminalCapabilities.TerminalCapabilities
    if (!canPrompt) {
      return yield* new CannotRun({
        message: `Nothing was written. To go ahead without being asked, add --yes:\n  ${inFull(flags, kinds)}`
      })
    }
    const agreed = yield* Prompt.run(Prompt.Confirm({ message: "Go ahead?" })).pipe(
      Effect.catchTag("QuitError", () => Effect.succeed(false))
    )
    if (!agreed) return yield* new CannotRun({ message: "Nothing was written." })
  })

const unheardOf = (names: ReadonlyArray<string>) =>
  names.length === 0 ? "" : ` Who unsubscribed at ${names.join(" or ")} alone is not known to this run.`

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

/** Whom the job talks to, and what it is to do there, from the flags and the variables. */
const assignmentOf = Effect.fnUntraced(function* (flags: Given) {
  const named = flags.offline ? [] : yield* Vendors.named
  const place: Place = named.length === 0 ? "offline" : (yield* Vendors.areLocal(named)) ? "local" : "real"
  const kinds: Vendors.Kinds = place === "offline" ? Vendors.kinds : named
  const settled = yield* settle(flags, place, kinds)
  // Before anything is started: a slip of the pen shows at once.
  const unsubscribed = settled.unsubscribed === undefined ? nobody : yield* readUnsubscribed(settled.unsubscribed)
  const rows = settled.csv === undefined ? [] : yield* readContacts(settled.csv)
  const found = yield* storageAt(settled.journal)
  const { file } = found
  // The sandboxes of one run are none of the team's.
  const storage: Storage = place === "offline" ? { _tag: "File", path: file.path } : found.storage
  const settings = Object.fromEntries(
    destinations
      .filter((kind) => has(kinds, kind))
      .flatMap((kind) => kind.settings.map(({ flag }) => [flag, settled.setting(flag)]))
  )
  return {
    ...settled,
    place,
    kinds,
    unsubscribedFile: settled.unsubscribed,
    unsubscribed,
    rows,
    file,
    storage,
    settings
  }
})
type Assigned = Effect.Success<ReturnType<typeof assignmentOf>>

/** Says who takes part, and with what. */
const announce = Effect.fnUntraced(function* (assigned: Assigned, vendors: Vendors.Reached) {
  const { csv, file, salesflowCampaigns: starts, storage, unsubscribedFile } = assigned
  const { line } = yield* Screen
  yield* line()
  for (const { name, variables, vendor } of Vendors.kinds) {
    const url = vendors.urls.get(vendor)
    const into = vendors.destinations.find((destination) => destination.vendor === vendor)?.into
    yield* line(
      url === undefined
        ? labelled(name, `(left out: ${variables.join(" and ")} ${variables.length === 1 ? "is" : "are"} not set)`)
        : labelled(name, into === undefined ? url : `${url}, ${into}`)
    )
  }
  const contacts = [
    ...(csv === undefined ? [] : [shortest(csv)]),
    ...(starts.length === 0 ? [] : [`Salesflow ${campaignsOf(starts)}`])
  ]
  const notTo =
    unsubscribedFile === undefined
      ? "(only who unsubscribed at a vendor: no --unsubscribed list is given)"
      : shortest(unsubscribedFile)
  for (const [name, value] of [
    ["contacts", contacts.join("; ")],
    ["not to", notTo],
    ["journal", storage._tag === "File" ? shortest(file.path) : nameOf(storage)]
  ] as const) {
    // A path alone is not broken, so that it can be copied.
    yield* line(value.includes(" ") ? labelled(name, value) : `  ${name.padEnd(11)} ${value}`)
  }
  yield* line()
})

/** On PostgreSQL this process does the work of other jobs as well, at their targets; a file has those of nobody else. */
const crewFor = Effect.fnUntraced(function* (
  { kinds, settings, storage }: Assigned,
  crew: Crew.Crew,
  concurrency: number
) {
  if (storage._tag === "File") return () => Effect.succeed(crew)
  const pool = yield* Crew.pool(kinds, concurrency)
  return (others: Outreach.Settings) => (Crew.isSame(others, settings) ? Effect.succeed(crew) : pool(others))
})

const job = Effect.fnUntraced(function* (flags: Given) {
  const { colour, line } = yield* Screen
  const assigned = yield* assignmentOf(flags)
  const { anew, file, kinds, place, setting, storage } = assigned
  yield* line(colour("bold", opening[place]))
  if (place === "offline") yield* line("Starting sandboxes in the vendors' place ...")
  const offline = place === "offline" ? yield* Vendors.offline(setting, file.path) : undefined
  const vendors = offline ?? (yield* Vendors.real(setting, kinds))
  yield* announce(assigned, vendors)

  const terminal = yield* Effect.context<Screen | Prompt.Environment>()
  const work = Effect.gen(function* () {
    const crew = yield* Crew.make(vendors, flags.concurrency)
    if (file.journal !== undefined) yield* importJournal(file.journal)
    const outreach = yield* Outreach.make(storage, assigned.settings, yield* crewFor(assigned, crew, flags.concurrency))
    const done = Job.run({
      ...assigned,
      ...vendors,
      ...crew,
      concurrency: flags.concurrency,
      begin: Effect.fnUntraced(function* (goesOn) {
        if (goesOn) yield* line("Going on with the run that was interrupted; what was done then is skipped.\n")
        if (offline !== undefined) yield* offline.stage.prepare(anew && !goesOn)
      }),
      confirm: (intended) =>
        place === "real" ? Effect.provide(confirm(flags, kinds)(intended), terminal) : Effect.void,
      outreach
    })
    return yield* Steps.use(({ broken }) => Effect.raceFirst(done, broken))
  })
  const report = yield* work.pipe(
    Effect.scoped,
    Effect.provide(layerStores(storage)),
    Effect.catchTag(["SqlError", "PlatformError"], (error) =>
      Effect.fail(new CannotRun({ message: `Stopped, since ${nameOf(storage)} takes no more: ${messageOf(error)}` }))
    ),
    Effect.onInterrupt(() =>
      line(`\nStopped. What was done is in the journal, and nothing is done twice.\nTo go on: ${goOn}`)
    )
  )
  yield* tell(report, offline === undefined ? [] : yield* offline.stage.afterwards)
})

/** Prints the report. Fails where a vendor was left. */
const tell = Effect.fnUntraced(function* (report: Report, events: ReadonlyArray<WebhookEvent>) {
  const { colour, line } = yield* Screen
  const encounters = (yield* Encounters).all()
  const titled = (title: string, lines: ReadonlyArray<string>) => ["", colour("bold", title), ...lines]
  const lines = [
    "",
    ...table(report, colour),
    ...details(report, colour),
    ...(encounters.length === 0
      ? []
      : titled("What the vendors refused, and what the types made of it", encountersOf(encounters, colour))),
    ...(events.length === 0
      ? []
      : titled("What Salesflow's webhook told afterwards, and what the types made of it", eventsOf(events))),
    ...titled(`Summary: ${report.rows.length} in all`, summary(report, colour))
  ]
  for (const text of lines) yield* line(text)
  if (report.left.length > 0) {
    return yield* new CannotRun({
      message: [
        ...report.left.map(Job.hintOf),
        `The other vendors went on.${unheardOf(report.unheard)} Put that right, then ${goOn}.`
      ].join("\n")
    })
  }
})

const command = Command.make("salesbridge-demo", flags, (flags) =>
  job(flags).pipe(
    Effect.scoped,
    Effect.provide(Layer.merge(Screen.layer, Encounters.layer)),
    Effect.tapErrorTag(["CannotRun", "WrongUsage"], ({ message }) => Console.error(message)),
    Effect.tapCause((cause) => (Cause.hasDies(cause) ? Console.error(Cause.pretty(cause)) : Effect.void))
  )
).pipe(
  Command.withDescription(
    [
      "Brings the contacts of a CSV file and of Salesflow campaigns into a SalesBlink",
      "campaign, a GetSales list, with a LinkedIn message, and a Salesloft cadence,",
      "starts the Salesflow campaigns, and suppresses at all four vendors whoever",
      "unsubscribed in a file or at one of them.",
      "",
      "Offline unless variables name vendors: SALESFLOW_TOKEN with",
      "SALESFLOW_ACCOUNT_ID, SALESBLINK_API_KEY, GETSALES_TOKEN,",
      "SALESLOFT_ACCESS_TOKEN. Then it talks to those real vendors, leaves out the",
      "others, and asks before it writes. Where their ..._BASE_URL variables all lead",
      "to this computer, it assumes the samples and does not ask.",
      "",
      "Exit code 0 when the job ran through, even if single contacts failed; 1 when",
      "it could not run, or a vendor had to be left; 2 for wrong usage."
    ].join("\n  ")
  ),
  Command.withExamples([
    { command: "npm run demo", description: "Everything offline, with the included samples" },
    { command: "npm run demo -- --csv my.csv", description: "Offline, with your own contacts" },
    {
      command: "npm run demo -- --csv my.csv --salesblink-campaign ID",
      description: "With SALESBLINK_API_KEY set: the real SalesBlink"
    }
  ]),
  Command.withSubcommands([worker, suppressions])
)

/** Wrong usage in three lines, where the whole help would hide it. */
const presenter = CliOutput.layerPresenter({
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(
          `${event.errors.map(({ message }) => message.replace(/\s+/g, " ").trim()).join("; ")}\n` +
            "Usage: npm run demo -- [--csv FILE] [--unsubscribed FILE] [flags]\n" +
            "Help:  npm run demo -- --help"
        )
      : CliOutput.defaultPresenter.present(event)
})

/** Runs the command with these arguments. What goes wrong is said, and the error tells the exit code. */
export const run = (args: ReadonlyArray<string>) =>
  Command.runWith(command, { version: "0.0.0" })(args).pipe(
    Effect.catchTag("ShowHelp", () => Effect.fail(new WrongUsage({ message: "" }))),
    Effect.provide([presenter, CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })])
  )
