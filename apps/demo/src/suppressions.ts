/** `npm run demo -- suppressions`: exports the ledger, and imports entries into it. */
import { Console, Effect } from "effect"
import type { SqlError } from "effect/sql"
import { basename } from "node:path"
import { type CannotRun, cannotRun } from "./CannotRun.ts"
import { Ledger } from "./durable/Ledger.ts"
import { layerStores, messageOf, nameOf, storageAt } from "./durable/Storage.ts"
import { defaultJournal } from "./flags.ts"
import { readUnsubscribed } from "./Unsubscribed.ts"

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const withLedger = Effect.fnUntraced(function* <R>(
  journal: string | undefined,
  use: Effect.Effect<void, SqlError.SqlError | CannotRun, Ledger | R>
) {
  const { storage } = yield* storageAt(journal ?? defaultJournal)
  yield* use.pipe(
    Effect.provide(layerStores(storage)),
    Effect.catchTag("SqlError", (error) => cannotRun(`Cannot use ${nameOf(storage)}: ${messageOf(error)}.`))
  )
})

export const exported = (journal: string | undefined) =>
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

export const imported = (journal: string | undefined, file: string) =>
  withLedger(
    journal,
    Effect.gen(function* () {
      const found = yield* readUnsubscribed(file)
      yield* Ledger.use(({ add }) => add(found))
      yield* Console.log(`${found.size} from ${basename(file)} will not be contacted.`)
    })
  )
