/** The PostgreSQL of `DATABASE_URL`. */
import { PgClient } from "@effect/sql-pg"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { randomUUID } from "node:crypto"
import { atEnd } from "./command.ts"

const server = process.env["DATABASE_URL"]

export const onDatabase = (...statements: ReadonlyArray<string>) =>
  SqlClient.SqlClient.use((sql) => Effect.forEach(statements, (statement) => sql.unsafe(statement))).pipe(
    Effect.provide(PgClient.layer({ url: Redacted.make(server!) })),
    Effect.runPromise
  )

/** The address of a new database: processes also work for other jobs on theirs. It is gone after the file's tests. */
export const newDatabase = async () => {
  const name = `demo_${randomUUID().replaceAll("-", "")}`
  await onDatabase(`CREATE DATABASE ${name}`)
  atEnd(() => onDatabase(`DROP DATABASE ${name} WITH (FORCE)`))
  return Object.assign(new URL(server!), { pathname: `/${name}` }).href
}
