/** The whole command: its subcommands, the format of help and errors, and its exit code. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as CliConfig from "effect/cli/CliConfig"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as CallFailure from "./CallFailure.ts"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import * as call from "./commands/call.ts"
import { describe } from "./commands/describe.ts"
import { list } from "./commands/list.ts"
import { doctor } from "./commands/doctor.ts"
import { listen } from "./commands/listen.ts"
import { mocks } from "./commands/mocks.ts"
import { replay } from "./commands/replay.ts"
import { trigger } from "./commands/trigger.ts"
import { login, logout } from "./commands/login.ts"
import { mcp } from "./commands/mcp.ts"
import * as Help from "./Help.ts"
import { own } from "./Manifest.ts"
import { Screen, type Screen as ScreenService } from "./Screen.ts"
import * as Vendors from "./Vendors.ts"

/** The words that select a command: those before the first flag. */
const wordsOf = (args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const end = args.findIndex((_) => _.startsWith("-"))
  return end < 0 ? args : args.slice(0, end)
}

const commandFor = async (args: ReadonlyArray<string>) => {
  const [first, ...words] = wordsOf(args)
  const isForCompletions = args.some((_) => _.startsWith("--completions"))
  return Command.make("salesbridge").pipe(
    Command.withDescription("Calls sales-engagement vendors, tries them in sandboxes, and serves them to agents."),
    Command.withSubcommands([
      await (isForCompletions ? call.makeWhole() : call.make(first === "call" ? words : [])),
      list,
      describe,
      mocks,
      trigger,
      listen,
      replay,
      doctor,
      login,
      logout,
      mcp
    ])
  )
}

/** Replaces the operation by its canonical name, so that its id and other capitalizations work, too. */
const canonical = async (args: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const [first, vendor, operation] = wordsOf(args)
  if (first !== "call" || vendor === undefined || operation === undefined) return args
  const { name } = Vendors.operationOf(await Vendors.load(vendor), operation)
  return ["call", vendor, name, ...args.slice(3)]
}

const presenter = ({ err, out }: ScreenService): CliOutput.Presenter => ({
  present: (event) => {
    if (event._tag === "Help") return out(Help.render(event.helpDoc))
    if (event._tag === "Version") return out(event.version)
    const path = event.commandPath.join(" ")
    return err(
      [...event.errors.map(({ message }) => `${path}: ${inOneLine(message)}`), `See ${path} --help.`].join("\n")
    )
  }
})

const inOneLine = (message: string) => `${message[0]!.toLowerCase()}${message.slice(1).replaceAll(/\s*\n\s*/g, " ")}`

const builtIns = [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions, GlobalFlag.LogLevel] as never

/** Runs the command with these arguments, and returns its exit code. */
export const run = (args: ReadonlyArray<string>): Effect.Effect<number> =>
  Effect.gen(function* () {
    const [command, canonicalArgs] = yield* Effect.tryPromise({
      try: async () => [await commandFor(args), await canonical(args)] as const,
      catch: (cause) => cause
    })
    yield* Command.runWith(command, { version: own.version, renderErrors: true })(canonicalArgs)
    return ExitCode.ok as number
  }).pipe(
    Effect.catchCause(report),
    Effect.provide(
      Layer.mergeAll(
        NodeServices.layer,
        CliConfig.layer({ builtIns }),
        Layer.effect(
          CliOutput.Presenter,
          Effect.gen(function* () {
            return presenter(yield* Screen)
          })
        )
      )
    ),
    // Standard output is for results, and for MCP messages.
    Effect.provideService(Logger.LogToStderr, true)
  )

/** Prints why the command failed, unless that was printed before. Returns the exit code. */
const report = (cause: Cause.Cause<unknown>): Effect.Effect<number> =>
  Effect.gen(function* () {
    const { err } = yield* Screen
    if (Cause.hasInterruptsOnly(cause)) return 130
    const failure = Cause.squash(cause)
    if (isHelp(failure)) return failure.errors.length === 0 ? ExitCode.ok : ExitCode.usage
    const known = CallFailure.isFailure(failure) ? CallFailure.toCommandFailure(failure) : failure
    if (known instanceof CommandFailure) {
      const { details, exitCode, hint, message } = known
      yield* err(
        [`salesbridge: ${message}`, ...details.map((_) => `  ${_}`), ...(hint === undefined ? [] : [hint])].join("\n")
      )
      return exitCode
    }
    yield* err(`salesbridge: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`)
    yield* err("This is a defect: please report it at https://github.com/salesbridge/salesbridge/issues")
    return ExitCode.failed
  })

const isHelp = (cause: unknown): cause is { readonly errors: ReadonlyArray<unknown> } =>
  typeof cause === "object" && cause !== null && "_tag" in cause && cause._tag === "ShowHelp"
