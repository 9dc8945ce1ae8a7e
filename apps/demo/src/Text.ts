/** Text in columns: what fits a terminal, whoever wrote it. */
import { CliOutput } from "effect/cli"

/** How wide everything is printed at most. */
export const pageWidth = 80

export const widthOf = CliOutput.displayWidth

/** On one line and without control characters, which a file or a vendor could use to redraw the screen. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim()

/** Cut to a width, with a mark where something is missing. */
export const fit = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text
  let cut = ""
  for (const character of text) {
    if (widthOf(cut + character) > width - 1) break
    cut += character
  }
  return `${cut}…`
}

export const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)))

/** Broken into lines of a width, between words where there are any. */
export const wrap = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    let rest = word
    if (line !== "" && widthOf(line) + 1 + widthOf(rest) <= width) {
      line += ` ${rest}`
      continue
    }
    if (line !== "") lines.push(line)
    while (widthOf(rest) > width) {
      let head = ""
      for (const character of rest) {
        if (widthOf(head + character) > width) break
        head += character
      }
      lines.push(head)
      rest = rest.slice(head.length)
    }
    line = rest
  }
  return line === "" ? lines : [...lines, line]
}

/** Paragraphs with an indent; each line fits the page. */
export const indent = (text: string, by: number): string =>
  wrap(text, pageWidth - by)
    .map((line) => " ".repeat(by) + line)
    .join("\n")
