/** Where the job remembers: a file of SQLite, which one process at a time has. */
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { Effect, FileSystem, Layer, Option, type PlatformError } from "effect"
import { ClusterWorkflowEngine, SingleRunner } from "effect/cluster"
import type { SqlClient, SqlError } from "effect/sql"
import { CannotRun } from "../CannotRun.ts"
import { Ledger } from "./Ledger.ts"
import * as SqliteClient from "./SqliteClient.ts"
import { Steps } from "./Steps.ts"

/** What is wrong, in the words of the database. */
export const messageOf = (error: SqlError.SqlError | PlatformError.PlatformError): string => {
  const { cause } = error.reason
  return cause instanceof Error ? cause.message : error.message
}

/** The file of SQLite, and the journal of earlier versions that it takes over where there is one. */
export const fileAt = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const head = yield* Effect.orElseSucceed(
    Effect.scoped(Effect.flatMap(fs.open(path), (file) => file.readAlloc(1))),
    () => Option.none<Uint8Array>()
  )
  // `{`, as its lines begin.
  return Option.isSome(head) && head.value[0] === 0x7b
    ? { path: `${path}.sqlite`, journal: path }
    : { path, journal: path.replace(/\.sqlite$/, ".jsonl") }
})

const cannot = (message: string) => Layer.effectDiscard(Effect.fail(new CannotRun({ message })))

/** The database itself. Fails where it cannot be used, in words. */
const layerSql = (path: string) =>
  Layer.catchTag(SqliteClient.layer(path), "SqlError", (error) =>
    cannot(
      messageOf(error).includes("locked")
        ? `Another run uses the journal ${path}. Wait for its end, or name another with --journal.`
        : `Cannot use the journal ${path}: ${messageOf(error)}.`
    )
  ) as Layer.Layer<SqlClient.SqlClient, CannotRun>

/** What the job remembers, in this file. */
export const layerStores = (path: string) =>
  Layer.mergeAll(Steps.layer, Ledger.layer).pipe(
    Layer.catchTag("SqlError", (error) => cannot(`Cannot use the journal ${path}: ${messageOf(error)}.`)),
    Layer.provideMerge(layerSql(path))
  ) as Layer.Layer<Steps | Ledger | SqlClient.SqlClient, CannotRun>

/** What runs workflows: this process alone. */
export const layerEngine = ClusterWorkflowEngine.layer.pipe(
  Layer.provide(SingleRunner.layer({ runnerStorage: "memory" })),
  Layer.provide(NodeCrypto.layer),
  Layer.orDie
)
