/**
 * Reads contacts from a CSV file. A row that is no contact is told by its line and never costs another row, also
 * where the quotes of a row are broken: reading goes on in the next line.
 */
import { Effect, FileSystem, Result, Schema, Stream } from "effect"
import { Csv } from "effect/encoding"
import { CannotRun, problemOf } from "./CannotRun.ts"
import { EmailAddress, type Entry, profileOf } from "./Contact.ts"

const decodeEmail = Schema.decodeUnknownResult(EmailAddress)

/** A record with the line it begins in, or what is wrong with that line. */
interface Record {
  readonly line: number
  readonly cells: ReadonlyArray<string>
  readonly problem?: string
}

const parse = (text: string, delimiter: string) =>
  Stream.make(text).pipe(Stream.pipeThroughChannel(Csv.decodeString({ delimiter })), Stream.runCollect, Effect.result)

const lineBreak = /\r\n|\n|\r/

const recordsOf = Effect.fnUntraced(function* (text: string, delimiter: string) {
  const records: Array<Record> = []
  const lines = text.split(lineBreak)
  let first = 0
  while (first < lines.length) {
    const parsed = yield* parse(lines.slice(first).join("\n"), delimiter)
    // What stands before a broken record is parsed again without it, since the parser gives nothing along with an error.
    const broken = Result.isFailure(parsed) ? first + parsed.failure.line - 1 : lines.length
    const rows = Result.isSuccess(parsed) ? parsed : yield* parse(lines.slice(first, broken).join("\n"), delimiter)
    let line = first + 1
    for (const cells of Result.isSuccess(rows) ? rows.success : []) {
      records.push({ line, cells })
      line += 1 + cells.reduce((breaks, cell) => breaks + cell.split(lineBreak).length - 1, 0)
    }
    if (Result.isFailure(parsed)) {
      const cells = lines[broken]!.split(delimiter)
      records.push({ line: broken + 1, cells, problem: `broken quotes: ${parsed.failure.message.toLowerCase()}` })
    }
    first = broken + 1
  }
  return records
})

const toEntry = (columns: ReadonlyArray<string>, { cells, line, problem }: Record): Entry => {
  const where = `line ${line}`
  const cell = (name: string) => cells[columns.indexOf(name)]?.trim() ?? ""
  const bad = (reason: string): Entry => {
    const name = `${cell("First Name")} ${cell("Last Name")}`.trim()
    return { _tag: "NoContact", where, who: name === "" ? cells.join(" ").trim() : name, outcome: "bad row", reason }
  }
  if (problem !== undefined) return bad(problem)
  if (cells.length !== columns.length) {
    return bad(`${cells.length} column${cells.length === 1 ? "" : "s"} instead of ${columns.length}`)
  }
  if (cells.some((cell) => cell.includes("\uFFFD"))) return bad("not UTF-8; save the file as UTF-8")
  const email = decodeEmail(cell("Email"))
  if (Result.isFailure(email)) {
    return bad(cell("Email") === "" ? email.failure.message : `${email.failure.message}: ${cell("Email")}`)
  }
  const fields = Object.fromEntries(columns.map((name) => [name, cell(name)]).filter(([, value]) => value !== ""))
  return {
    _tag: "Contact",
    where,
    email: email.success,
    linkedin: profileOf(fields["LinkedIn"]),
    members: [],
    fields: { ...fields, Email: email.success }
  }
}

/** The names that the job knows, which are SalesBlink's, whichever way the file spells them. */
const known = new Map([
  ["firstname", "First Name"],
  ["lastname", "Last Name"],
  ["email", "Email"],
  ["emailaddress", "Email"],
  ["company", "Company"],
  ["linkedin", "LinkedIn"],
  ["linkedinurl", "LinkedIn"],
  ["linkedinprofile", "LinkedIn"],
  ["linkedinprofileurl", "LinkedIn"]
])
const columnName = (header: string): string => known.get(header.toLowerCase().replace(/[^a-z]/g, "")) ?? header.trim()

/** The rows of a CSV file with a header line and a column for the e-mail address, in the order of the file. */
export const readContacts = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* fs
    .readFileString(path)
    .pipe(
      Effect.mapError(
        (error) => new CannotRun({ message: `Cannot read the contacts in ${path}: ${problemOf(error)}.` })
      )
    )
  const header = text.split(lineBreak, 1)[0]!
  // What spreadsheets save where the comma is the decimal point.
  const delimiter = !header.includes(",") && header.includes(";") ? ";" : ","
  const [head, ...records] = yield* recordsOf(text, delimiter)
  const columns = (head?.cells ?? []).map(columnName)
  const wrong =
    head?.problem ??
    (columns.includes("Email")
      ? columns.find((name, index) => columns.indexOf(name) !== index)?.replace(/^.*$/, 'two columns are named "$&"')
      : `no column is named "Email"; its first line is: ${header.slice(0, 100)}`)
  if (wrong !== undefined) return yield* new CannotRun({ message: `${path} is no list of contacts: ${wrong}` })
  return records
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map((record) => toEntry(columns, record))
})
