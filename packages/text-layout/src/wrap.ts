/** Prose in lines of a width. */

export interface Options {
  /** What stands before all lines but the first; it counts. Default: nothing. */
  readonly hanging?: string
  /** What becomes of a word that fits in no line. Default: `"break"`. */
  readonly longWords?: "break" | "keep"
  /** How many columns of the terminal a text takes. Default: its length. */
  readonly widthOf?: (text: string) => number
}

/** Breaks a text into lines of at most `width` columns, at its blanks. Blanks within a line and before the first stay. */
export const wrap = (
  text: string,
  width: number,
  { hanging = "", longWords = "break", widthOf = ({ length }) => length }: Options = {}
): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  /** Whether nothing but blanks is in the line. */
  let blank = true
  const next = () => {
    lines.push(line.trimEnd())
    line = hanging
    blank = true
  }
  for (const [index, word] of text.split(" ").entries()) {
    if (!blank && word !== "" && widthOf(`${line} ${word}`) > width) next()
    // Blanks at the beginning of the text stay, those where a line was broken do not.
    if (index > 0 && (!blank || lines.length === 0)) line += " "
    let rest = word
    const fits = () => longWords === "keep" || rest === "" || widthOf(line + rest) <= width
    while (!fits()) {
      const head = headOf(rest, width - widthOf(line), widthOf)
      line += head
      rest = rest.slice(head.length)
      next()
    }
    line += rest
    blank &&= word === "" || rest === ""
  }
  return line === hanging && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** As much of a word as fits, at least one character. */
const headOf = (word: string, room: number, widthOf: (text: string) => number): string => {
  const [first = "", ...others] = word
  let head = first
  for (const character of others) {
    if (widthOf(head + character) > room) break
    head += character
  }
  return head
}
