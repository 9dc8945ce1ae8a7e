/** The output of a rehearsal: its steps, with long results wrapped at 80 characters, and its tables. */
import * as Table from "@salesbridge/text-layout/Table"
import { wrap } from "@salesbridge/text-layout/wrap"

const width = 80
const indent = " ".repeat(10)

/** Returns the seconds since a time of `performance.now()`. */
export const since = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`

/**
 * Formats a step: its duration, its title and its result. A result that is long or has several lines stands below the
 * title, indented.
 */
export const entry = (took: string, title: string, note = ""): string => {
  const first = `${took.padStart(8)}  ${title}`
  if (note === "") return first
  const onOneLine = `${first}: ${note}`
  if (onOneLine.length <= width && !note.includes("\n")) return onOneLine
  return [
    `${first}:`,
    ...note.split("\n").flatMap((line) => wrap(indent + line, width, { hanging: indent, longWords: "keep" }))
  ].join("\n")
}

/** Runs a step and prints its title, its result and its duration. */
export const step = async <A>(
  title: string,
  body: () => Promise<A>,
  note: (value: A) => string = () => ""
): Promise<A> => {
  const start = performance.now()
  try {
    const value = await body()
    console.log(entry(since(start), title, note(value)))
    return value
  } catch (error) {
    console.log(entry(since(start), title, "FAILED"))
    throw error
  }
}

/** Formats a table: the first column is aligned left, the others right. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  Table.lines([head, ...rows], { rightFrom: 1 })
    .map((line) => `  ${line}`)
    .join("\n")
