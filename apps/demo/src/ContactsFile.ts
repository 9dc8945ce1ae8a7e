/** Reads contacts from a CSV file. An invalid row is reported with its line and does not affect other rows. */
import { Effect, Iterable, Result } from "effect"
import { cannotRun } from "./CannotRun.ts"
import { type Entry, profileOf } from "./Contact.ts"
import { type Record, recordsOfExport } from "./Csv.ts"
import { parse, visible } from "./EmailAddress.ts"
import { excerpt } from "./Text.ts"
import { read, type TextFile, textOf } from "./TextFile.ts"

/** The columns that the job uses, with SalesBlink's names, however the file spells them. */
const known = [
  ["First Name", /^firstname$/],
  ["Last Name", /^lastname$/],
  ["Email", /^email(address)?$/],
  ["Company", /^company$/],
  ["LinkedIn", /^linkedin(profile)?(url)?$/]
] as const
export const columnName = (header: string): string => {
  const letters = header.toLowerCase().replace(/[^\p{L}]/gu, "")
  return known.find(([, spelling]) => spelling.test(letters))?.[0] ?? visible(header)
}

/** The lines of a cell that has more than one. */
const linesOf = (cell: string) => (/[\r\n]/.test(cell) ? cell.split(/[\r\n]+/) : [])

/** Whether a line within a cell looks like a row with an address. */
const isRow = (line: string, columns: number) => {
  const cells = line.split(/[,;\t|]/)
  return cells.length >= columns && cells.length > 1 && cells.some((cell) => Result.isSuccess(parse(cell)))
}

/** The problem with the number or form of a row's cells, whatever their content. */
const problemOf = (columns: ReadonlyArray<string>, { cells, problem }: Record): string | undefined => {
  if (problem !== undefined) return problem
  // Spreadsheets end each row with as many delimiters as the longest row needs.
  const beyond = cells.slice(columns.length).some((cell) => cell.trim() !== "")
  if (cells.length < columns.length || beyond) {
    return `${cells.length} column${cells.length === 1 ? "" : "s"} instead of ${columns.length}`
  }
  if (cells.some((cell) => linesOf(cell).some((line) => isRow(line, columns.length)))) {
    return "a cell holds what looks like another row: a quote is missing, or one too many"
  }
  const nameless = columns.findIndex((name, index) => name === "" && visible(cells[index]!) !== "")
  if (nameless !== -1) return `column ${nameless + 1} has no name, but the value ${cells[nameless]!.trim()}`
  return cells.some((cell) => cell.includes("\uFFFD")) ? "not UTF-8; save the file as UTF-8" : undefined
}

const toEntry = (columns: ReadonlyArray<string>, record: Record): Entry => {
  const { cells, line } = record
  const where = `line ${line}`
  const values = new Map(columns.map((name, index) => [name, (cells[index] ?? "").trim()]))
  const bad = (reason: string): Entry => {
    const name = `${values.get("First Name") ?? ""} ${values.get("Last Name") ?? ""}`.trim()
    return { _tag: "NoContact", where, who: name === "" ? cells.join(" ").trim() : name, outcome: "bad row", reason }
  }
  const problem = problemOf(columns, record)
  if (problem !== undefined) return bad(problem)
  const email = parse(values.get("Email")!)
  if (Result.isFailure(email)) {
    return bad(values.get("Email") === "" ? email.failure : `${email.failure}: ${values.get("Email")}`)
  }
  const fields = Object.fromEntries([...values].filter(([name, value]) => name !== "" && visible(value) !== ""))
  return {
    _tag: "Contact",
    where,
    email: email.success,
    linkedin: profileOf(fields["LinkedIn"]),
    members: [],
    fields: { ...fields, Email: email.success }
  }
}

const headerProblem = (columns: ReadonlyArray<string>, { cells, problem }: Record): string | undefined => {
  if (problem !== undefined) return problem
  if (!columns.includes("Email")) {
    return `no column is named "Email"; its first line is: ${excerpt(cells.join(", "))}`
  }
  const twice = columns.find((name, index) => name !== "" && columns.indexOf(name) !== index)
  return twice === undefined ? undefined : `two columns are named "${twice}"`
}

/** Reads the rows of a CSV file that has a header line and a column for the e-mail address, in their order. */
export const contactsIn = Effect.fnUntraced(function* (file: TextFile) {
  const text = yield* textOf(file, "the contacts")
  const records = recordsOfExport(text, (header) => columnName(header) === "Email")
  const head: Record = records.next().value ?? { line: 1, cells: [] }
  const columns = head.cells.map(columnName)
  // Spreadsheets add columns without a name at the end.
  while (columns.at(-1) === "") columns.pop()
  const problem = headerProblem(columns, head)
  if (problem !== undefined) return yield* cannotRun(`${file.name} is not a list of contacts: ${problem}`)
  return Iterable.map(records, (record) => toEntry(columns, record))
})

export const readContacts = (path: string) => Effect.flatMap(read(path, "the contacts"), contactsIn)
