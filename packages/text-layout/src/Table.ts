/** Rows as a table of text. */

export interface Options {
  /** The first of the columns that are aligned at their right, as figures are. Default: none. */
  readonly rightFrom?: number
  /** What stands between columns. Default: two spaces. */
  readonly gap?: string
  /** How many columns of the terminal a text takes. Default: its length. */
  readonly widthOf?: (text: string) => number
}

/** Aligned columns, as wide as their widest cell. Lines have no blanks at their end. */
export const lines = (
  rows: ReadonlyArray<ReadonlyArray<string>>,
  { gap = "  ", rightFrom = Infinity, widthOf = ({ length }) => length }: Options = {}
): ReadonlyArray<string> => {
  const widths: Array<number> = []
  for (const row of rows) {
    for (const [column, text] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(text))
  }
  const pad = (text: string, column: number) => {
    const blanks = " ".repeat(widths[column]! - widthOf(text))
    return column >= rightFrom ? blanks + text : text + blanks
  }
  return rows.map((row) => row.map(pad).join(gap).trimEnd())
}
