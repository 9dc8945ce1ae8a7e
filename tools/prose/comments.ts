/**
 * Converts the comments of a source file into one Markdown text, each at its original line; code becomes empty lines.
 */
import { parseSync } from "oxc-parser"

/** Comments for tools, which are not prose. */
const directive = /^\s*(?:oxlint-|eslint-|@ts-|<reference|@__PURE__|v8 ignore|knip)/

export const commentsOf = (path: string, source: string): string => {
  const lines = source.split("\n").map(() => "")
  for (const { end, start, value } of parseSync(path, source).comments) {
    const first = source.slice(0, start).split("\n").length - 1
    const before = source.slice(source.lastIndexOf("\n", start) + 1, start)
    const isCodeOnTheLine = before.trim() !== "" || /^[^\n]*\S/.test(source.slice(end))
    if (isCodeOnTheLine || directive.test(value)) continue
    value.split("\n").forEach((line, index) => {
      lines[first + index] = line.replace(/^\s*\*? ?/, "").trimEnd()
    })
  }
  return lines.join("\n")
}
