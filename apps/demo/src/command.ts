/** The command `salesbridge-demo`: its first lines, and the report at its end. */
import type { WebhookEvent } from "@salesbridge/salesflow"
import { Cause, Console, Effect, Layer } from "effect"
import { CliConfig, CliOutput, Command, GlobalFlag, Prompt, TerminalCapabilities } from "effect/cli"
import { CannotRun, WrongUsage } from "./CannotRun.ts"
import { layerStores, nameOf } from "./durable/Storage.ts"
import { FailureLog } from "./FailureLog.ts"
import { flags, type Given } from "./flags.ts"
import * as Job from "./Job.ts"
import { details, failuresOf, eventsOf, type Report, summary, table } from "./Report.ts"
import { Roster } from "./Roster.ts"
import * as Salesflow from "./Salesflow.ts"
import { Screen } from "./Screen.ts"
import * as JobRuntime from "./JobRuntime.ts"
import * as Setup from "./Setup.ts"
import { suppressions } from "./suppressions.ts"
import { indent, labelled } from "./Text.ts"
import * as Vendors from "./Vendors.ts"
import { hintOf } from "./Verdict.ts"
import { web } from "./web/command.ts"
import { worker } from "./worker.ts"

const goOn = "start the same command again"

const field = (name: string, value: string) => labelled(`  ${name}`, value, 14)

const confirm = Effect.fnUntraced(function* (flags: Given, integrations: Vendors.Integrations, intended: Job.Intended) {
  const { left, starts, unheard, vendors } = intended
  const { line } = yield* Screen
  yield* line("About to write to the real vendors:")
  for (const { intends, name } of vendors) {
    const all =
      name === Salesflow.integration.name && starts.length > 0 ? [`start ${campaignsOf(starts)}`, ...intends] : intends
    yield* line(field(name, all.length === 0 ? "nothing" : all.join("; ")))
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
      message: `Nothing was written. To go ahead without being asked, add --yes:\n  ${Setup.inFull(flags, integrations)}`
    })
  }
  const agreed = yield* Prompt.run(Prompt.Confirm({ message: "Go ahead?" })).pipe(
    Effect.catchTag("QuitError", () => Effect.succeed(false))
  )
  if (!agreed) return yield* new CannotRun({ message: "Nothing was written." })
})

const unheardOf = (names: ReadonlyArray<string>) =>
  names.length === 0 ? "" : ` Who unsubscribed at ${names.join(" or ")} alone is unknown to this run.`

const campaignsOf = (ids: ReadonlyArray<number>) => `campaign${ids.length === 1 ? "" : "s"} ${ids.join(", ")}`

const opening = {
  offline: "Salesbridge demo, offline: nothing leaves this computer.",
  local: "Salesbridge demo, with the servers on this computer that the variables name.",
  real: "Salesbridge demo, with the REAL vendors: their variables are set."
}

/** Prints the vendors and inputs that take part. */
const announce = Effect.fnUntraced(function* (runtime: JobRuntime.JobRuntime) {
  const { csv, file, salesflowCampaigns: starts, storage, unsubscribedFile, vendors } = runtime
  const { line } = yield* Screen
  yield* line()
  for (const { name, variables, vendor } of Vendors.integrations) {
    const url = vendors.urls.get(vendor)
    const into = vendors.destinations.find((destination) => destination.vendor === vendor)?.into
    yield* line(
      url === undefined
        ? field(name, `(left out: ${variables.join(" and ")} ${variables.length === 1 ? "is" : "are"} not set)`)
        : field(name, into === undefined ? url : `${url}, ${into}`)
    )
  }
  const contacts = [
    ...(csv === undefined ? [] : [Setup.shortest(csv)]),
    ...(starts.length === 0 ? [] : [`Salesflow ${campaignsOf(starts)}`])
  ]
  const notTo =
    unsubscribedFile === undefined
      ? "(only who unsubscribed at a vendor: no --unsubscribed list is given)"
      : Setup.shortest(unsubscribedFile)
  for (const [name, value] of [
    ["contacts", contacts.join("; ")],
    ["not to", notTo],
    ["journal", storage._tag === "File" ? Setup.shortest(file.path) : nameOf(storage)]
  ] as const) {
    // A path alone is not broken, so that it can be copied.
    yield* line(value.includes(" ") ? field(name, value) : `  ${name.padEnd(11)} ${value}`)
  }
  yield* line()
})

