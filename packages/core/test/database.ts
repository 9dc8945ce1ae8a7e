/** The databases for tests of the log of deliveries: a real PostgreSQL, and Node's SQLite. */
import * as PgClient from "@effect/sql-pg/PgClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as Redacted from "effect/Redacted"
import * as Semaphore from "effect/Semaphore"
import * as SqlClient from "effect/sql/SqlClient"
import type { Connection } from "effect/sql/SqlConnection"
import * as SqlError from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import * as Stream from "effect/Stream"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"

// Effect has no driver for this version.
const sqlite = (filename: string) =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const database = new DatabaseSync(filename)
      database.exec("PRAGMA busy_timeout = 30000")
      yield* Effect.addFinalizer(() => Effect.sync(() => database.close()))
      const run = (text: string, params: ReadonlyArray<unknown>) =>
        Effect.try({
          try: () => database.prepare(text).all(...(params as ReadonlyArray<SQLInputValue>)),
          catch: (cause) => new SqlError.SqlError({ reason: SqlError.classifySqliteError(cause) })
        })
      const connection: Connection = {
        execute: run,
        executeRaw: run,
        executeUnprepared: run,
        executeValues: () => Effect.die("not used"),
        executeValuesUnprepared: () => Effect.die("not used"),
        executeStream: () => Stream.die("not used")
      }
      return yield* SqlClient.make({
        ...SqlClient.makeSqliteAcquirers({
          connection: Effect.succeed(connection),
          semaphore: Semaphore.makeUnsafe(1)
        }),
        compiler: Statement.makeCompilerSqlite(),
        driver: "sqlite",
        spanAttributes: []
      })
    })
  ).pipe(Layer.provide(Reactivity.layer))

// Other tests use the server at the same time: few connections for each process, and time for a busy server.
const postgres = (address: string) =>
  PgClient.layer({ url: Redacted.make(address), maxConnections: 2, connectTimeout: "1 minute" })

/** The database at this address: `postgres://…`, or the path of a file. */
export const at = (address: string): Layer.Layer<SqlClient.SqlClient, SqlError.SqlError> =>
  address.startsWith("postgres") ? postgres(address) : sqlite(address)
