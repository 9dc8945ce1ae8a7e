/**
 * The contacts of one run in the order of their sources, with the result of each at each vendor. They are in a private
 * database on disk that disappears with the process, so that memory does not grow with the file. What must survive a
 * crash is in `durable/`.
 */
import { Context, Effect, Layer } from "effect"
import { DatabaseSync, type SQLInputValue } from "node:sqlite"
import { CannotRun } from "./CannotRun.ts"
import type { Contact, Entry, Person } from "./Contact.ts"
import { keyOf, spellingsOf } from "./EmailAddress.ts"
import type { Cell, Row, skips } from "./Row.ts"

/** A line with its number, from 1, and its person, unless it goes to no vendor. */
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
  CREATE TABLE members (identity TEXT, place TEXT, UNIQUE (identity, place));
  CREATE TABLE said (identity TEXT, place TEXT, words TEXT, UNIQUE (identity, words));
  CREATE TABLE claims (place TEXT, thing TEXT, email TEXT, PRIMARY KEY (place, thing)) WITHOUT ROWID;
  CREATE TABLE earlier (identity TEXT, vendor TEXT, cell TEXT, PRIMARY KEY (identity, vendor)) WITHOUT ROWID`

/** The number of lines in memory at once. */
const portionLength = 500

const toDeliver = "skip IS NULL AND listed IS NULL"
const toSuppress = "listed IS NOT NULL"

/** A line as stored. */
export interface LineRecord {
  readonly line: number
  readonly location: string
  readonly who: string
  readonly skip: keyof typeof skips | null
  readonly detail: string
  readonly listed: string | null
  readonly person: string | null
}

const storeOf = (database: DatabaseSync) => {
  const told = <A>(use: () => A): A => {
    try {
      return use()
    } catch (error) {
      throw new CannotRun({ message: `Cannot keep the contacts in a temporary file: ${(error as Error).message}.` })
    }
  }
  const statement = <A = unknown>(sql: string) => {
    const prepared = database.prepare(sql)
    return (...params: ReadonlyArray<SQLInputValue>) =>
      told(() => prepared.all(...params) as unknown as ReadonlyArray<A>)
  }
  const together = (work: () => void) => {
    database.exec("BEGIN")
    work()
    told(() => database.exec("COMMIT"))
  }
  const number = (sql: string, ...params: ReadonlyArray<SQLInputValue>) =>
    statement<{ readonly n: number }>(sql)(...params)[0]!.n
  return { statement, together, number, exec: (sql: string) => told(() => database.exec(sql)) }
}
type Store = ReturnType<typeof storeOf>

/** Takes in what is known before the run. */
const intakeOf = ({ exec, statement, together }: Store) => {
  const insert = statement(
    "INSERT INTO lines (location, who, skip, detail, identity, person) VALUES (?, ?, ?, ?, ?, ?)"
  )
  const same = statement<LineRecord>("SELECT * FROM lines WHERE identity = ?")
  const complete = statement("UPDATE lines SET person = ? WHERE line = ?")
  const addMember = statement("INSERT OR IGNORE INTO members VALUES (?, ?)")
  const addSaid = statement("INSERT OR IGNORE INTO said VALUES (?, ?, ?)")
  const addLine = (entry: Entry) => {
    const { where } = entry
    if (entry._tag === "NoContact") return insert(where, entry.who, entry.outcome, entry.reason, null, null)
    const key = keyOf(entry.email)
    const [first] = same(key)
    if (first === undefined) return insert(where, entry.email, null, null, key, JSON.stringify(entry))
    insert(where, entry.email, "duplicate", `same as ${first.location}`, null, null)
    // The sources complete each other.
    const known = JSON.parse(first.person!) as Contact
    const { linkedin = entry.linkedin } = known
    return complete(JSON.stringify({ ...known, linkedin, members: [...known.members, ...entry.members] }), first.line)
  }
  return {
    /** Forgets the previous run, except for deliveries that `again` still shows. */
    clear: (again: boolean) => {
      const delivered = "SELECT identity, vendor, cell FROM cells JOIN lines USING (line) WHERE kind = 'delivered'"
      exec(again ? `INSERT OR REPLACE INTO earlier ${delivered}` : "DELETE FROM earlier")
      for (const table of ["lines", "cells", "members", "said", "claims"]) exec(`DELETE FROM ${table}`)
    },
    /**
     * Adds the entries of a source. A second entry of the same person is a duplicate, however the address is spelled.
     */
    add: (entries: Iterable<Entry>) =>
      together(() => {
        for (const entry of entries) addLine(entry)
      }),
    /** Adds the people who are at a vendor already, by the keys of their addresses. */
    addMembers: (place: string, keys: Iterable<string>) =>
      together(() => {
        for (const key of keys) addMember(key, place)
      }),
    /**
     * Adds the people who unsubscribed, by the keys of their addresses, with the term for it. `place`: the vendor that
     * reported it.
     */
    addSaid: (said: Iterable<readonly [key: string, words: string]>, place = "") =>
      together(() => {
        for (const [key, words] of said) addSaid(key, place, words)
      }),
    /**
     * Marks the people who unsubscribed, including those whom an earlier run delivered. Adds people who are not
     * contacts but are at a vendor that did not report it.
     */
    mark: () => {
      const words = (key: string) =>
        `(SELECT group_concat(words, '; ' ORDER BY said.rowid) FROM said WHERE said.identity = ${key})`
      exec(`UPDATE lines SET listed = ${words("lines.identity")} WHERE identity IN (SELECT identity FROM said)`)
      exec(`INSERT INTO lines (location, who, identity, listed, person)
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

