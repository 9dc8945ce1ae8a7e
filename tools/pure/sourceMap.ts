/** Keeps a source map right where text was put into the lines that it describes. */
import type { Edit } from "./droppable.ts"

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** The first number of a segment, and how many characters it takes. */
const first = (segment: string): readonly [value: number, length: number] => {
  let value = 0
  for (let index = 0; ; index++) {
    const digit = digits.indexOf(segment[index]!)
    value += (digit & 31) << (5 * index)
    if ((digit & 32) === 0) return [(value & 1) === 1 ? -(value >> 1) : value >> 1, index + 1]
  }
}

/** A number of at least 0, as segments write it. */
const written = (value: number): string => {
  let [rest, text] = [value << 1, ""]
  do {
    const digit = rest & 31
    rest >>= 5
    text += digits[rest > 0 ? digit | 32 : digit]
  } while (rest > 0)
  return text
}

/**
 * The `mappings` of a source map after the edits of the text that it describes. Of a segment only its first number, the
 * column, counted from the segment before, is about that text.
 */
export const shifted = (mappings: string, text: string, edits: ReadonlyArray<Edit>): string => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return mappings
    .split(";")
    .map((line, number) => {
      const [start, end] = [starts[number] ?? 0, starts[number + 1] ?? Infinity]
      const here = edits.filter((_) => _.start >= start && _.end < end)
      if (line === "" || here.length === 0) return line
      const moved = (column: number): number => {
        let by = 0
        for (const edit of here) {
          // What stood in a part that is gone is now where that began.
          const [from, to] = [edit.start - start, edit.end - start]
          if (column < from) break
          if (column < to) return from + by
          by += edit.text.length - (to - from)
        }
        return column + by
      }
      let [before, after] = [0, 0]
      const segments = line.split(",").map((segment) => {
        const [by, length] = first(segment)
        before += by
        const column = moved(before)
        const shifted = written(column - after) + segment.slice(length)
        after = column
        return shifted
      })
      return segments.join(",")
    })
    .join(";")
}
