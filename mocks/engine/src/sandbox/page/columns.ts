/** Which columns a table of the state has: records are the vendor's, of no form that is known here. */
import type { Found } from "../control/tables.ts"

export type StateRow = Found["rows"][number]

/** `#key` and `#value` stand for the whole of a row. */
const wholeKey = "#key"
const wholeValue = "#value"
const most = 6

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
const last = 8

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/** A record's key, what names a thing, then what else fits into a line. Columns that were shown before stay. */
export const columnsOf = ({ list, rows }: Found, before: ReadonlyArray<string> = []): ReadonlyArray<string> => {
  if (rows.length === 0) return before
  const things = rows
    .slice(-50)
    .toReversed()
    .flatMap(([key, value]) => (isObject(value) && !Array.isArray(value) ? [[key, value] as const] : []))
  if (things.length === 0) return list ? [wholeValue] : [wholeKey, wholeValue]
  const longest = new Map<string, number>()
  for (const [key, cell] of things.flatMap(([, value]) => Object.entries(value))) {
    if (cell !== null && !isObject(cell)) longest.set(key, Math.max(longest.get(key) ?? 0, String(cell).length))
  }
  const isNamed = [...longest.keys()].some((key) => /^name$/i.test(key))
  const rank = (key: string) =>
    longest.get(key)! > 120 || (isNamed && /^(first|last)_?name$/i.test(key)) ? last : rankOf(key)
  const more = [...longest.keys()].toSorted((one, other) => rank(one) - rank(other))
  // The key of a record is mostly in it, too.
  const same = list ? more[0] : more.find((column) => things.every(([key, value]) => String(value[column]) === key))
  return [...new Set([...before, same ?? wholeKey, ...more])].slice(0, most)
}

/** A row's cell, short enough for a line. */
export const cellOf = ([key, value]: StateRow, column: string): string => {
  const cell = column === wholeKey ? key : column === wholeValue ? value : isObject(value) ? value[column] : undefined
  if (cell === undefined || cell === null) return ""
  if (Array.isArray(cell)) return `[${cell.length}]`
  return isObject(cell) ? "{…}" : String(cell).slice(0, 200)
}

/** What stays the same of a row while others come and go. */
export const keysOf = ({ list, rows }: Found): ReadonlyArray<string> => {
  const ids = rows.map(([, value]) => (isObject(value) ? value["id"] : undefined))
  const isUnique = list && !ids.includes(undefined) && new Set(ids).size === ids.length
  return rows.map(([key], index) => (isUnique ? String(ids[index]) : key))
}
