/** `salesbridge call`: calls an operation, with a flag for each of its inputs. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Prompt from "effect/cli/Prompt"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as CallFailure from "../CallFailure.ts"
import { CommandFailure, ExitCode } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import * as Curl from "../Curl.ts"
import { type Description, exampleFlags, safetyWords, sourceWords } from "../Description.ts"
import * as Exclusive from "../Exclusive.ts"
import * as FieldFlags from "../FieldFlags.ts"
import * as Input from "../Input.ts"
import * as JsonFile from "../JsonFile.ts"
import * as Items from "../Items.ts"
import * as Pages from "../Pages.ts"
import * as Screen from "../Screen.ts"
import { targetFlags, targetOf } from "../Target.ts"
import * as Table from "../Table.ts"
import * as Transport from "../Transport.ts"
import type { Vendor } from "../Vendors.ts"
import * as Vendors from "../Vendors.ts"

const flags = {
  ...targetFlags,
  input: Flag.String("input").pipe(
    Flag.withMetavar("file|-"),
    Flag.withDescription("Read the input as JSON from a file or from standard input (-); flags take precedence"),
    Flag.optional
  ),
  all: Flag.Boolean("all").pipe(
    Flag.withDescription("Read all pages of a list, and print each item as a line of JSON"),
    Flag.withDefault(false)
  ),
  table: Flag.String("table").pipe(
    Flag.withMetavar("a,b.c"),
    Flag.withDescription("Print these fields as a table"),
    Flag.optional
  ),
  withResponse: Flag.Boolean("with-response").pipe(
    Flag.withDescription("Also print status, headers and request id"),
    Flag.withDefault(false)
  ),
  dryRun: Flag.Boolean("dry-run").pipe(
    Flag.withDescription("Print the call as a curl command, and send nothing"),
    Flag.withDefault(false)
  ),
  yes: Flag.Boolean("yes").pipe(
    Flag.withAlias("y"),
    Flag.withDescription("Write to the vendor itself without asking"),
    Flag.withDefault(false)
  )
}

type Options = Command.Command.Config.Infer<typeof flags>

/** Flags that no field may use: those above, and those of every command. */
const taken: ReadonlySet<string> = new Set(
  "sandbox base-url profile input all table with-response dry-run yes help version completions log-level".split(" ")
)

const parent = Command.make("call").pipe(
  Command.withSharedFlags(flags),
  Command.withDescription(
    "Calls an operation. Each of its inputs has a flag; `salesbridge list` shows the operations."
  ),
  Command.withShortDescription("Calls an operation of a vendor"),
  Command.withExamples([
    { command: "salesbridge call salesflow Campaigns.list --sandbox" },
    { command: "salesbridge call salesflow Campaigns.start --help" }
  ])
)

/** The command with what these arguments need: only the vendors and operations that they name are loaded. */
export const make = async (words: ReadonlyArray<string>) => {
  const [name, operation] = words
  if (name === undefined)
    return Command.withSubcommands(
      parent,
      Vendors.names().map((_) => vendorCommand(_, []))
    )
  const vendor = await Vendors.load(name)
  const chosen = operation === undefined ? vendor.operations : [Vendors.operationOf(vendor, operation)]
  return Command.withSubcommands(parent, [
    vendorCommand(
      name,
      chosen.map((_) => operationCommand(vendor, _))
    )
  ])
}

/** The command with all vendors and operations, for completions. */
export const makeWhole = async () => {
  const vendors = await Promise.all(Vendors.names().map(Vendors.load))
  return Command.withSubcommands(
    parent,
    vendors.map((vendor) =>
      vendorCommand(
        vendor.name,
        vendor.operations.map((_) => operationCommand(vendor, _))
      )
    )
  )
}

const vendorCommand = (name: string, operations: ReadonlyArray<ReturnType<typeof operationCommand>>) =>
  Command.make(name).pipe(
    Command.withSubcommands(operations),
    Command.withDescription(`Calls an operation of ${name}.`),
    Command.withShortDescription(`Operations of ${name}`)
  )

const operationCommand = (vendor: Vendor, description: Description) =>
  Command.make(description.name, FieldFlags.of(description, taken), (parsed) =>
    Effect.flatMap(parent, (options) => run(vendor, description, FieldFlags.given(description, parsed), options))
  ).pipe(
    Command.withDescription(words(description)),
    Command.withShortDescription(`${description.title} (${safetyWords[description.safety]})`),
    Command.withExamples([
      { command: ["salesbridge call", vendor.name, description.name, ...exampleFlags(description)].join(" ") }
    ])
  )

