/** `npm run demo -- suppressions`: exports the ledger, and imports entries into it. */
import { Console, Context, Effect, FileSystem } from "effect"
import type { SqlError } from "effect/sql"
import { writeSync } from "node:fs"
import { basename } from "node:path"
import { type CannotRun, cannotRun } from "./CannotRun.ts"
import { Ledger } from "./durable/Ledger.ts"
import { layerStores, nameOf, problemOf, storageAt } from "./durable/Storage.ts"
import { defaultJournal } from "./flags.ts"
import * as LedgerFile from "./LedgerFile.ts"
import { read } from "./TextFile.ts"
import { unsubscribedIn } from "./Unsubscribed.ts"

/** Node's own stream calls a text written of which only a part fits on the disk. */
const writeAll = Effect.fnUntraced(function* (text: string) {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) {
    const count = yield* Effect.try({
      try: () => writeSync(process.stdout.fd, bytes, written),
      catch: (cause) => cause as NodeJS.ErrnoException
    }).pipe(
      // The reader of a pipe that does not block is slow.
      Effect.catch((error) =>
        error.code === "EAGAIN" ? Effect.delay(Effect.succeed(0), "10 millis") : Effect.fail(error)
      )
    )
    written += count
  }
})

/** Writes all of a text to the standard output, or fails. */
export const Output = Context.Reference("@salesbridge/demo/Output", { defaultValue: () => writeAll })

const storageOf = Effect.fnUntraced(function* (journal: string | undefined) {
  const { storage } = yield* storageAt(journal ?? defaultJournal)
  if (storage._tag === "PostgreSQL" && journal !== undefined) {
    yield* Console.error(`DATABASE_URL is set: this uses ${nameOf(storage)}, not the journal ${journal}.`)
  }
  return storage
})

const withLedger = <R>(
  storage: Effect.Success<ReturnType<typeof storageOf>>,
  use: Effect.Effect<void, SqlError.SqlError | CannotRun, Ledger | R>
) =>
  use.pipe(
    Effect.provide(layerStores(storage)),
    Effect.catchTag("SqlError", (error) => cannotRun(problemOf(storage, error)))
  )

export const exported = Effect.fnUntraced(function* (journal: string | undefined) {
  const storage = yield* storageOf(journal)
  const fs = yield* FileSystem.FileSystem
  if (storage._tag === "File" && !(yield* Effect.orElseSucceed(fs.exists(storage.path), () => true))) {
    return yield* cannotRun(`There is no journal ${storage.path}. Name the one to export with --journal.`)
  }
  yield* withLedger(
    storage,
    Effect.gen(function* () {
      const text = LedgerFile.print(yield* Ledger.use(({ all }) => all))
      yield* Effect.catch((yield* Output)(text), ({ message }) =>
        cannotRun(`The export is not complete, since its output cannot be written: ${message}. Keep the journal.`)
      )
    })
  )
})

export const imported = Effect.fnUntraced(function* (journal: string | undefined, path: string) {
  yield* withLedger(
    yield* storageOf(journal),
    Effect.gen(function* () {
      const file = yield* read(path, "who unsubscribed")
      const entries = yield* LedgerFile.entriesIn(file)
      const people = entries?.map(({ address, source }) => [address, source] as const) ?? (yield* unsubscribedIn(file))
      yield* Ledger.use(({ add, restore }) => (entries === undefined ? add(people) : restore(entries)))
      const { size } = new Set(Array.from(people, ([address]) => address))
      yield* Console.log(`${size} from ${basename(path)} will not be contacted.`)
    })
  )
})
