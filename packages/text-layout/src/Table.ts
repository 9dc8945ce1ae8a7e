/** Formats rows as a text table. */

export interface Options {
  /** The index of the first right-aligned column, for figures. Default: none. */
  readonly rightFrom?: number
  /** The text between columns. Default: two spaces. */
  readonly gap?: string
  /** The terminal columns that a text takes. Default: its length. */
  readonly widthOf?: (text: string) => number
}

/** Aligned columns, each as wide as its widest cell, without trailing blanks. */
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