/** The description of an operation in help. */
export const words = (description: Description): string => {
  const { cost, errors, method, name, path, safety, summary, vendor } = description
  return [
    `${vendor} ${name}: ${sourceWords(description)}`,
    "",
    ...(summary === "" ? [] : [summary, ""]),
    `${method} ${path}`,
    `${safety}: ${safetyWords[safety]}. Costs ${cost} of the quota.`,
    "",
    "Errors:",
    ...errors.map((_) => `  ${_.status} ${_.tag}: ${_.description}`)
  ].join("\n")
}

/** The target. Fails if a flag would have no effect. */
const checked = (options: Options) =>
  Effect.gen(function* () {
    const withResponse = { "--with-response": options.withResponse }
    yield* Exclusive.check({ "--all": options.all, ...withResponse }, "--all prints only the items of pages.")
    yield* Exclusive.check({ "--table": Option.isSome(options.table), ...withResponse })
    yield* Exclusive.check(
      { "--dry-run": options.dryRun, "--sandbox": options.sandbox },
      "A sandbox ends with its call. salesbridge mocks --mode sandbox starts one for --base-url."
    )
    return yield* targetOf(options)
  })

const run = (
  vendor: Vendor,
  description: Description,
  given: ReadonlyArray<readonly [(typeof description.fields)[number], Input.Given]>,
  options: Options
) =>
  Effect.gen(function* () {
    const target = yield* checked(options)
    const base = Option.isNone(options.input) ? {} : yield* JsonFile.read(options.input.value)
    const read = Input.read(description, Input.withFlags(base, given))
    if (Result.isFailure(read)) return yield* Effect.fail(CallFailure.invalidInput(description, read.failure))
    if (options.dryRun) {
      const { out } = yield* Screen.Screen
      const baseUrl = yield* Connection.baseUrlOf(vendor.definition, target)
      return yield* Effect.flatMap(Curl.of(vendor.definition, description.operation, read.success, baseUrl), out)
    }
    const { address, client, isReal } = yield* Connection.open(vendor, target)
    if (isReal && description.safety !== "safe" && !options.yes) yield* confirm(description, address)
    if (options.all) return yield* printAll(vendor, client, description, read.success, options)
    const answer = yield* client.callWithResponse(description.operation, read.success)
    yield* print(answer, options)
  }).pipe(Effect.provide(Transport.layer), Effect.scoped)

/** Asks a person before writing to the vendor. A program must give the flag. */
const confirm = (description: Description, address: string) =>
  Effect.gen(function* () {
    const { canAsk } = yield* Screen.Screen
    const what = `${description.vendor} ${description.name} (${description.safety}) at ${address}`
    if (!canAsk) {
      return yield* Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.usage,
          message: `${what} writes, and there is no terminal to ask for confirmation`,
          hint: "Add --yes to write, --dry-run to preview the call, or --sandbox to try it."
        })
      )
    }
    const isWanted = yield* Prompt.run(Prompt.Confirm({ message: `Send ${what}?`, initial: false }))
    if (!isWanted) return yield* Effect.fail(new CommandFailure({ message: "nothing was sent" }))
  })

const columnsOf = (table: string): ReadonlyArray<string> => table.split(",").map((_) => _.trim())

interface Answer {
  readonly status: number
  readonly headers: object
  readonly requestId: string | undefined
  readonly body: unknown
}

const print = ({ body, headers, requestId, status }: Answer, { table, withResponse }: Options) =>
  Effect.gen(function* () {
    if (withResponse) return yield* Screen.json({ status, requestId, headers, body })
    const { out } = yield* Screen.Screen
    if (Option.isSome(table)) return yield* out(Table.of(Items.of(body), columnsOf(table.value)).join("\n"))
    if (body !== undefined) yield* Screen.json(body)
  })

const printAll = (
  vendor: Vendor,
  client: Connection.Connection["client"],
  description: Description,
  input: unknown,
  { table }: Options
) =>
  Effect.gen(function* () {
    const pages = yield* Pages.bodies(vendor, client, description, input)
    if (pages === undefined) {
      return yield* Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.usage,
          message: `${vendor.name} ${description.name} has no pages to follow`,
          hint: "Omit --all."
        })
      )
    }
    const { out } = yield* Screen.Screen
    if (Option.isSome(table)) {
      const all = yield* Stream.runCollect(Stream.flatMap(pages, (_) => Stream.fromIterable(Items.of(_))))
      return yield* out(Table.of(all, columnsOf(table.value)).join("\n"))
    }
    yield* Stream.runForEach(pages, (page) =>
      Effect.forEach(Items.of(page), (_) => out(JSON.stringify(_)), { discard: true })
    )
  })
