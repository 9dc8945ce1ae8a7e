/** Describes jobs in words: what they do, and for which row. */
import { isObject } from "@salesbridge/openapi/Json"
import { delivering } from "../Snapshot.ts"
import type { Job } from "../Jobs.ts"

type Row = Readonly<Record<string, unknown>>

/** "send to Jane Roe", "webhook person_created". */
export const wordsOf = ({ name, payload }: Job, state: object): string => {
  if (name === delivering) return `webhook ${String((payload as Row)["event"])}`
  const values = isObject(payload) ? Object.values(payload) : [payload]
  const words = values.flatMap((value) => {
    const row = rowOf(state, value)
    return (row === undefined ? undefined : phraseOf(state, row)) ?? (isReadable(value) ? String(value) : [])
  })
  return [name, ...words].join(" ")
}

/** Whether it is short enough to show: a number, or a text shorter than a UUID or an ObjectId. */
const isReadable = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && value !== "" && value.length < 24)

const isIdentifier = (name: string): boolean => /(^|_)(id|uuid)$|I[dD]$/.test(name)

/** The row with this identifier, in any table. */
const rowOf = (state: object, id: unknown): Row | undefined => {
  if (typeof id !== "string" && typeof id !== "number") return undefined
  for (const table of Object.values(state) as ReadonlyArray<unknown>) {
    if (typeof table !== "object" || table === null) continue
    const named = Array.isArray(table) ? undefined : (table as Row)[String(id)]
    if (isObject(named)) return named
    for (const row of Array.isArray(table) ? table : []) if (isObject(row) && row["id"] === id) return row
  }
  return undefined
}

const names = [/^(full_?|display_?|campaign_?|user_?)?name$/i, /^(title|subject)$/i, /^e_?mail(_?address)?$/i]

/** The row's own label, or `to` and the label of a row that it refers to: `to Jane Roe` for a task. */
const phraseOf = (state: object, row: Row): string | undefined => {
  const own = labelOf(state, row, 0)
  if (own !== undefined) return own
  const other = labelOf(state, row, 2)
  return other === undefined ? undefined : `to ${other}`
}

/** The label of a row, or of the first row that it refers to, over at most `left` references. */
const labelOf = (state: object, row: Row, left: number): string | undefined => {
  const fields: Row = { ...row, ...(isObject(row["fields"]) ? row["fields"] : {}) }
  const find = (pattern: RegExp) => {
    const name = Object.keys(fields).find((_) => pattern.test(_) && typeof fields[_] === "string" && fields[_] !== "")
    return name === undefined ? undefined : String(fields[name])
  }
  const person = [find(/^first[_ ]?name$/i), find(/^last[_ ]?name$/i)].filter((_) => _ !== undefined).join(" ")
  const own = person === "" ? names.map(find).find((_) => _ !== undefined) : person
  if (own !== undefined || left === 0) return own
  for (const [name, value] of Object.entries(row)) {
    const other = isIdentifier(name) ? rowOf(state, value) : undefined
    const label = other === undefined || other === row ? undefined : labelOf(state, other, left - 1)
    if (label !== undefined) return label
  }
  return undefined
}
