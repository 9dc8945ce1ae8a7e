/**
 * Where the job stores its state: a file of SQLite for one process at a time, or the PostgreSQL of `DATABASE_URL` for
 * several processes.
 */
import * as NodeClusterSocket from "@effect/platform-node/NodeClusterSocket"
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { PgClient } from "@effect/sql-pg"
import { Cause, Config, Effect, FileSystem, Layer, Option, type PlatformError, type Redacted, Stream } from "effect"
import { ClusterWorkflowEngine, RunnerAddress, SingleRunner } from "effect/cluster"
import { SqlClient, SqlError } from "effect/sql"
import { createServer } from "node:net"
import { type CannotRun, cannotRun } from "../CannotRun.ts"
import { Broken } from "./Broken.ts"
import { Ledger } from "./Ledger.ts"
import * as SqliteClient from "./SqliteClient.ts"
import { isJournalLine } from "./importJournal.ts"
import { lacksConnection, noFreeConnection, poolSize } from "./pool.ts"
import { Steps } from "./Steps.ts"
import { migrate } from "./tables.ts"

export type Storage =
  | { readonly _tag: "File"; readonly path: string }
  | {
      readonly _tag: "PostgreSQL"
      readonly url: Redacted.Redacted
      /** The address of this process for the others. Port 0 is any free port. */
      readonly at: { readonly host: string; readonly port: number }
    }

/** The database's description of the problem. */
export const messageOf = (error: SqlError.SqlError | PlatformError.PlatformError): string => {
  const { cause } = error.reason
  return cause instanceof Error ? cause.message : error.message
}

/** More bytes than a line of an earlier version's journal has. */
const longestLine = 10_000

/** The file of SQLite, and the journal of an earlier version that it replaces, if there is one. */
export const fileAt = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const head = yield* Effect.orElseSucceed(
    Stream.mkString(Stream.decodeText(fs.stream(path, { bytesToRead: longestLine }))),
    () => ""
  )
  // The lines of a journal begin with `{`.
  const isText = head.startsWith("{")
  if (isText && !isJournalLine(head.split("\n")[0]!)) {
    return yield* cannotRun(`${path} is not a journal, but another text file. Name another with --journal.`)
  }
  return isText
    ? { path: `${path}.sqlite`, journal: path }
    : // Never the database itself: whoever closes it after reading gives up the process's lock on it.
      { path, journal: path.endsWith(".sqlite") ? path.replace(/\.sqlite$/, ".jsonl") : undefined }
})

/** PostgreSQL if `DATABASE_URL` is set, or else the file; and the journal of an earlier version to import. */
export const storageAt = Effect.fnUntraced(function* (path: string, at = { host: "127.0.0.1", port: 0 }) {
  const file = yield* fileAt(path)
  const url = yield* Effect.orDie(Config.option(Config.Redacted("DATABASE_URL")))
  const storage: Storage = Option.isSome(url)
    ? { _tag: "PostgreSQL", url: url.value, at }
    : { _tag: "File", path: file.path }
  return { file, storage }
})

/** The name in messages. */
export const nameOf = (storage: Storage) =>
  storage._tag === "File" ? `the journal ${storage.path}` : "the database that DATABASE_URL names"

/** What to do about a problem of the database. */
export const remedyOf = (storage: Storage, error: SqlError.SqlError | PlatformError.PlatformError) =>
  storage._tag === "File"
    ? (SqliteClient.remedyOf(error) ?? "See to it")
    : lacksConnection(error.reason.cause)
      ? noFreeConnection
      : "See that it runs, and that DATABASE_URL is right"