const eachOf = <A>(all: () => Iterable<A>): Iterable<A> => ({ [Symbol.iterator]: () => all()[Symbol.iterator]() })

/** The lines, in portions. */
const linesOf = ({ number, statement }: Store) => {
  const cellsBetween = statement<{ readonly line: number; readonly vendor: string; readonly cell: string }>(
    "SELECT line, vendor, cell FROM cells WHERE line BETWEEN ? AND ?"
  )
  /** Adds the results to lines, which come in their order. */
  const read = <A>(records: ReadonlyArray<LineRecord>): ReadonlyArray<Line<A>> => {
    const cells = new Map<number, Record<string, Cell>>(records.map(({ line }) => [line, {}]))
    for (const { cell, line, vendor } of cellsBetween(records[0]?.line ?? 0, records.at(-1)?.line ?? 0)) {
      Object.assign(cells.get(line) ?? {}, { [vendor]: JSON.parse(cell) })
    }
    return records.map(({ detail, line, listed, location: where, person, skip, who }) => ({
      line,
      where,
      who,
      ...(skip !== null && { skip, detail }),
      ...(listed !== null && { listed }),
      person: (person === null ? undefined : { linkedin: undefined, ...JSON.parse(person) }) as A,
      cells: cells.get(line)!
    }))
  }
  const portions = <A>(where: string) => {
    const sql = `SELECT * FROM lines WHERE line > ? AND ${where} ORDER BY line LIMIT ${portionLength}`
    const next = statement<LineRecord>(sql)
    return () => portionsOf((after) => read<A>(next(after)))
  }
  const all = portions("true")
  return {
    read,
    /** All lines. May be read more than once. */
    rows: eachOf<Row>(function* () {
      for (const portion of all()) yield* portion
    }),
    /** The contacts to deliver. */
    deliveries: portions<Contact>(toDeliver),
    /** The people to suppress at every vendor. */
    suppressions: portions<Person>(toSuppress),
    suppressionCount: () => number(`SELECT count(*) AS n FROM lines WHERE ${toSuppress}`),
    isEmpty: () => number("SELECT count(*) AS n FROM lines") === 0,
    /** The number of contacts that are still to be delivered to this vendor. */
    openCount: (vendor: string) =>
      number(
        `SELECT count(*) AS n FROM lines WHERE ${toDeliver}
         AND NOT EXISTS (SELECT 1 FROM cells WHERE cells.line = lines.line AND vendor = ?)`,
        vendor
      )
  }
}

/** The addresses to ask vendors about, in every form that a vendor may use. */
const addressesOf = ({ statement }: Store, rows: Iterable<Row>) => {
  const others = statement<{ readonly line: number; readonly identity: string }>(
    `SELECT rowid AS line, identity FROM members WHERE rowid > ?
     AND identity NOT IN (SELECT identity FROM lines WHERE identity IS NOT NULL) ORDER BY rowid LIMIT ${portionLength}`
  )
  return eachOf(function* () {
    for (const { skip, who } of rows) if (skip === undefined) yield* spellingsOf(who)
    for (const portion of portionsOf(others)) for (const { identity } of portion) yield* spellingsOf(identity)
  })
}

const make = Effect.gen(function* () {
  const database = yield* Effect.acquireRelease(
    // Without a name, SQLite uses a temporary file that it deletes when it is closed.
    Effect.sync(() => new DatabaseSync("")),
    (database) => Effect.sync(() => database.close())
  )
  database.function("lower_case", { deterministic: true }, (text) => String(text).toLowerCase())
  const store = storeOf(database)
  store.exec(schema)
  const { statement } = store
  const lines = linesOf(store)
  const put = statement("INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?)")
  const earlier = statement<{ readonly cell: string }>(
    "SELECT cell FROM earlier WHERE identity = (SELECT identity FROM lines WHERE line = ?) AND vendor = ?"
  )
  const claim = statement("INSERT OR IGNORE INTO claims VALUES (?, ?, ?)")
  const claimed = statement<{ readonly email: string }>("SELECT email FROM claims WHERE place = ? AND thing = ?")
  const member = statement("SELECT 1 FROM members WHERE identity = ? AND place = ?")
  return {
    ...intakeOf(store),
    ...lines,
    addresses: addressesOf(store, lines.rows),
    /** Queries the tables. {@link read} turns the results into lines. */
    select: <A>(sql: string, ...params: ReadonlyArray<SQLInputValue>) => statement<A>(sql)(...params),
    isMember: (place: string, key: string) => member(key, place).length > 0,
    /** The first address that claimed this value at this place. */
    claim: (place: string, thing: string, email: string) => {
      claim(place, thing, email)
      return claimed(place, thing)[0]!.email
    },
    /** Stores the result of a line at a vendor. A delivery of this run is not replaced by `there`. */
    put: (line: number, vendor: string, cell: Cell) => {
      const [delivered] = cell.kind === "there" ? earlier(line, vendor) : []
      if (delivered === undefined) put(line, vendor, cell.kind, JSON.stringify(cell))
      else put(line, vendor, "delivered", delivered.cell)
    }
  }
})

export class Roster extends Context.Service<Roster, Effect.Success<typeof make>>()("@salesbridge/demo/Roster") {
  static readonly layer = Layer.effect(Roster, make)
}
