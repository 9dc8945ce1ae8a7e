/**
 * The contacts of one run in the order of their sources, with the result of each at each vendor. They are in a private
 * database on disk that disappears with the process, so that memory does not grow with the file. What must survive a
 * crash is in `durable/`.
 */
import { Context, Effect, Iterable, Layer } from "effect"
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"
import { type Contact, type Entry, type Person, profileIdOf } from "./Contact.ts"
import { keyOf } from "./EmailAddress.ts"
import type { Cell, Kind, Row, skips } from "./Row.ts"

/** A line with its number, from 1, and its person. A line that is sent to no vendor has no person. */
export interface Line<A = unknown> extends Row {
  readonly line: number
  readonly person: A
}

const schema = `
  PRAGMA journal_mode = OFF;
  CREATE TABLE lines (line INTEGER PRIMARY KEY, location TEXT, who TEXT, skip TEXT, detail TEXT, listed TEXT,
    identity TEXT UNIQUE, person TEXT);
  CREATE TABLE cells (line INTEGER, vendor TEXT, kind TEXT, cell TEXT, PRIMARY KEY (line, vendor)) WITHOUT ROWID;
  CREATE INDEX cells_of_kind ON cells (kind, vendor);
  CREATE VIEW line_records AS SELECT line, location, who, skip, detail, listed, person,
    (SELECT json_group_object(vendor, json(cell)) FROM cells WHERE cells.line = lines.line) AS cells FROM lines;
  CREATE TABLE members (identity TEXT, place TEXT, UNIQUE (identity, place));
  CREATE TABLE profiles (identity TEXT, profile TEXT, PRIMARY KEY (profile, identity)) WITHOUT ROWID;
  CREATE INDEX profiles_of ON profiles (identity);
  CREATE TABLE unsubscribed (identity TEXT, place TEXT, words TEXT, UNIQUE (identity, words));
  CREATE TABLE claims (place TEXT, value TEXT, email TEXT, PRIMARY KEY (place, value)) WITHOUT ROWID;
  CREATE TABLE earlier (identity TEXT, vendor TEXT, cell TEXT, PRIMARY KEY (identity, vendor)) WITHOUT ROWID;
  CREATE TABLE shown (name TEXT, isListed INTEGER, person TEXT, settled TEXT, PRIMARY KEY (name, isListed)) WITHOUT ROWID`

/** The number of lines in memory at once. */
const portionLength = 500

const toDeliver = "skip IS NULL AND listed IS NULL"
const toSuppress = "listed IS NOT NULL"

/** A line as `line_records` shows it. */
export interface LineRecord {
  readonly line: number
  readonly location: string
  readonly who: string
  readonly skip: keyof typeof skips | null
  readonly detail: string
  readonly listed: string | null
  readonly person: string | null
  readonly cells: string
}

/** Runs statements, each of which is prepared once. */
const queryOf = (database: DatabaseSync) => {
  const prepared = new Map<string, StatementSync>()
  return <A = unknown>(sql: string, ...params: ReadonlyArray<SQLInputValue>) => {
    const statement = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, statement)
    return statement.all(...params) as unknown as ReadonlyArray<A>
  }
}
type Query = ReturnType<typeof queryOf>

