/** `npm run demo -- suppressions`: exports the ledger, and imports entries into it. */
import { Console, Effect, type Option } from "effect"
import { Argument, Command } from "effect/cli"
import type { SqlError } from "effect/sql"
import { basename } from "node:path"
import { CannotRun } from "./CannotRun.ts"
import { Ledger } from "./durable/Ledger.ts"
import { layerStores, messageOf, nameOf, storageAt } from "./durable/Storage.ts"
import { journal, journalOf } from "./flags.ts"
import { readUnsubscribed } from "./Unsubscribed.ts"

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const withLedger = <R>(
  given: Option.Option<string>,
  use: Effect.Effect<void, SqlError.SqlError | CannotRun, Ledger | R>
) =>
  Effect.gen(function* () {
    const { storage } = yield* storageAt(journalOf(given))
    yield* use.pipe(
      Effect.provide(layerStores(storage)),
      Effect.catchTag("SqlError", (error) =>
        Effect.fail(new CannotRun({ message: `Cannot use ${nameOf(storage)}: ${messageOf(error)}.` }))
      )
    )
  }).pipe(Effect.tapErrorTag("CannotRun", ({ message }) => Console.error(message)))

const exported = Command.make("export", { journal }, ({ journal }) =>
  withLedger(
    journal,
    Effect.gen(function* () {
      const entries = yield* Ledger.use(({ all }) => all)
      yield* Console.log("Email,Source,Since,Told")
      for (const { address, since, source, told } of entries) {
        yield* Console.log([address, source, since, told.join("; ")].map(quoted).join(","))
      }
    })
  )
).pipe(Command.withDescription("Prints the ledger as CSV"))

const imported = Command.make("import", { journal, file: Argument.String("file") }, ({ file, journal }) =>
  withLedger(
    journal,
    Effect.gen(function* () {
      const found = yield* readUnsubscribed(file)
      yield* Ledger.use(({ add }) => add([...found].map(([key, where]) => [key, `in ${where}`] as const)))
      yield* Console.log(`${found.size} from ${basename(file)} will not be contacted.`)
    })
  )
).pipe(Command.withDescription("Adds a file: an address a line, or CSV with a column Email"))

export const suppressions = Command.make("suppressions").pipe(
  Command.withDescription("The ledger of people who must not be contacted"),
  Command.withSubcommands([exported, imported])
)