const layerSql = (storage: Storage): Layer.Layer<SqlClient.SqlClient, SqlError.SqlError, Broken> =>
  storage._tag === "File"
    ? SqliteClient.layer(storage.path)
    : PgClient.layer({
        url: storage.url,
        applicationName: "salesbridge-demo",
        minConnections: poolSize,
        maxConnections: poolSize,
        // A busy database may be slow. Other workers take over from one that is cut off.
        connectTimeout: "30 seconds",
        // Otherwise the rows of a worker that is cut off stay locked as long as the server keeps the connection.
        startupParameters: { idle_in_transaction_session_timeout: "20s" }
      })

/** In words, with what to do about it. */
export const problemOf = (storage: Storage, error: SqlError.SqlError | { readonly _tag: "MigrationError" }) => {
  const name = nameOf(storage)
  if (error._tag === "MigrationError") {
    return `Cannot use ${name}: another version of this command made it. Go on there with that version, or name another.`
  }
  return messageOf(error).includes("locked")
    ? `Another run uses ${name}. Wait for its end, or name another with --journal.`
    : `Cannot use ${name}: ${messageOf(error)}. ${remedyOf(storage, error)}.`
}

/** Takes all connections at once, so that a lack of them shows now and not in the middle of a job. */
const connectAll = Effect.scoped(
  SqlClient.SqlClient.use((sql) =>
    Effect.all(
      Array.from({ length: sql.onDialectOrElse({ pg: () => poolSize, orElse: () => 0 }) }, () => sql.reserve),
      { concurrency: "unbounded", discard: true }
    )
  )
)

/** The job's stores in this database. Fails with a message. */
export const layerStores = (storage: Storage): Layer.Layer<Steps | Ledger | SqlClient.SqlClient, CannotRun> =>
  Layer.mergeAll(Steps.layer, Ledger.layer).pipe(
    Layer.provideMerge(Layer.provideMerge(Layer.effectDiscard(Effect.andThen(connectAll, migrate)), layerSql(storage))),
    Layer.provide(Broken.layer),
    Layer.catch((error) => Layer.effectContext(cannotRun(problemOf(storage, error))))
  )

const freePort = (host: string) =>
  Effect.callback<number>((resume) => {
    const server = createServer().listen(0, host, () => {
      const address = server.address()
      server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
    })
  })

/** How long until another worker continues the work of one that died. */
const shardLockExpiration = "20 seconds"

/** This process as one of several, which find each other through the database. */
const layerCluster = ({ host, port }: Extract<Storage, { _tag: "PostgreSQL" }>["at"]) =>
  Layer.unwrap(
    Effect.map(port === 0 ? freePort(host) : Effect.succeed(port), (port) =>
      NodeClusterSocket.layer({
        shardingConfig: {
          runnerAddress: Option.some(RunnerAddress.make(host, port)),
          // Contacts may finish here when another process takes over a part of them.
          entityTerminationTimeout: "3 seconds",
          shardLockExpiration,
          // How soon a job learns what other processes did, and they what it needs.
          entityReplyPollInterval: "250 millis",
          entityMessagePollInterval: "2 seconds"
        }
      })
    )
  )

/** The database's error, also where `effect/cluster` only passes it on. */
export const sqlErrorIn = (error: unknown): SqlError.SqlError | undefined =>
  SqlError.isSqlError(error) ? error : error instanceof Error ? sqlErrorIn(error.cause) : undefined

/** Runs workflows: in this process alone on a file, or in one of several processes on PostgreSQL. */
export const layerEngine = (storage: Storage) =>
  ClusterWorkflowEngine.layer.pipe(
    Layer.provide(
      storage._tag === "File"
        ? Layer.provide(
            SingleRunner.layer({ runnerStorage: "memory", shardingConfig: { entityTerminationTimeout: 0 } }),
            NodeCrypto.layer
          )
        : layerCluster(storage.at)
    ),
    Layer.catchCause((cause) => {
      const error = sqlErrorIn(Cause.squash(cause))
      return Layer.effectContext(
        error === undefined ? Effect.die(Cause.squash(cause)) : cannotRun(problemOf(storage, error))
      )
    })
  )
