/** The doc comments of a source file, in their own lines, so that what is found in them has its place in the file. */
import { parseSync } from "oxc-parser"

/** The file with nothing left but the text of its doc comments. Line numbers stay. */
export const docComments = (path: string, source: string): string => {
  const lines = source.split("\n").map(() => "")
  for (const { end, start, type, value } of parseSync(path, source).comments) {
    if (type !== "Block" || !value.startsWith("*")) continue
    const first = source.slice(0, start).split("\n").length - 1
    const text = source.slice(start, end).split("\n")
    text.forEach((line, index) => {
      // A tag is no sentence; what follows its name is.
      lines[first + index] = line.replace(/^\s*(?:\/\*\*|\*\/|\*)? ?/, "").replace(/\s*\*\/$/, "").replace(/^@\w+\s*/, "")
    })
    const after = first + text.length
    if (after < lines.length && lines[after] === "") lines[after] = ""
  }
  return lines.join("\n")
}
