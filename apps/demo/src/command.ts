/** The command `salesbridge-demo`, its subcommands and its help. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Console, Effect, Layer, Logger, References } from "effect"
import { Argument, CliConfig, CliOutput, Command, GlobalFlag } from "effect/cli"
import { type CannotRun, WrongUsage } from "./CannotRun.ts"
import { FailureLog } from "./FailureLog.ts"
import { concurrency, flags, host, journal, port, webhooks } from "./flags.ts"
import { makeProblemLogger } from "./problemLogger.ts"
import { Screen } from "./Screen.ts"

/** Does what a module exports, which is loaded only now: help needs none of it. Problems are printed. */
const doing = <R>(load: () => Promise<Effect.Effect<void, CannotRun | WrongUsage, R>>) =>
  Effect.flatten(Effect.promise(load)).pipe(
    Effect.scoped,
    Effect.provide(Layer.merge(Screen.layer, FailureLog.layer)),
    Effect.tapErrorTag(["CannotRun", "WrongUsage"], ({ message }) => Console.error(message)),
    Effect.tapCause((cause) => (Cause.hasDies(cause) ? Console.error(Cause.pretty(cause)) : Effect.void))
  )

const worker = Command.make("worker", { concurrency, host, port, webhooks }, (flags) =>
  doing(async () => (await import("./worker.ts")).worker(flags))
).pipe(Command.withDescription("Helps with jobs on the PostgreSQL that DATABASE_URL names"))

const exported = Command.make("export", { journal }, ({ journal }) =>
  doing(async () => (await import("./suppressions.ts")).exported(journal))
).pipe(Command.withDescription("Prints the ledger as CSV"))

const imported = Command.make("import", { journal, file: Argument.String("file") }, ({ file, journal }) =>
  doing(async () => (await import("./suppressions.ts")).imported(journal, file))
).pipe(Command.withDescription("Adds a file: an address a line, or CSV with a column Email"))

const suppressions = Command.make("suppressions").pipe(
  Command.withDescription("The ledger of people who must not be contacted"),
  Command.withSubcommands([exported, imported])
)

const command = Command.make("salesbridge-demo", flags, (flags) =>
  flags.web
    ? doing(async () => (await import("./web/command.ts")).web(flags))
    : doing(async () => (await import("./terminal.ts")).terminal(flags))
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
  present: (event) => {
    if (event._tag !== "InvalidInvocation") return CliOutput.defaultPresenter.present(event)
    const [, ...subcommand] = event.commandPath
    const usage =
      subcommand.length === 0
        ? "[--csv FILE] [--unsubscribed FILE] [flags]"
        : event.helpDoc.usage.split(" ").slice(1).join(" ")
    return Console.error(
      `${event.errors.map(({ message }) => message.replace(/\s+/g, " ").trim()).join("; ")}\n` +
        `Usage: npm run demo -- ${usage}\n` +
        `Help:  npm run demo -- ${[...subcommand, "--help"].join(" ")}`
    )
  }
})

/** Runs the command with these arguments. Problems are printed, and the error carries the exit code. */
export const run = (args: ReadonlyArray<string>) =>
  Command.runWith(command, { version: "0.0.0" })(args).pipe(
    Effect.catchTag("ShowHelp", () => Effect.fail(new WrongUsage({ message: "" }))),
    Effect.provide([presenter, CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version] })])
  )

/** Runs the command as this process. */
export const main = (args: ReadonlyArray<string>) =>
  run(args).pipe(
    Effect.provide(NodeServices.layer),
    Effect.provideService(References.MinimumLogLevel, "Error"),
    Effect.provide(Logger.layer([makeProblemLogger((line) => process.stderr.write(`${line}\n`))])),
    // The command prints its own errors.
    NodeRuntime.runMain({ disableErrorReporting: true })
  )
