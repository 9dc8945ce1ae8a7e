/**
 * The people who must not be contacted: address, source, date, and the vendors that were told. It grows with every
 * report of a file or a vendor, and is consulted before each send.
 */
import { Array, Context, DateTime, Effect, Layer, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { keyOf } from "../EmailAddress.ts"

export interface Entry {
  readonly address: string
  /** `in unsubscribed.txt, line 2`; `do_not_contact at Salesloft`. */
  readonly source: string
  /** ISO 8601. */
  readonly since: string
  /** Vendors that were told, or reported it themselves. */
  readonly told: ReadonlyArray<string>
}

/** Rows in one statement: SQLite limits the number of parameters. */
const batch = 500

const make = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const now = Effect.map(DateTime.now, DateTime.formatIso)
  return {
    /** Adds people by their addresses. Existing entries do not change. */
    add: Effect.fnUntraced(function* (people: Iterable<readonly [email: string, source: string]>, since?: string) {
      const at = since ?? (yield* now)
      for (const some of Array.chunksOf<readonly [email: string, source: string]>(people, batch)) {
        const rows = Array.map(some, ([email, source]) => ({ identity: keyOf(email), source, since: at }))
        yield* sql`INSERT INTO demo_ledger ${sql.insert(rows)} ON CONFLICT DO NOTHING`
      }
    }),
    /** Adds the entries of another ledger, and leaves those that exist. */
    restore: Effect.fnUntraced(function* (entries: ReadonlyArray<Entry>) {
      for (const some of Array.chunksOf(entries, batch)) {
        const rows = Array.map(some, ({ address, since, source }) => ({ identity: keyOf(address), source, since }))
        yield* sql`INSERT INTO demo_ledger ${sql.insert(rows)} ON CONFLICT DO NOTHING`
        const told = some.flatMap((_) => _.told.map((vendor) => ({ identity: keyOf(_.address), vendor, at: _.since })))
        for (const vendors of Array.chunksOf(told, batch)) {
          yield* sql`INSERT INTO demo_told ${sql.insert(vendors)} ON CONFLICT DO NOTHING`
        }
      }
    }, sql.withTransaction),
    /** Why this person must not be contacted; undefined if the person is not in the ledger. */
    reason: (email: string) =>
      sql<{ reason: string | null }>`SELECT string_agg(source, '; ' ORDER BY since, source) AS reason
        FROM demo_ledger WHERE identity = ${keyOf(email)}`.pipe(Effect.map(([row]) => row?.reason ?? undefined)),
    /** Which of these people must not be contacted, by the keys of their addresses. */
    among: (keys: ReadonlyArray<string>) =>
      sql<{ identity: string }>`SELECT DISTINCT identity FROM demo_ledger WHERE ${sql.in("identity", keys)}`.pipe(
        Effect.map((rows) => new Set(rows.map(({ identity }) => identity)))
      ),
    told: Effect.fnUntraced(function* (email: string, vendor: string) {
      yield* sql`INSERT INTO demo_told ${sql.insert({ identity: keyOf(email), vendor, at: yield* now })}
        ON CONFLICT DO NOTHING`
    }),
    clear: Effect.andThen(sql`DELETE FROM demo_ledger`, sql`DELETE FROM demo_told`),
    /** The keys of all addresses, and their sources. */
    sources: sql<{ identity: string; source: string }>`SELECT identity, source FROM demo_ledger
      ORDER BY identity, source`.stream.pipe(Stream.map(({ identity, source }) => [identity, source] as const)),
    all: sql<Omit<Entry, "told"> & { readonly told: string | null }>`SELECT identity AS address, source, since,
      (SELECT string_agg(vendor, '; ' ORDER BY at, vendor) FROM demo_told
        WHERE demo_told.identity = demo_ledger.identity) AS told
      FROM demo_ledger ORDER BY since, identity, source`.pipe(
      Effect.map((rows) => rows.map(({ told, ...row }): Entry => ({ ...row, told: told?.split("; ") ?? [] })))
    )
  }
})

export class Ledger extends Context.Service<Ledger, Effect.Success<typeof make>>()("@salesbridge/demo/Ledger") {
  static readonly layer = Layer.effect(Ledger, make)
}
