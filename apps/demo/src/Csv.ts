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

const isBreak = (character: string | undefined) => character === "\n" || character === "\r"

/** The quoted cell whose first quote is at `start`, and its end; undefined if the cell has no end. */
const quoted = (text: string, start: number, delimiter: string) => {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 2)) {
    if (text[quote + 1] === '"') continue
    const end = quote + 1
    if (end < text.length && text[end] !== delimiter && !isBreak(text[end])) return undefined
    return { cell: text.slice(start + 1, quote).replaceAll('""', '"'), end }
  }
  return undefined
}

/** The record that begins at `start`, and its end: a line break, or the end of the text. */
const recordAt = (text: string, start: number, lineEnd: number, delimiter: string) => {
  const cells: Array<string> = []
  let at = start
  let end = lineEnd
  for (;;) {
    if (text[at] === '"') {
      const found = quoted(text, at, delimiter)
      if (found === undefined) return undefined
      cells.push(found.cell)
      at = found.end
      if (at > end) end = lineEndAfter(text, at)
    } else {
      // Searches this line only. Otherwise a file without the delimiter would be searched to its end for each line.
      let stop = at
      while (stop < end && text[stop] !== delimiter) stop++
      const cell = text.slice(at, stop)
      if (cell.includes('"')) return undefined
      cells.push(cell)
      at = stop
    }
    if (text[at] !== delimiter) return { cells, end: at }
    at++
  }
}

const lineBreak = /\r\n|\n|\r/g

const lineEndAfter = (text: string, start: number): number => {
  lineBreak.lastIndex = start
  return lineBreak.exec(text)?.index ?? text.length
}

/** The records of a text, including blank lines. */
function* recordsOf(text: string, delimiter: string): Generator<Record> {
  let line = 1
  for (let start = 0; start < text.length;) {
    const lineEnd = lineEndAfter(text, start)
    const found = recordAt(text, start, lineEnd, delimiter)
    const end = found?.end ?? lineEnd
    yield found === undefined
      ? {
          line,
          cells: text.slice(start, lineEnd).split(delimiter),
          problem: "broken quotes: a quote inside a cell, or an unclosed quote"
        }
      : { line, cells: found.cells }
    line += (text.slice(start, end).match(lineBreak)?.length ?? 0) + 1
    start = end + (text.startsWith("\r\n", end) ? 2 : 1)
  }
}

const delimiters = [",", ";", "\t", "|"]

/**
 * The records of a spreadsheet's export without blank ones. The first names the columns. The delimiter is the one in a
 * `sep=;` line, or else the one that gives a header with `wanted`, or else the one that gives the most columns.
 */
export const recordsOfExport = (text: string, wanted: (header: string) => boolean): Generator<Record> => {
  const [separator, said] = /^"?sep=([^"\r\n])"?[^\S\r\n]*(?=[\r\n])/i.exec(text) ?? []
  const headerOf = (delimiter: string) => nonBlank(recordsOf(text, delimiter)).next().value?.cells ?? []
  const score = (delimiter: string) => {
    const cells = headerOf(delimiter)
    return (cells.some(wanted) ? 1000 : 0) + cells.length
  }
  const delimiter = said ?? delimiters.reduce((best, other) => (score(other) > score(best) ? other : best))
  // The line break stays, so that line numbers match those of an editor.
  return nonBlank(recordsOf(separator === undefined ? text : text.slice(separator.length), delimiter))
}

function* nonBlank(records: Iterable<Record>): Generator<Record> {
  for (const record of records) if (record.cells.some((cell) => cell.trim() !== "")) yield record
}
