/**
 * Effect's SqlClient on Node's SQLite. Its one connection keeps out other processes, by a lock of the operating system
 * that ends with the process.
 */
import { Deferred, Effect, Layer, type PlatformError, Semaphore, Stream } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { SqlClient, type SqlConnection, SqlError, Statement } from "effect/sql"
import { closeSync, openSync } from "node:fs"
import { resolve } from "node:path"
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"
import { Broken } from "./Broken.ts"

/** The number of prepared statements that are kept. */
const cacheSize = 200

const bound = (value: unknown): SQLInputValue => {
  if (typeof value === "boolean") return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return value === undefined ? null : (value as SQLInputValue)
}

const attempt = <A>(operation: string, run: () => A) =>
  Effect.try({
    try: run,
    catch: (cause) => new SqlError.SqlError({ reason: SqlError.classifySqliteError(cause, { operation }) })
  })

const damaged = "It is damaged, or no journal: restore a copy, or name another with --journal"

/** By SQLite's result code. Later statements fail with it too. */
const remedies = new Map([
  [8, "See to its permissions"],
  [10, "See to its disk"],
  [11, damaged],
  [13, "Make room on its disk"],
  [14, "See to its folder and permissions"],
  [26, damaged]
])

/** What to do about a problem that does not pass; undefined for others. */
export const remedyOf = ({ reason: { cause } }: SqlError.SqlError | PlatformError.PlatformError) =>
  cause instanceof Error && "errcode" in cause ? remedies.get(Number(cause.errcode) & 0xff) : undefined

const open = Effect.fnUntraced(function* (name: string) {
  // Otherwise SQLite opens no file for `:memory:`, and another for `file:x`.
  const path = resolve(name)
  // The file contains addresses, so a new one is readable for its owner only. SQLite's auxiliary files get its mode.
  yield* attempt("open", () => closeSync(openSync(path, "a", 0o600)))
  const database = yield* Effect.acquireRelease(
    attempt("open", () => new DatabaseSync(path, { timeout: 0 })),
    (database) => Effect.sync(() => database.close())
  )
  yield* attempt("open", () => {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    // Takes the lock now, not with the first write.
    database.exec("BEGIN IMMEDIATE; COMMIT")
  })
  return database
})

const connectionTo = (database: DatabaseSync, broken: Broken["Service"]): SqlConnection.Connection => {
  const execution = <A>(run: () => A) =>
    Effect.tapError(attempt("execute", run), (error) =>
      remedyOf(error) === undefined ? Effect.void : Deferred.fail(broken, error)
    )
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    if (prepared.size >= cacheSize) prepared.delete(prepared.keys().next().value!)
    prepared.set(sql, statement)
    return statement
  }
  const all = <Row>(sql: string, params: ReadonlyArray<unknown>, arrays = false) =>
    execution(() => {
      const statement = prepare(sql)
      statement.setReturnArrays(arrays)
      return statement.all(...params.map(bound)) as unknown as ReadonlyArray<Row>
    })
  const execute: SqlConnection.Connection["execute"] = (sql, params, transform = (rows) => rows) =>
    Effect.map(all<object>(sql, params), transform)
  const executeValues: SqlConnection.Connection["executeValues"] = (sql, params) => all(sql, params, true)
  return {
    execute,
    executeUnprepared: execute,
    executeRaw: (sql, params) => all(sql, params),
    executeValues,
    executeValuesUnprepared: executeValues,
    executeStream: (sql, params) =>
      Stream.fromIterableEffect(execution(() => database.prepare(sql).iterate(...params.map(bound))))
  }
}

/** Opens the database in this file, and creates it if it does not exist. Fails while another process has it. */
export const layer = (path: string): Layer.Layer<SqlClient.SqlClient, SqlError.SqlError, Broken> =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const database = yield* open(path)
      const acquirers = SqlClient.makeSqliteAcquirers({
        connection: Effect.succeed(connectionTo(database, yield* Broken)),
        semaphore: yield* Semaphore.make(1),
        isTransaction: () => database.isTransaction
      })
      return yield* SqlClient.make({
        ...acquirers,
        compiler: Statement.makeCompilerSqlite(),
        driver: "sqlite",
        beginTransaction: "BEGIN IMMEDIATE",
        spanAttributes: []
      })
    })
  ).pipe(Layer.provide(Reactivity.layer))
