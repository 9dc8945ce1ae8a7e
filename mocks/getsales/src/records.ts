/** Records by uuid: look-ups by an untrusted id, and by other keys. */
import { missing, refuse, selected } from "./responses.ts"

export type Records<Row> = Record<string, Row>

/** The record with that id, of own properties only: an id such as `constructor` finds nothing. */
export const find = <Row>(records: Records<Row>, id: string | null | undefined): Row | undefined =>
  typeof id === "string" && Object.hasOwn(records, id) ? records[id] : undefined

/** Returns the record that a path names. Ends the handler with 404 if there is none. */
export const existing = <Row>(records: Records<Row>, thing: string, id: string): Row =>
  find(records, id) ?? missing(thing, id)

/** Returns the record that a field of the body names. Ends the handler with 422 if there is none. */
export const chosen = <Row>(records: Records<Row>, thing: string, field: string, id: string): Row => {
  const found = find(records, id)
  // Guess: 422 and not 404, because the vendor's validation messages are those of a framework that does so.
  if (found === undefined) refuse(selected(field, thing, id))
  return found!
}

// Keyed by the records object, so that a restored state gets its own index. The index derives from the records.
const indexes = new WeakMap<object, Map<string, string>>()

/** The record with the first of these keys that any record has. */
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

/** Adds a record and indexes its keys. */
export const add = <Row extends { readonly uuid: string }>(
  records: Records<Row>,
  row: Row,
  keysOf: (row: Row) => ReadonlyArray<string>
): void => {
  records[row.uuid] = row
  const index = indexes.get(records)
  if (index !== undefined) remember(index, keysOf(row), row.uuid)
}

/** Call it when a record's keys have changed or the record was removed. */
export const forget = (records: object): void => void indexes.delete(records)
