/**
 * Reads who must not be contacted again: a list with one e-mail address a line, where `#` begins a comment, or a CSV
 * export with columns for addresses. An invalid line stops the job, because its person would be contacted otherwise.
 */
import { Array, Effect, Result } from "effect"
import { basename } from "node:path"
import { cannotRun } from "./CannotRun.ts"
import { profileIdOf, profileOf } from "./Contact.ts"
import { columnName } from "./ContactsFile.ts"
import { type Record, recordsOfExport } from "./Csv.ts"
import { given } from "./Destination.ts"
import { keyOf, parse, visible } from "./EmailAddress.ts"
import { excerpt } from "./Text.ts"
import { read, type TextFile, textOf } from "./TextFile.ts"
import { addressIn } from "./VendorAddress.ts"

/** The places of the addresses, by their keys: `in gone.txt, line 2`. */
export type Unsubscribed = ReadonlyMap<string, string>

export const nobody: Unsubscribed = new Map()

type Found = Result.Result<ReadonlyArray<string>, string>

const isEmail = (header: string) => columnName(header) === "Email" && !header.trimStart().startsWith("#")

const isFilled = (cell: string) => visible(cell) !== ""

/** Comments and blank lines at the beginning become empty lines, so that line numbers match those of an editor. */
const withoutHead = (text: string) =>
  text.replace(/^(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))+/, (head) => head.replaceAll(/[^\r\n]/g, ""))

/** An address, or the profile of an exported ledger. */
const idIn = (cell: string) => {
  const linkedin = /^linkedin\.com\/in\//i.test(visible(cell)) ? profileOf(cell) : undefined
  return linkedin === undefined ? parse(cell) : Result.succeed(profileIdOf(linkedin))
}

/** The address in a line of a list: its only cell. */
const inList = ({ cells }: Record): Found => {
  const filled = cells.filter(isFilled)
  if (filled.length > 1) return Result.fail("more than an e-mail address")
  return Result.map(idIn(filled[0] ?? ""), Array.of)
}

/** The words of a cell that are meant as addresses. */
const addressesOf = (cell: string) => cell.split(/[\s,;"]+/).filter((word) => word.includes("@"))

/** The profiles in a cell. Other text may be the name of one, or mean that there is none. */
const profilesIn = (cell: string): ReadonlyArray<Result.Result<string, string>> => {
  const links = cell.split(/[\s,;]+/).filter((word) => /linkedin\./i.test(word))
  if (links.length === 0) return given(profileOf(cell)).map((name) => Result.succeed(profileIdOf(name)))
  return links.map((link) => {
    const name = profileOf(link)
    return name === undefined ? Result.fail("not a LinkedIn profile") : Result.succeed(profileIdOf(name))
  })
}

/** The addresses in a row of an export: the cells of its columns, and what else may be an address of the person. */
const inExport =
  (header: Record) =>
  ({ cells }: Record): Found => {
    const titles = cells.map((_, index) => header.cells[index] ?? "")
    const named = cells.filter((cell, index) => isEmail(titles[index]!) && isFilled(cell))
    const others = cells.filter((_, index) => /mail/i.test(titles[index]!) && !isEmail(titles[index]!))
    // It may have taken in rows, because a quote is missing.
    const long = cells.filter((cell) => /[\r\n]/.test(cell)).flatMap(addressesOf)
    const profiles = cells.filter((_, index) => columnName(titles[index]!) === "LinkedIn").flatMap(profilesIn)
    const own = (named.length === 0 ? [""] : named).map(idIn)
    return Result.map(Result.all([...own, ...others.flatMap(addressesOf).map(addressIn), ...profiles]), (ids) => [
      ...ids,
      ...Array.getSuccesses(long.map(addressIn))
    ])
  }

/** The records of the file after its header, and how to read them. */
const recordsIn = (text: string) => {
  for (const candidate of [text, withoutHead(text)]) {
    const records = recordsOfExport(candidate, isEmail)
    const header = records.next().value
    if (header?.cells.some(isEmail) === true) return { records, addressesIn: inExport(header) }
  }
  return { records: recordsOfExport(text.replaceAll(/(^|\s)#.*$/gm, "$1"), isEmail), addressesIn: inList }
}

/** An address with what a spreadsheet, a list or a link may have left before it, and without. */
const readings = (email: string): ReadonlyArray<string> => {
  const bare = email.replace(/^(?:mailto=|%[\da-f]{2}|[^\p{L}\p{N}_@])+/iu, "")
  return [email, ...Array.getSuccesses([parse(bare)])]
}

export const unsubscribedIn = Effect.fnUntraced(function* (file: TextFile) {
  const text = yield* textOf(file, "who unsubscribed")
  // It looks like a list of nobody, but rather is a download that failed or a disk that was full.
  if (text === "") {
    return yield* cannotRun(
      `Cannot read who unsubscribed in ${file.name}: it is empty. Save it again, or leave it out.`
    )
  }
  const { addressesIn, records } = recordsIn(text)
  const found = new Map<string, string>()
  for (const record of records) {
    if (!record.cells.some(isFilled)) continue
    const emails = record.problem === undefined ? addressesIn(record) : Result.fail(record.problem)
    if (Result.isFailure(emails)) {
      return yield* cannotRun(
        `${file.name}, line ${record.line}: ${emails.failure}: ${excerpt(record.cells.join(" "))}\n` +
          "Nothing was written. Each line must be one address: nobody may be missed."
      )
    }
    for (const key of emails.success.flatMap(readings).map(keyOf)) {
      if (!found.has(key)) found.set(key, `in ${basename(file.name)}, line ${record.line}`)
    }
  }
  return found
})

export const readUnsubscribed = (path: string) => Effect.flatMap(read(path, "who unsubscribed"), unsubscribedIn)
