/** Chooses the columns of a table. The form of rows depends on the vendor. */
import type { Found } from "../control/tables.ts"

export type StateRow = Found["rows"][number]

/** Pseudo-columns: the key of the row, and its value as a whole. */
const keyColumn = "#key"
const valueColumn = "#value"
const maxColumns = 6

const order = [
  /^_?(id|uuid|guid|key)$/i,
  /^(full_?|display_?|campaign_?)?(name|title|subject|label)$/i,
  /e_?mail(_?address)?$|^first_?name|^last_?name/i,
  /status|state$|stage/i,
  /type$|^url$|kind/i
]
const rankOf = (key: string): number => {
  const found = order.findIndex((pattern) => pattern.test(key))
  if (found !== -1) return found
  return /(_at|At|date|time)$/.test(key) ? 7 : /_?id$|Id$/.test(key) ? 6 : 5
}
/** Long fields come last. */
const lastRank = 8

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/** At most six columns: the key of a record, its name, then other fields, long ones last. Columns shown before stay. */
export const columnsOf = ({ list, rows }: Found, before: ReadonlyArray<string> = []): ReadonlyArray<string> => {
  if (rows.length === 0) return before
  const things = rows
    .slice(-50)
    .toReversed()
    .flatMap(([key, value]) => (isObject(value) && !Array.isArray(value) ? [[key, value] as const] : []))
  if (things.length === 0) return list ? [valueColumn] : [keyColumn, valueColumn]
  const longest = new Map<string, number>()
  for (const [key, cell] of things.flatMap(([, value]) => Object.entries(value))) {
    if (cell !== null && !isObject(cell)) longest.set(key, Math.max(longest.get(key) ?? 0, String(cell).length))
  }
  const isNamed = [...longest.keys()].some((key) => /^name$/i.test(key))
  const rank = (key: string) =>
    longest.get(key)! > 120 || (isNamed && /^(first|last)_?name$/i.test(key)) ? lastRank : rankOf(key)
  const more = [...longest.keys()].toSorted((one, other) => rank(one) - rank(other))
  // Most records contain their key as a field.
  const same = list ? more[0] : more.find((column) => things.every(([key, value]) => String(value[column]) === key))
  return [...new Set([...before, same ?? keyColumn, ...more])].slice(0, maxColumns)
}

/** The text of a cell, short enough for a line. */
export const cellOf = ([key, value]: StateRow, column: string): string => {
  const cell = column === keyColumn ? key : column === valueColumn ? value : isObject(value) ? value[column] : undefined
  if (cell === undefined || cell === null) return ""
  if (Array.isArray(cell)) return `[${cell.length}]`
  return isObject(cell) ? "{…}" : String(cell).slice(0, 200)
}

/** Stable keys of rows, for rendering. */
export const keysOf = ({ list, rows }: Found): ReadonlyArray<string> => {
  const ids = rows.map(([, value]) => (isObject(value) ? value["id"] : undefined))
  const isUnique = list && !ids.includes(undefined) && new Set(ids).size === ids.length
  return rows.map(([key], index) => (isUnique ? String(ids[index]) : key))
}
