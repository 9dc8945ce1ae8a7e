/**
 * Effect's SqlClient on Node's own SQLite, one connection that keeps other processes out: the operating system's lock
 * goes with the process, however that ends.
 */
import { Effect, Layer, Semaphore, Stream } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { SqlClient, SqlError, Statement } from "effect/sql"
import { closeSync, openSync } from "node:fs"
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"

/** How many statements are kept prepared. */
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

const open = (path: string) =>
  attempt("open", () => {
    // It holds addresses, so it is readable by its owner only; so are then the files that SQLite puts beside it.
    closeSync(openSync(path, "a", 0o600))
    const database = new DatabaseSync(path, { timeout: 0 })
    try {
      database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
      database.exec("BEGIN IMMEDIATE; COMMIT")
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })

const connectionTo = (database: DatabaseSync) => {
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    if (prepared.size >= cacheSize) prepared.delete(prepared.keys().next().value!)
    prepared.set(sql, statement)
    return statement
  }
  const all = (sql: string, params: ReadonlyArray<unknown>, arrays = false) =>
    attempt("execute", () => {
      const statement = prepare(sql)
      statement.setReturnArrays(arrays)
      return statement.all(...params.map(bound)) as unknown as ReadonlyArray<ReadonlyArray<unknown>>
    })
  const execute = (
    sql: string,
    params: ReadonlyArray<unknown>,
    transform: (<A extends object>(rows: ReadonlyArray<A>) => ReadonlyArray<A>) | undefined
  ) => (transform === undefined ? all(sql, params) : Effect.map(all(sql, params), transform))
  return {
    execute,
    executeUnprepared: execute,
    executeRaw: (sql: string, params: ReadonlyArray<unknown>) => all(sql, params),
    executeValues: (sql: string, params: ReadonlyArray<unknown>) => all(sql, params, true),
    executeValuesUnprepared: (sql: string, params: ReadonlyArray<unknown>) => all(sql, params, true),
    executeStream: (sql: string, params: ReadonlyArray<unknown>) =>
      Stream.unwrap(Effect.map(all(sql, params), Stream.fromIterable))
  }
}

/** The database in this file, which is made where there is none. Fails while another process has it. */
export const layer = (path: string): Layer.Layer<SqlClient.SqlClient, SqlError.SqlError> =>
  Layer.effect(
    SqlClient.SqlClient,
    Effect.gen(function* () {
      const database = yield* Effect.acquireRelease(open(path), (database) => Effect.sync(() => database.close()))
      const acquirers = SqlClient.makeSqliteAcquirers({
        connection: Effect.succeed(connectionTo(database)),
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
