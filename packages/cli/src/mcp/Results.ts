/** Results that are limited in size, with a cursor to read the rest. */
import * as McpSchema from "effect/ai/McpSchema"
import * as Items from "../Items.ts"
import type { Json } from "../Input.ts"
import type { JsonSchema } from "../JsonSchema.ts"

/** The JSON Schema of a result: the whole value, or a part of it with a cursor. */
export const resultSchema = (value: JsonSchema): JsonSchema => {
  const { $defs, ...schema } = value
  return {
    type: "object",
    properties: {
      value: schema,
      items: { type: "array", description: "A part of a value that is too large for one result" },
      text: { type: "string", description: "A part of an item that is too large for one result, as JSON" },
      cursor: { type: "string", description: "Pass it to read_more to get the rest" },
      left: { type: "integer", description: "How many items follow" }
    },
    ...($defs === undefined ? {} : { $defs })
  }
}

/** How many results are kept for further reading. */
const kept = 20

/** The rest of a result: the rest of an item that was cut, and the items after it. */
interface Rest {
  readonly text: string
  readonly items: ReadonlyArray<unknown>
}

export interface Results {
  /** The result for a value, which is complete if it fits. */
  readonly of: (value: unknown) => McpSchema.CallToolResult
  /** The next part; `undefined` if the cursor is unknown or has expired. */
  readonly more: (cursor: string) => McpSchema.CallToolResult | undefined
}

/** A result as JSON for programs, and as text for models. */
export const toResult = (content: Json, isError = false): McpSchema.CallToolResult =>
  new McpSchema.CallToolResult({
    content: [{ type: "text", text: JSON.stringify(content) }],
    structuredContent: content,
    isError
  })

/** Results with a maximum length in characters. */
export const make = (maxLength: number): Results => {
  const rests = new Map<string, Rest>()
  let made = 0

  const keep = (rest: Rest): string => {
    const cursor = `r${++made}`
    rests.set(cursor, rest)
    if (rests.size > kept) rests.delete(rests.keys().next().value!)
    return cursor
  }

  const part = ({ items, text }: Rest): Json => {
    if (text !== "") {
      const rest = { text: text.slice(maxLength), items }
      const isAll = rest.text === "" && items.length === 0
      return { text: text.slice(0, maxLength), left: items.length, ...(isAll ? {} : { cursor: keep(rest) }) }
    }
    const lengths = items.map((_) => JSON.stringify(_).length + 1)
    let end = 0
    for (let length = 0; end < items.length && length + lengths[end]! <= maxLength; end++) length += lengths[end]!
    if (end === items.length) return { items, left: 0 }
    // An item that is too large by itself is split.
    if (end === 0) return part({ text: JSON.stringify(items[0]), items: items.slice(1) })
    const rest = { text: "", items: items.slice(end) }
    return { items: items.slice(0, end), left: rest.items.length, cursor: keep(rest) }
  }

  return {
    of: (value) => {
      if (value === undefined) return toResult({})
      if (JSON.stringify(value).length <= maxLength) return toResult({ value })
      return toResult(part({ text: "", items: Items.of(value) }))
    },
    more: (cursor) => {
      const rest = rests.get(cursor)
      return rest === undefined ? undefined : toResult(part(rest))
    }
  }
}
