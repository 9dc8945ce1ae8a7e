/** Tables of rows, and of items, for a terminal. */
import * as TextTable from "@salesbridge/text-layout/Table"
import { widthOf } from "./Width.ts"

/** Aligned columns, two spaces apart. */
export const lines = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<string> =>
  TextTable.lines(rows, { widthOf })

/** The value at a path such as `data.email_address`, as one line of text. */
const cell = (item: unknown, path: string): string => {
  const value = path
    .split(".")
    .reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      item
    )
  if (value === undefined || value === null) return ""
  // oxlint-disable-next-line no-control-regex -- a vendor's text must not steer the terminal
  return (typeof value === "string" ? value : JSON.stringify(value)).replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, " ")
}

/** Items as a table with these columns, under their names. */
export const of = (items: ReadonlyArray<unknown>, columns: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines([columns.map((_) => _.toUpperCase()), ...items.map((item) => columns.map((_) => cell(item, _)))])
