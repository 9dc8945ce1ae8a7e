/**
 * The contacts of one run in the order of their sources, with the result of each at each vendor. They are in a private
 * database on disk that disappears with the process, so that memory does not grow with the file. What must survive a
 * crash is in `durable/`.
 */
import { Context, Effect, Layer } from "effect"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import type { Contact, Entry, Person } from "./Contact.ts"
import { keyOf, spellingsOf } from "./EmailAddress.ts"
import type { Cell, Row, skips } from "./Row.ts"

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
  CREATE TABLE said (identity TEXT, place TEXT, words TEXT, UNIQUE (identity, words));
  CREATE TABLE claims (place TEXT, thing TEXT, email TEXT, PRIMARY KEY (place, thing)) WITHOUT ROWID;
  CREATE TABLE earlier (identity TEXT, vendor TEXT, cell TEXT, PRIMARY KEY (identity, vendor)) WITHOUT ROWID`

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

/** A query that is prepared once. */
const queryOf = <A>(database: DatabaseSync, sql: string) => {
  const statement = database.prepare(sql)
  return (...params: ReadonlyArray<SQLInputValue>) => statement.all(...params) as unknown as ReadonlyArray<A>
}

const countOf = (database: DatabaseSync, sql: string) => {
  const query = queryOf<{ readonly n: number }>(database, `SELECT count(*) AS n FROM lines WHERE ${sql}`)
  return (...params: ReadonlyArray<SQLInputValue>) => query(...params)[0]!.n
}

/** Takes in what is known before the run. */
const intakeOf = (database: DatabaseSync) => {
  const insert = database.prepare(
    "INSERT INTO lines (location, who, skip, detail, identity, person) VALUES (?, ?, ?, ?, ?, ?)"
  )
  const same = queryOf<{ readonly line: number; readonly location: string; readonly person: string }>(
    database,
    "SELECT line, location, person FROM lines WHERE identity = ?"
  )
  const complete = database.prepare("UPDATE lines SET person = ? WHERE line = ?")
  const addMember = database.prepare("INSERT OR IGNORE INTO members VALUES (?, ?)")
  const addSaid = database.prepare("INSERT OR IGNORE INTO said VALUES (?, ?, ?)")
  const addLine = (entry: Entry) => {
    const { where } = entry
    if (entry._tag === "NoContact") return insert.run(where, entry.who, entry.outcome, entry.reason, null, null)
    const key = keyOf(entry.email)
    const [first] = same(key)
    if (first === undefined) return insert.run(where, entry.email, null, null, key, JSON.stringify(entry))
    insert.run(where, entry.email, "duplicate", `same as ${first.location}`, null, null)
    // The sources complete each other.
    const known = JSON.parse(first.person) as Contact
    const { linkedin = entry.linkedin } = known
    const members = [...known.members, ...entry.members]
    return complete.run(JSON.stringify({ ...known, linkedin, members }), first.line)
  }
  const addAll = <A>(all: Iterable<A>, add: (one: A) => unknown) => {
    database.exec("BEGIN")
    for (const one of all) add(one)
    database.exec("COMMIT")
  }
  return {
    /** Forgets the previous run, except for deliveries that `again` still shows. */
    clear: (again: boolean) => {
      const delivered = "SELECT identity, vendor, cell FROM cells JOIN lines USING (line) WHERE kind = 'delivered'"
      database.exec(again ? `INSERT OR REPLACE INTO earlier ${delivered}` : "DELETE FROM earlier")
      for (const table of ["lines", "cells", "members", "said", "claims"]) database.exec(`DELETE FROM ${table}`)
    },
    /** Adds the entries of a source. A second entry of a person is a duplicate, however the address is spelled. */
    add: (entries: Iterable<Entry>) => addAll(entries, addLine),
    /** Adds the people who are at a vendor already, by the keys of their addresses. */
    addMembers: (place: string, keys: Iterable<string>) => addAll(keys, (key) => addMember.run(key, place)),
    /** Adds who unsubscribed, by the keys of their addresses, with the term for it. `place`: who reported it. */
    addSaid: (said: Iterable<readonly [key: string, words: string]>, place = "") =>
      addAll(said, ([key, words]) => addSaid.run(key, place, words)),
    /**
     * Marks the people who unsubscribed, including those whom an earlier run delivered. Adds people who are not
     * contacts but are at a vendor that did not report it.
     */
    mark: () => {
      const words = (key: string) =>
        `(SELECT group_concat(words, '; ' ORDER BY said.rowid) FROM said WHERE said.identity = ${key})`
      database.exec(
        `UPDATE lines SET listed = ${words("lines.identity")} WHERE identity IN (SELECT identity FROM said)`
      )
      database.exec(`INSERT INTO lines (location, who, identity, listed, person)
        SELECT place, identity, identity, ${words("known.identity")},
          json_object('where', place, 'email', identity, 'members', json('[]'))
        FROM (SELECT identity, place, min(rowid) FROM members WHERE identity NOT IN
            (SELECT identity FROM lines WHERE identity IS NOT NULL) AND EXISTS
            (SELECT 1 FROM said WHERE said.identity = members.identity AND said.place <> members.place)
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

/** The lines, in portions. */
const linesOf = (database: DatabaseSync) => {
  const portions = <A>(where: string) => {
    const sql = `SELECT * FROM line_records WHERE line > ? AND ${where} ORDER BY line LIMIT ${portionLength}`
    const next = queryOf<LineRecord>(database, sql)
    return () => portionsOf((after) => next(after).map(lineOf<A>))
  }
  const all = portions("true")
  /** All lines. May be read more than once. */
  const rows: Iterable<Row> = {
    *[Symbol.iterator]() {
      for (const portion of all()) yield* portion
    }
  }
  const notLines = "identity NOT IN (SELECT identity FROM lines WHERE identity IS NOT NULL)"
  const others = queryOf<{ readonly line: number; readonly identity: string }>(
    database,
    `SELECT rowid AS line, identity FROM members WHERE rowid > ? AND ${notLines} ORDER BY rowid LIMIT ${portionLength}`
  )
  /** The addresses to ask vendors about, in every form that a vendor may use. */
  const addresses: Iterable<string> = {
    *[Symbol.iterator]() {
      for (const { skip, who } of rows) if (skip === undefined) yield* spellingsOf(who)
      for (const portion of portionsOf(others)) for (const { identity } of portion) yield* spellingsOf(identity)
    }
  }
  const size = countOf(database, "true")
  return {
    rows,
    addresses,
    /** The contacts to deliver. */
    deliveries: portions<Contact>(toDeliver),
    /** The people to suppress at every vendor. */
    suppressions: portions<Person>(toSuppress),
    suppressionCount: countOf(database, toSuppress),
    isEmpty: () => size() === 0,
    /** The number of contacts that are still to be delivered to this vendor. */
    openCount: countOf(
      database,
      `${toDeliver} AND NOT EXISTS (SELECT 1 FROM cells WHERE cells.line = lines.line AND vendor = ?)`
    ) as (vendor: string) => number
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
  const put = database.prepare("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)")
  const earlier = queryOf<{ readonly cell: string }>(
    database,
    "SELECT cell FROM earlier WHERE identity = (SELECT identity FROM lines WHERE line = ?) AND vendor = ?"
  )
  const claim = database.prepare("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)")
  const claimed = queryOf<{ readonly email: string }>(
    database,
    "SELECT email FROM claims WHERE place = ? AND thing = ?"
  )
  const member = database.prepare("SELECT 1 FROM members WHERE identity = ? AND place = ?")
  return {
    ...intakeOf(database),
    ...linesOf(database),
    /** Queries the tables. */
    select: <A>(sql: string, ...params: ReadonlyArray<SQLInputValue>) => queryOf<A>(database, sql)(...params),
    isMember: (place: string, key: string) => member.get(key, place) !== undefined,
    /** The first address that claimed this value at this place. */
    claim: (place: string, thing: string, email: string) => {
      claim.run(place, thing, email)
      return claimed(place, thing)[0]!.email
    },
    /** Stores the result of a line at a vendor. A delivery of this run is not replaced by `there`. */
    put: (line: number, vendor: string, cell: Cell) => {
      const [delivered] = cell.kind === "there" ? earlier(line, vendor) : []
      if (delivered === undefined) put.run(line, vendor, cell.kind, JSON.stringify(cell))
      else put.run(line, vendor, "delivered", delivered.cell)
    }
  }
})

export class Roster extends Context.Service<Roster, Effect.Success<typeof make>>()("@salesbridge/demo/Roster") {
  static readonly layer = Layer.effect(Roster, make)
}
