/** Wraps prose to a width. */
import { headOf } from "./headOf.ts"

export interface Options {
  /** The prefix of all lines except the first; it counts towards the width. Default: none. */
  readonly hanging?: string
  /** What happens to a word that fits in no line. Default: `"break"`. */
  readonly longWords?: "break" | "keep"
  /** The terminal columns that a text takes. Default: its length. */
  readonly widthOf?: (text: string) => number
}

/** Breaks a text at blanks into lines of at most `width` columns. Blanks within a line and at the start are kept. */
export const wrap = (
  text: string,
  width: number,
  { hanging = "", longWords = "break", widthOf = ({ length }) => length }: Options = {}
): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  /** Whether the line has only blanks. */
  let blank = true
  const next = () => {
    lines.push(line.trimEnd())
    line = hanging
    blank = true
  }
  for (const [index, word] of text.split(" ").entries()) {
    if (!blank && word !== "" && widthOf(`${line} ${word}`) > width) next()
    // Keeps blanks at the beginning of the text, but not at a line break.
    if (index > 0 && (!blank || lines.length === 0)) line += " "
    let rest = word
    const fits = () => longWords === "keep" || rest === "" || widthOf(line + rest) <= width
    while (!fits()) {
      // At least one character, or it would never end.
      const head = headOf(rest, width - widthOf(line), widthOf) || String.fromCodePoint(rest.codePointAt(0)!)
      line += head
      rest = rest.slice(head.length)
      next()
    }
    line += rest
    blank &&= word === "" || rest === ""
  }
  return line === hanging && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}
