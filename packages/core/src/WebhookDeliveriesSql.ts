/** The log of deliveries in a table, for processes that receive the same webhook. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Deliveries } from "./WebhookDeliveries.ts"

/** How a table of deliveries is used. */
export interface Options {
  /** Its name; it is made where there is none: texts `id` and `claim`, bigint `ends_at`. Default: `webhook_deliveries`. */
  readonly table?: string | undefined
  /** What the ids begin with, where several webhooks share the table. Default: nothing. */
  readonly prefix?: string | undefined
  /** How long a handled delivery is remembered. Default: 24 hours. */
  readonly timeToLive?: Duration.Input | undefined
  /** When another process may handle what one that died was at; longer than the receiver's `timeout`. Default: 2 minutes. */
  readonly lease?: Duration.Input | undefined
}

const handled = "done"

/** Rows that have ended are removed after so many deliveries. */
const sweepEvery = 100

const millis = (duration: Duration.Input | undefined, otherwise: Duration.Input) =>
  Math.ceil(Duration.toMillis(Duration.fromInputUnsafe(duration ?? otherwise)))

/**
 * A log that processes on several machines share in PostgreSQL or SQLite: a delivery is handled once over all of them. A
 * copy that comes while another process is at it is answered 503, so that the vendor sends it again. The database tells the
 * time. Fails where the table cannot be made, and dies with any other kind of database.
 */
export const make = (options: Options = {}): Effect.Effect<Deliveries, SqlError, SqlClient> =>
  // Loaded where it is used, so that other applications do not load it.
  Effect.flatMap(
    Effect.promise(() => import("effect/sql/SqlClient")),
    ({ SqlClient }) => Effect.flatMap(SqlClient, (sql) => logIn(sql.withoutTransforms(), options))
  )

const logIn = (sql: SqlClient, options: Options) =>
  Effect.gen(function* () {
    const name = options.table ?? "webhook_deliveries"
    const table = sql(name)
    const prefix = options.prefix ?? ""
    const [lease, timeToLive] = [millis(options.lease, "2 minutes"), millis(options.timeToLive, "24 hours")]
    const claim = `claimed by ${crypto.randomUUID()}`
    // In milliseconds since the epoch.
    const now = sql.onDialectOrElse({
      pg: () => sql.literal("CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"),
      sqlite: () => sql.literal("CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
      orElse: () => undefined
    })
    if (now === undefined) {
      return yield* Effect.die(new Error("The log of deliveries needs PostgreSQL or SQLite"))
    }

    const made = Effect.andThen(
      sql`CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, claim TEXT NOT NULL, ends_at BIGINT NOT NULL)`,
      sql`CREATE INDEX IF NOT EXISTS ${sql(`${name}_ends_at`)} ON ${table} (ends_at)`
    )
    // Only somebody else may be allowed to make tables. Of processes that make one at the same time, PostgreSQL fails some.
    yield* Effect.catch(sql`SELECT id, claim, ends_at FROM ${table} WHERE 1 = 0`, () =>
      Effect.retry(made, { times: 5 })
    )

    let untilSweep = 1
    const sweep = Effect.suspend(() => {
      if (--untilSweep > 0) return Effect.void
      untilSweep = sweepEvery
      return Effect.ignore(sql`DELETE FROM ${table} WHERE ends_at <= ${now}`)
    })

    const log: Deliveries = {
      claim: (id) =>
        Effect.gen(function* () {
          const taken = yield* sql`
            INSERT INTO ${table} (id, claim, ends_at) VALUES (${prefix + id}, ${claim}, ${now} + ${lease})
            ON CONFLICT (id) DO UPDATE SET claim = excluded.claim, ends_at = excluded.ends_at
            WHERE ${table}.ends_at <= ${now}
            RETURNING id`
          if (taken.length > 0) return "claimed"
          const [found] = yield* sql<{ readonly claim: string }>`SELECT claim FROM ${table} WHERE id = ${prefix + id}`
          return found?.claim === handled ? "done" : "busy"
        }),
      // Whoever has the claim by now: it has been handled.
      done: (id) =>
        Effect.andThen(
          sql`
            INSERT INTO ${table} (id, claim, ends_at) VALUES (${prefix + id}, ${handled}, ${now} + ${timeToLive})
            ON CONFLICT (id) DO UPDATE SET claim = excluded.claim, ends_at = excluded.ends_at`,
          sweep
        ),
      release: (id) => Effect.asVoid(sql`DELETE FROM ${table} WHERE id = ${prefix + id} AND claim = ${claim}`)
    }
    return log
  })