/** Takes in what is known before the run. */
const intakeOf = (query: Query) => {
  const insert = (...line: ReadonlyArray<SQLInputValue>) =>
    query("INSERT INTO lines (location, who, skip, detail, identity, person) VALUES (?, ?, ?, ?, ?, ?)", ...line)
  const addProfile = (identity: string, linkedin: string | undefined) =>
    linkedin !== undefined && query("INSERT OR IGNORE INTO profiles VALUES (?, ?)", identity, profileIdOf(linkedin))
  const addLine = (entry: Entry) => {
    const { where } = entry
    if (entry._tag === "NoContact") return insert(where, entry.who, entry.outcome, entry.reason, null, null)
    const key = keyOf(entry.email)
    addProfile(key, entry.linkedin)
    const [first] = query<LineRecord>("SELECT * FROM lines WHERE identity = ?", key)
    if (first === undefined) return insert(where, entry.email, null, null, key, JSON.stringify(entry))
    insert(where, entry.email, "duplicate", `same as ${first.location}`, null, null)
    // The sources complete each other.
    const known = JSON.parse(first.person!) as Contact
    const { linkedin = entry.linkedin } = known
    const members = [...known.members, ...entry.members]
    const fields = { ...entry.fields, ...known.fields }
    return query(
      "UPDATE lines SET person = ? WHERE line = ?",
      JSON.stringify({ ...known, linkedin, members, fields }),
      first.line
    )
  }
  const addAll = <A>(all: Iterable<A>, add: (one: A) => unknown) => {
    query("BEGIN")
    for (const one of all) add(one)
    query("COMMIT")
  }
  return {
    /** Forgets the previous run, except for deliveries that `again` still shows. */
    clear: (again: boolean) => {
      const delivered = "SELECT identity, vendor, cell FROM cells JOIN lines USING (line) WHERE kind = 'delivered'"
      query(again ? `INSERT OR REPLACE INTO earlier ${delivered}` : "DELETE FROM earlier")
      for (const table of ["lines", "cells", "members", "profiles", "unsubscribed", "claims"])
        query(`DELETE FROM ${table}`)
    },
    /** Adds the entries of a source. A second entry of a person is a duplicate, however the address is spelled. */
    add: (entries: Iterable<Entry>) => addAll(entries, addLine),
    /** Adds the LinkedIn profiles of people, by the keys of their addresses. */
    addProfiles: (people: Iterable<readonly [key: string, linkedin: string | undefined]>) =>
      addAll(people, ([key, linkedin]) => addProfile(key, linkedin)),
    /** Adds the people who are at a vendor already, by the keys of their addresses. */
    addMembers: (place: string, keys: Iterable<string>) =>
      addAll(keys, (key) => query("INSERT OR IGNORE INTO members VALUES (?, ?)", key, place)),
    /** Adds who unsubscribed, by the keys of their addresses, with the term for it. `place`: who reported it. */
    addUnsubscribed: (people: Iterable<readonly [key: string, words: string]>, place = "") =>
      addAll(people, ([key, words]) => query("INSERT OR IGNORE INTO unsubscribed VALUES (?, ?, ?)", key, place, words)),
    /**
     * Marks the people who unsubscribed, including those whom an earlier run delivered. Adds people who are not
     * contacts but are at a vendor that did not report it.
     */
    mark: () => {
      const words = (key: string) =>
        `(SELECT group_concat(words, '; ' ORDER BY unsubscribed.rowid) FROM unsubscribed WHERE unsubscribed.identity = ${key})`
      query(
        `UPDATE lines SET listed = ${words("lines.identity")} WHERE identity IN (SELECT identity FROM unsubscribed)`
      )
      query(`INSERT INTO lines (location, who, identity, listed, person)
        SELECT place, identity, identity, ${words("known.identity")},
          json_object('where', place, 'email', identity, 'members', json('[]'))
        FROM (SELECT identity, place, min(rowid) FROM members WHERE identity NOT IN
            (SELECT identity FROM lines WHERE identity IS NOT NULL) AND EXISTS
            (SELECT 1 FROM unsubscribed WHERE unsubscribed.identity = members.identity AND unsubscribed.place <> members.place)
          GROUP BY identity ORDER BY min(rowid)) AS known`)
    }
  }
}

/** Reads in portions that fit into memory. Each begins after the last number of the one before. */
function* portionsOf<A extends { readonly line: number }>(read: (after: number) => ReadonlyArray<A>) {
  for (let portion = read(0); portion.length > 0; portion = read(portion.at(-1)!.line)) yield portion
}

/** A line with its person and its results. */
export const lineOf = <A>({ cells, detail, listed, location, person, skip, ...known }: LineRecord): Line<A> => ({
  ...known,
  where: location,
  ...(skip !== null && { skip, detail }),
  ...(listed !== null && { listed }),
  person: (person === null ? undefined : { linkedin: undefined, ...JSON.parse(person) }) as A,
  cells: JSON.parse(cells)
})

