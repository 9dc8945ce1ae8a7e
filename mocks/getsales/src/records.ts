/** Records by their uuid: looking them up by an id that a stranger sent, and by other things that they are known by. */
import { missing, refuse, selected } from "./replies.ts"

export type Records<Row> = Record<string, Row>

/** The record of that id. An id like `constructor` has none. */
export const find = <Row>(records: Records<Row>, id: string | null | undefined): Row | undefined =>
  typeof id === "string" && Object.hasOwn(records, id) ? records[id] : undefined

/** Returns the record that a path names. Ends the handler with 404 if there is none. */
export const existing = <Row>(records: Records<Row>, thing: string, id: string): Row =>
  find(records, id) ?? missing(thing, id)

/** Returns the record that a field of the body names. Ends the handler with 422 if there is none. */
export const chosen = <Row>(records: Records<Row>, thing: string, field: string, id: string): Row => {
  const found = find(records, id)
  // Guess: 422 and not 404, as the vendor's validation messages are those of a framework that does so.
  if (found === undefined) refuse(selected(field, thing, id))
  return found!
}

// By the records themselves, so that a state that was put back gets its own. They hold nothing that the records do not.
const indexes = new WeakMap<object, Map<string, string>>()

/** The record that is known by the first of these keys that any is known by. */
export const findBy = <Row extends { readonly uuid: string }>(
  records: Records<Row>,
  keysOf: (row: Row) => ReadonlyArray<string>,
  keys: ReadonlyArray<string>
): Row | undefined => {
  let index = indexes.get(records)
  if (index === undefined) {
    index = new Map()
    for (const row of Object.values(records)) remember(index, keysOf(row), row.uuid)
    indexes.set(records, index)
  }
  for (const key of keys) {
    const found = find(records, index.get(key))
    if (found !== undefined) return found
  }
  return undefined
}

const remember = (index: Map<string, string>, keys: ReadonlyArray<string>, uuid: string): void => {
  for (const key of keys) if (!index.has(key)) index.set(key, uuid)
}

/** Adds a record, so that it is found by its keys. */
export const add = <Row extends { readonly uuid: string }>(
  records: Records<Row>,
  row: Row,
  keysOf: (row: Row) => ReadonlyArray<string>
): void => {
  records[row.uuid] = row
  const index = indexes.get(records)
  if (index !== undefined) remember(index, keysOf(row), row.uuid)
}

/** To be called when a record's keys have changed, or when it is gone. */
export const forget = (records: object): void => void indexes.delete(records)
