/**
 * Where the job remembers: a file of SQLite, which one process at a time has, or PostgreSQL where `DATABASE_URL` names
 * one, which several processes share.
 */
import * as NodeClusterSocket from "@effect/platform-node/NodeClusterSocket"
import * as NodeCrypto from "@effect/platform-node/NodeCrypto"
import { PgClient } from "@effect/sql-pg"
import { Config, Effect, FileSystem, Layer, Option, type PlatformError, type Redacted } from "effect"
import { ClusterWorkflowEngine, RunnerAddress, SingleRunner } from "effect/cluster"
import type { SqlClient, SqlError } from "effect/sql"
import { createServer } from "node:net"
import { CannotRun } from "../CannotRun.ts"
import { Ledger } from "./Ledger.ts"
import * as SqliteClient from "./SqliteClient.ts"
import { Steps } from "./Steps.ts"
import { migrate } from "./tables.ts"

export type Storage =
  | { readonly _tag: "File"; readonly path: string }
  | {
      readonly _tag: "PostgreSQL"
      readonly url: Redacted.Redacted
      /** Where the other processes reach this one; port 0 is any that is free. */
      readonly at: { readonly host: string; readonly port: number }
    }

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
    : // Never the database itself: whoever closes it after reading gives up the process's lock on it.
      { path, journal: path.endsWith(".sqlite") ? path.replace(/\.sqlite$/, ".jsonl") : undefined }
})

/** PostgreSQL where `DATABASE_URL` names one, else the file; and the journal of earlier versions to take over. */
export const storageAt = Effect.fnUntraced(function* (path: string, at = { host: "127.0.0.1", port: 0 }) {
  const file = yield* fileAt(path)
  const url = yield* Effect.orDie(Config.option(Config.Redacted("DATABASE_URL")))
  const storage: Storage = Option.isSome(url)
    ? { _tag: "PostgreSQL", url: url.value, at }
    : { _tag: "File", path: file.path }
  return { file, storage }
})

/** For people. */
export const nameOf = (storage: Storage) =>
  storage._tag === "File" ? `the journal ${storage.path}` : "the database that DATABASE_URL names"

const layerSql = (storage: Storage): Layer.Layer<SqlClient.SqlClient, SqlError.SqlError> =>
  storage._tag === "File"
    ? SqliteClient.layer(storage.path)
    : PgClient.layer({
        url: storage.url,
        applicationName: "salesbridge-demo",
        maxConnections: 10,
        // A busy database may take its time; a worker that is cut off is waited for elsewhere.
        connectTimeout: "30 seconds",
        // A transaction of a worker that is cut off would lock its rows as long as the server takes the connection for open.
        startupParameters: { idle_in_transaction_session_timeout: "20s" }
      })

const problemOf = (storage: Storage, error: SqlError.SqlError | { readonly _tag: "MigrationError" }) => {
  const name = nameOf(storage)
  if (error._tag === "MigrationError") {
    return `Cannot use ${name}: another version of this command made it. Go on there with that version, or name another.`
  }
  return messageOf(error).includes("locked")
    ? `Another run uses ${name}. Wait for its end, or name another with --journal.`
    : `Cannot use ${name}: ${messageOf(error)}.`
}

/** What the job remembers, in this database. Fails in words. */
export const layerStores = (storage: Storage): Layer.Layer<Steps | Ledger | SqlClient.SqlClient, CannotRun> =>
  Layer.mergeAll(Steps.layer, Ledger.layer).pipe(
    Layer.provideMerge(Layer.provideMerge(Layer.effectDiscard(migrate), layerSql(storage))),
    Layer.catch((error) => Layer.effectContext(Effect.fail(new CannotRun({ message: problemOf(storage, error) }))))
  )

const freePort = (host: string) =>
  Effect.callback<number>((resume) => {
    const server = createServer().listen(0, host, () => {
      const address = server.address()
      server.close(() => resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0)))
    })
  })

/** What a worker that died had under way goes on at another after so long. */
const shardLockExpiration = "20 seconds"

/** This process as one of many, which find each other through the database. */
const layerCluster = ({ host, port }: Extract<Storage, { _tag: "PostgreSQL" }>["at"]) =>
  Layer.unwrap(
    Effect.map(port === 0 ? freePort(host) : Effect.succeed(port), (port) =>
      NodeClusterSocket.layer({
        shardingConfig: {
          runnerAddress: Option.some(RunnerAddress.make(host, port)),
          shardLockExpiration,
          // How soon a job hears of what others did, and they of what it wants.
          entityReplyPollInterval: "250 millis",
          entityMessagePollInterval: "2 seconds"
        }
      })
    )
  )

/** What runs workflows: this process alone on a file, this process as one of many on PostgreSQL. */
export const layerEngine = (storage: Storage) =>
  ClusterWorkflowEngine.layer.pipe(
    Layer.provide(
      storage._tag === "File"
        ? Layer.provide(SingleRunner.layer({ runnerStorage: "memory" }), NodeCrypto.layer)
        : layerCluster(storage.at)
    ),
    Layer.orDie
  )
