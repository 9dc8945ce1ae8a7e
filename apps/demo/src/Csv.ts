/**
 * Splits CSV into records (RFC 4180). If the quotes of a record are broken, it continues in the next line. Existing
 * readers stop there or read the rest of the file as one cell. It takes linear time: a record that continues in the
 * next line has an odd number of quotes, so the next such line ends it.
 */

/** A record, the line in which it begins, and its problem if it has one. */
export interface Record {
  readonly line: number
  readonly cells: ReadonlyArray<string>
  readonly problem?: string
}

const lineBreak = String.raw`\r\n|\n|\r`

/** A cell with or without quotes, and its end: the delimiter, a line break or the end of the text. */
const cellBefore = (delimiter: string) => {
  const escaped = delimiter.replace(/[\\^$.*+?()[\]{}|-]/, String.raw`\$&`)
  return new RegExp(String.raw`(?:"([^"]*(?:""[^"]*)*)"|([^"\r\n${escaped}]*))(${escaped}|${lineBreak}|$)`, "y")
}

/** The cells of the record that begins at `start`, and where the next begins; undefined if its quotes are broken. */
const recordAt = (text: string, start: number, delimiter: string, cell: RegExp) => {
  const cells: Array<string> = []
  cell.lastIndex = start
  for (;;) {
    const found = cell.exec(text)
    if (found === null) return undefined
    const [, quoted, bare = "", end] = found
    cells.push(quoted?.replaceAll('""', '"') ?? bare)
    if (end !== delimiter) return { cells, next: cell.lastIndex }
  }
}

/** The records of a text that are not blank. */
function* recordsOf(text: string, delimiter: string): Generator<Record> {
  const cell = cellBefore(delimiter)
  const broken = new RegExp(String.raw`([^\r\n]*)(?:${lineBreak}|$)`, "y")
  const breaks = new RegExp(lineBreak, "g")
  let line = 1
  for (let start = 0, next = 0; start < text.length; start = next) {
    const found = recordAt(text, start, delimiter, cell)
    broken.lastIndex = start
    const cells = found?.cells ?? broken.exec(text)![1]!.split(delimiter)
    next = found?.next ?? broken.lastIndex
    if (cells.some((cell) => cell.trim() !== "")) {
      const problem = "broken quotes: a quote inside a cell, or an unclosed quote"
      yield { line, cells, ...(found === undefined && { problem }) }
    }
    line += text.slice(start, next).match(breaks)?.length ?? 0
  }
}

const delimiters = [",", ";", "\t", "|"]

/**
 * The records of a spreadsheet's export without blank ones. The first names the columns. The delimiter is the one in a
 * `sep=;` line, or else the one that gives a header with `wanted`, or else the one that gives the most columns.
 */
export const recordsOfExport = (text: string, wanted: (header: string) => boolean): Generator<Record> => {
  const [separator = "", before = "", declared] = /^(\s*)"?sep=([^"\r\n])\2*"?[^\S\r\n]*(?=[\r\n])/i.exec(text) ?? []
  const score = (delimiter: string) => {
    const cells = recordsOf(text, delimiter).next().value?.cells ?? []
    return (cells.some(wanted) ? 1000 : 0) + cells.length
  }
  const delimiter = declared ?? delimiters.reduce((best, other) => (score(other) > score(best) ? other : best))
  // The line breaks stay, so that line numbers match those of an editor.
  return recordsOf(before + text.slice(separator.length), delimiter)
}