const linesOf = (query: Query) => {
  const portions = <A>(where: string) => {
    const sql = `SELECT * FROM line_records WHERE line > ? AND ${where} ORDER BY line LIMIT ${portionLength}`
    return () => portionsOf((after) => query<LineRecord>(sql, after).map(lineOf<A>))
  }
  /** All lines. May be read more than once. */
  const rows: Iterable<Row> = Iterable.flatten({ [Symbol.iterator]: portions("true") })
  const count = (where: string, ...params: ReadonlyArray<SQLInputValue>) =>
    query<{ readonly n: number }>(`SELECT count(*) AS n FROM lines WHERE ${where}`, ...params)[0]!.n
  const isOpen = "NOT EXISTS (SELECT 1 FROM cells WHERE cells.line = lines.line AND vendor = ?)"
  return {
    rows,
    /** The contacts to deliver. */
    deliveries: portions<Contact>(toDeliver),
    /** The people to suppress at every vendor. */
    suppressions: portions<Person>(toSuppress),
    suppressionCount: () => count(toSuppress),
    isEmpty: () => count("true") === 0,
    /** Why the owner of this profile must not be contacted, under whatever address; undefined if there is no reason. */
    reasonOfProfile: (profile: string) => {
      const [found] = query<{ readonly words: string | null }>(
        `SELECT group_concat(words, '; ' ORDER BY rowid) AS words FROM unsubscribed
          WHERE identity = ?1 OR identity IN (SELECT identity FROM profiles WHERE profile = ?1)`,
        profile
      )
      return found?.words ?? undefined
    },
    /** The keys of the addresses that have this profile. */
    addressesOf: (profile: string) =>
      query<{ readonly identity: string }>("SELECT identity FROM profiles WHERE profile = ?", profile).map(
        ({ identity }) => identity
      ),
    /** The profiles of those who unsubscribed, each with the term for it. */
    unsubscribedProfiles: () =>
      query<{ readonly profile: string; readonly words: string }>(
        "SELECT profile, words FROM unsubscribed JOIN profiles USING (identity)"
      ).map(({ profile, words }) => [profile, words] as const),
    /** The number of contacts that are still to be delivered to this vendor. */
    openCount: (vendor: string) => count(`${toDeliver} AND ${isOpen}`, vendor),
    /** The number of lines with such a result at this vendor. */
    countOf: (vendor: string, kind: Kind) =>
      count("line IN (SELECT line FROM cells WHERE kind = ? AND vendor = ?)", kind, vendor),
    /** The contact with this address, if it is still to be delivered to this vendor. */
    openContact: (vendor: string, email: string) => {
      const open = `SELECT * FROM line_records WHERE line = (SELECT line FROM lines
        WHERE ${toDeliver} AND ${isOpen} AND identity = ?)`
      return query<LineRecord>(open, vendor, keyOf(email)).map(lineOf<Contact>)[0]?.person
    }
  }
}

/** Compares what a run is about to do with what a preview has shown. */
const previewOf = (query: Query) => {
  // A line that is sent to no vendor has no identity.
  const name = "coalesce(identity, location || ' ' || who)"
  const settled = "(SELECT json_group_array(vendor) FROM cells WHERE cells.line = lines.line)"
  return {
    /** Remembers the lines, and what is open of each, as shown. */
    show: () => {
      query("DELETE FROM shown")
      query(`INSERT OR IGNORE INTO shown SELECT ${name}, listed IS NOT NULL, lines.person, ${settled} FROM lines`)
    },
    /** Whether a line has other data than shown, or is open at a vendor at which it was not. */
    hasUnshown: (vendors: ReadonlyArray<string>) => {
      const atVendor = `SELECT 1 FROM json_each(coalesce(shown.settled, ?)) WHERE value NOT IN (SELECT value FROM json_each(${settled}))`
      const found = query(
        `SELECT 1 FROM lines LEFT JOIN shown ON name = ${name} AND isListed = (listed IS NOT NULL)
          WHERE (listed IS NULL AND (name IS NULL OR lines.person IS NOT shown.person))
            OR (skip IS NULL AND EXISTS (${atVendor})) LIMIT 1`,
        JSON.stringify(vendors)
      )
      return found.length > 0
    }
  }
}

const make = Effect.gen(function* () {
  const database = yield* Effect.acquireRelease(
    // Without a name, SQLite uses a temporary file that it deletes when it is closed.
    Effect.sync(() => new DatabaseSync("")),
    (database) => Effect.sync(() => database.close())
  )
  database.function("lower_case", { deterministic: true }, (text) => String(text).toLowerCase())
  database.exec(schema)
  const query = queryOf(database)
  return {
    ...intakeOf(query),
    ...linesOf(query),
    ...previewOf(query),
    query,
    isMember: (place: string, key: string) =>
      query("SELECT 1 FROM members WHERE identity = ? AND place = ?", key, place).length > 0,
    /** The first address that claimed this value at this place. */
    claim: (place: string, value: string, email: string) => {
      query("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)", place, value, email)
      const first = "SELECT email FROM claims WHERE place = ? AND value = ?"
      return query<{ readonly email: string }>(first, place, value)[0]!.email
    },
    /** Stores the result of a line at a vendor. A delivery of this run is not replaced by `there`. */
    put: (line: number, vendor: string, cell: Cell) => {
      const earlier =
        "SELECT cell FROM earlier WHERE vendor = ? AND identity = (SELECT identity FROM lines WHERE line = ?)"
      const [delivered] = cell.kind === "there" ? query<{ readonly cell: string }>(earlier, vendor, line) : []
      const shown = delivered === undefined ? [cell.kind, JSON.stringify(cell)] : ["delivered", delivered.cell]
      query("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)", line, vendor, ...shown)
    }
  }
})

export class Roster extends Context.Service<Roster, Effect.Success<typeof make>>()("@salesbridge/demo/Roster") {
  static readonly layer = Layer.effect(Roster, make)
}
