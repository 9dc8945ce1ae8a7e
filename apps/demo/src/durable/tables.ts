/** The job's tables, the same in SQLite and PostgreSQL. Their columns change only here. */
import { Effect } from "effect"
import { Migrator, SqlClient } from "effect/sql"

const statements = (...all: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) => Effect.forEach(all, (statement) => sql.unsafe(statement), { discard: true }))

/** A change of columns or of a workflow's payload is a further migration. Existing ones do not change. */
const migrations = {
  "1_steps": statements(
    `CREATE TABLE demo_steps (target TEXT NOT NULL, step TEXT NOT NULL, identity TEXT NOT NULL, state TEXT NOT NULL,
     owner TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (target, step, identity))`,
    "CREATE TABLE demo_rounds (target TEXT PRIMARY KEY, round INTEGER NOT NULL, open INTEGER NOT NULL)",
    "CREATE TABLE demo_imports (path TEXT PRIMARY KEY)",
    `CREATE TABLE demo_ledger (identity TEXT NOT NULL, source TEXT NOT NULL, since TEXT NOT NULL,
     PRIMARY KEY (identity, source))`,
    `CREATE TABLE demo_told (identity TEXT NOT NULL, vendor TEXT NOT NULL, at TEXT NOT NULL,
     PRIMARY KEY (identity, vendor))`
  )
}
const table = "demo_migrations"

/** Creates missing tables. Fails if another version created them. */
export const migrate = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* Migrator.make({})({ loader: Migrator.fromRecord(migrations), table })
  const [latest] = yield* sql<{ id: number }>`SELECT MAX(migration_id) AS id FROM ${sql(table)}`
  if (latest!.id > Object.keys(migrations).length) {
    return yield* new Migrator.MigrationError({ kind: "BadState", message: "a later version" })
  }
})
