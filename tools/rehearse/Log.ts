/** What a rehearsal says, in lines of at most 80 characters. */
import * as Table from "@salesbridge/text-layout/Table"
import { wrap } from "@salesbridge/text-layout/wrap"

const width = 80
const indent = " ".repeat(10)

/** Seconds since a moment of `performance.now()`. */
export const since = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`

/** The time, the title and the result of a step. A long result begins on a line of its own. */
export const entry = (took: string, title: string, note = ""): string => {
  const first = `${took.padStart(8)}  ${title}`
  if (note === "") return first
  const alone = `${first}: ${note}`
  if (alone.length <= width && !note.includes("\n")) return alone
  return [
    `${first}:`,
    ...note.split("\n").flatMap((line) => wrap(indent + line, width, { hanging: indent, longWords: "keep" }))
  ].join("\n")
}

/** Does one thing, and prints what, what came of it and how long it took. */
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

/** Rows under their heads: names on the left, the rest on the right. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  Table.lines([head, ...rows], { rightFrom: 1 })
    .map((line) => `  ${line}`)
    .join("\n")
