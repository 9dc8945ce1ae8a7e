/** Text for a terminal, whoever wrote it. */
import { CliOutput } from "effect/cli"

/** The largest width of the output, in columns. */
export const pageWidth = 80

export const widthOf = CliOutput.displayWidth

/** Puts a text on one line and removes control characters, which a file or a vendor could use to redraw the screen. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim()

/** Cuts a text to a width, with a mark at the cut. */
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

/** Breaks a text into lines, between words if possible. */
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

/** Indents paragraphs. Each line fits the page. */
export const indent = (text: string, by: number): string =>
  wrap(text, pageWidth - by)
    .map((line) => " ".repeat(by) + line)
    .join("\n")
