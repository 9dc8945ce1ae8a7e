/** Text for a terminal, whoever wrote it. */
import { fit as fitTo } from "@salesbridge/text-layout/fit"
import { wrap as wrapTo } from "@salesbridge/text-layout/wrap"
import { CliOutput } from "effect/cli"

/** The largest width of the output, in columns. */
export const pageWidth = 80

export const widthOf = CliOutput.displayWidth

/** Puts a text on one line and removes control characters, which a file or a vendor could use to redraw the screen. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim()

/** Cuts a text to a width, with a mark at the cut. */
export const fit = (text: string, width: number): string => fitTo(text, width, widthOf)

/** The beginning of a text from a file, for a message. It may have megabytes. */
export const excerpt = (text: string): string => fit(plain(text.slice(0, 500)), 100)

export const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - widthOf(text)))

/** Breaks a text into lines, between words if possible. */
export const wrap = (text: string, width: number): ReadonlyArray<string> => wrapTo(text, width, { widthOf })

/** Indents paragraphs. Each line fits the page. */
export const indent = (text: string, by: number): string =>
  wrap(text, pageWidth - by)
    .map((line) => " ".repeat(by) + line)
    .join("\n")

/** A label and its value, on as many lines as the value needs. All of them begin in this column. */
export const labelled = (label: string, value: string, column: number): string =>
  pad(label, column) + indent(value, column).trimStart()
