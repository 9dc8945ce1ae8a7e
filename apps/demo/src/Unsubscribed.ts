/**
 * Reads who must not be contacted again: a file with one e-mail address a line, where `#` begins a comment, or a CSV
 * export with a column for the address. An invalid line stops the job, because its person would be contacted otherwise.
 */
import { Effect, Result } from "effect"
import { basename } from "node:path"
import { cannotRun } from "./CannotRun.ts"
import { columnName } from "./ContactsFile.ts"
import { type Record, recordsOfExport } from "./Csv.ts"
import { keyOf, parse, visible } from "./EmailAddress.ts"
import { read, type TextFile, textOf } from "./TextFile.ts"

/** The places of the addresses, by their keys: `in gone.txt, line 2`. */
export type Unsubscribed = ReadonlyMap<string, string>

export const nobody: Unsubscribed = new Map()

/** The address in a record: the cell of its column or, in a file without a header, the only cell that is not empty. */
const cellOf = (column: number, { cells, problem }: Record): Result.Result<string, string> => {
  if (problem !== undefined) return Result.fail(problem)
  if (column !== -1) return Result.succeed(cells[column] ?? "")
  const filled = cells.filter((cell) => visible(cell) !== "")
  return filled.length > 1 ? Result.fail("more than an e-mail address") : Result.succeed(filled[0] ?? "")
}

export const unsubscribedIn = Effect.fnUntraced(function* (file: TextFile) {
  const text = yield* textOf(file, "who unsubscribed")
  const isEmail = (header: string) => columnName(header) === "Email"
  let column: number | undefined
  const found = new Map<string, string>()
  for (const record of recordsOfExport(text.replaceAll(/#.*$/gm, ""), isEmail)) {
    const isFirst = column === undefined
    column ??= record.cells.findIndex(isEmail)
    if ((isFirst && column !== -1) || record.cells.every((cell) => visible(cell) === "")) continue
    const email = Result.flatMap(cellOf(column, record), parse)
    if (Result.isFailure(email)) {
      return yield* cannotRun(
        `${file.name}, line ${record.line}: ${email.failure}: ${record.cells.join(" ").trim()}\n` +
          "Nothing was written. Each line must be one address, or somebody who unsubscribed could be missed."
      )
    }
    const key = keyOf(email.success)
    if (!found.has(key)) found.set(key, `in ${basename(file.name)}, line ${record.line}`)
  }
  return found
})

export const readUnsubscribed = (path: string) => Effect.flatMap(read(path, "who unsubscribed"), unsubscribedIn)