const job = Effect.fnUntraced(function* (flags: Given) {
  const { colour, line } = yield* Screen
  const setup = yield* Setup.of(flags)
  yield* line(colour("bold", opening[setup.mode]))
  if (setup.mode === "offline") yield* line("Starting sandboxes in the vendors' place ...")
  const runtime = yield* JobRuntime.open(setup)
  yield* announce(runtime)
  const work = Effect.gen(function* () {
    const prepared = yield* JobRuntime.prepare(runtime, setup)
    if (setup.mode === "real") yield* confirm(flags, setup.integrations, prepared.intended)
    const report = yield* Job.carryOut(prepared)
    yield* tell(report, runtime.offline === undefined ? [] : yield* runtime.offline.fixture.afterwards)
    return report
  })
  const { left, unheard } = yield* JobRuntime.guarded(setup, work).pipe(
    Effect.scoped,
    Effect.provide(Layer.merge(layerStores(setup.storage), Roster.layer)),
    Effect.onInterrupt(() =>
      line(`\nStopped. What was done is in the journal, and nothing is done twice.\nTo go on: ${goOn}`)
    )
  )
  if (left.length === 0) return
  return yield* new CannotRun({
    message: [
      ...left.map(hintOf),
      `The other vendors went on.${unheardOf(unheard)} Put that right, then ${goOn}.`
    ].join("\n")
  })
})

/** Prints the report. */
const tell = Effect.fnUntraced(function* (report: Report, events: ReadonlyArray<WebhookEvent>) {
  const { colour, line } = yield* Screen
  const failures = (yield* FailureLog).all()
  const titled = (title: string, lines: ReadonlyArray<string>) =>
    lines.length === 0 ? [] : ["", colour("bold", title), ...lines]
  yield* line()
  for (const text of table(report, colour)) yield* line(text)
  for (const text of details(report, colour)) yield* line(text)
  for (const text of [
    ...titled("Refused by the vendors, with the class of each error", failuresOf(failures, colour)),
    ...titled("Reported by Salesflow's webhook afterwards", eventsOf(events)),
    ...summary(report, colour),
    "",
    "The same on a page, http://127.0.0.1:4100: npm run demo -- --web"
  ]) {
    yield* line(text)
  }
})

const command = Command.make("salesbridge-demo", flags, (flags) =>
  (flags.web ? web(flags) : job(flags)).pipe(
    Effect.scoped,
    Effect.provide(Layer.merge(Screen.layer, FailureLog.layer)),
    Effect.tapErrorTag(["CannotRun", "WrongUsage"], ({ message }) => Console.error(message)),
    Effect.tapCause((cause) => (Cause.hasDies(cause) ? Console.error(Cause.pretty(cause)) : Effect.void))
  )
).pipe(
  Command.withDescription(
    [
      "Brings the contacts of a CSV file and of Salesflow campaigns into a SalesBlink",
      "list, a GetSales list, with a LinkedIn message, and a Salesloft cadence,",
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
      command: "npm run demo -- --csv my.csv --salesblink-list ID",
      description: "With SALESBLINK_API_KEY set: the real SalesBlink"
    }
  ]),
  Command.withSubcommands([worker, suppressions])
)

/** Prints wrong usage in three lines, which the whole help would hide. */
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

/** Runs the command with these arguments. Problems are printed, and the error carries the exit code. */
export const run = (args: ReadonlyArray<string>) =>
  Command.runWith(command, { version: "0.0.0" })(args).pipe(
    Effect.catchTag("ShowHelp", () => Effect.fail(new WrongUsage({ message: "" }))),
    Effect.provide([presenter, CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })])
  )
