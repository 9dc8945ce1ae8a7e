/** The ledger as a CSV file, which `suppressions export` prints and `suppressions import` reads without loss. */
import { Effect } from "effect"
import { cannotRun } from "./CannotRun.ts"
import { recordsOfExport } from "./Csv.ts"
import type { Entry } from "./durable/Ledger.ts"
import { visible } from "./EmailAddress.ts"
import { type TextFile, textOf } from "./TextFile.ts"

const columns = ["Email", "Source", "Since", "Told"]
const separator = "; "

const quoted = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const print = (entries: ReadonlyArray<Entry>): string =>
  [columns, ...entries.map(({ address, since, source, told }) => [address, source, since, told.join(separator)])]
    .map((row) => `${row.map(quoted).join(",")}\n`)
    .join("")

const isDate = (text: string) => !Number.isNaN(Date.parse(text))

/**
 * The entries of an exported ledger; undefined for another file. Their addresses may be any text, because a vendor may
 * have reported it.
 */
export const entriesIn = Effect.fnUntraced(function* (file: TextFile) {
  const records = recordsOfExport(yield* textOf(file, "the ledger"), (name) => name === columns[0])
  const header = records.next().value?.cells.map(visible) ?? []
  if (columns.some((name, index) => header[index] !== name)) return undefined
  const entries: Array<Entry> = []
  for (const { cells, line, problem } of records) {
    const [address = "", source = "", since = "", told = ""] = cells.map(visible)
    const wrong = problem ?? (address === "" ? "no address" : isDate(since) ? undefined : "no date in the column Since")
    if (wrong !== undefined) return yield* cannotRun(`${file.name}, line ${line}: ${wrong}. Nothing was imported.`)
    entries.push({ address, source, since, told: told === "" ? [] : told.split(separator) })
  }
  return entries
})
