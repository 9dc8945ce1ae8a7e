/** The log of deliveries in a table, for several processes that receive the same webhook. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import * as Setting from "./Setting.ts"
import type { Deliveries } from "./WebhookDeliveries.ts"

/** The settings of the table. */
export interface Options {
  /**
   * The name of the table. It is created if it does not exist, with the text columns `id` and `claim` and the bigint
   * column `ends_at`. Default: `webhook_deliveries`.
   */
  readonly table?: string | undefined
  /** The prefix of the ids, if several webhooks share the table. Default: none. */
  readonly prefix?: string | undefined
  /** How long a handled delivery is remembered. Default: 24 hours. */
  readonly timeToLive?: Duration.Input | undefined
  /**
   * When another process may take over a delivery whose process died; must be longer than the receiver's `timeout`. If
   * the vendor stops repeating earlier, the delivery is lost. Default: 2 minutes.
   */
  readonly lease?: Duration.Input | undefined
}

const handled = "done"

/** Expired rows are deleted after this many deliveries. */
const sweepEvery = 100

const millis = (duration: Duration.Input | undefined, otherwise: Duration.Input) =>
  Math.ceil(Duration.toMillis(Duration.fromInputUnsafe(duration ?? otherwise)))

/**
 * A log that processes on several machines share in PostgreSQL or SQLite: a delivery is handled once among all of them.
 * A copy that arrives while another process handles the delivery gets a 503, so that the vendor sends it again. Times
 * are those of the database. Fails if the table cannot be created, and dies with any other kind of database.
 */
export const make = (options: Options = {}): Effect.Effect<Deliveries, SqlError, SqlClient> =>
  // Imported on use, so that other applications do not load it.
  Effect.flatMap(
    Effect.promise(() => import("effect/sql/SqlClient")),
    ({ SqlClient }) => Effect.flatMap(SqlClient, (sql) => logIn(sql.withoutTransforms(), options))
  )

const logIn = (sql: SqlClient, options: Options) =>
  Effect.gen(function* () {
    Setting.orThrow([
      ...Setting.duration("timeToLive", options.timeToLive),
      ...Setting.duration("lease", options.lease)
    ])
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
    // The application may lack the right to create tables. If several processes create one at the same time, PostgreSQL
    // fails some of them.
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
      // Regardless of who has the claim now: the delivery has been handled.
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
