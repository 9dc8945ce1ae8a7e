/** The state as tables, for people. */
import type { Definition } from "../Definition.ts"
import type { Untyped } from "../Json.ts"

export interface Table {
  readonly name: string
  readonly rows: object
  /** Undefined without groups. */
  readonly group: string | undefined
}

/**
 * The members of the state that are objects, as tables in the order of their groups. Members that are plain values are the
 * rows of one more table, `others`.
 */
export const tablesOf = (state: object, groups: Definition<Untyped>["tables"] = []): ReadonlyArray<Table> => {
  const order = groups.flatMap(([group, names]) => names.map((name) => ({ group, name })))
  const all = membersOf(state).map(([name, rows]) => ({ name, rows, place: order.findIndex((_) => _.name === name) }))
  const last = groups.length === 0 ? undefined : "Others"
  return all
    .toSorted((one, other) => (one.place >>> 0) - (other.place >>> 0))
    .map(({ name, place, rows }) => ({ name, rows, group: order[place]?.group ?? last }))
}

const membersOf = (state: object): ReadonlyArray<readonly [name: string, rows: object]> => {
  const members = Object.entries(state)
  const tables = members.filter(([, value]) => typeof value === "object" && value !== null)
  const others = members.filter(([, value]) => typeof value !== "object" || value === null)
  return others.length === 0 ? tables : [...tables, ["others", Object.fromEntries(others)]]
}

/** The newest rows, at most `limit`, whose key is this text or that contain it, and how many there are. */
export const rowsOf = (rows: object, search: string, limit: number) => {
  const text = search.toLowerCase()
  const found = Object.entries(rows).filter(
    ([key, row]) => text === "" || key.toLowerCase() === text || holds(row, text)
  )
  return {
    list: Array.isArray(rows),
    count: Object.keys(rows).length,
    matched: found.length,
    rows: limit === 0 ? [] : found.slice(-limit).toReversed()
  }
}
export type Found = ReturnType<typeof rowsOf>

const holds = (value: unknown, text: string): boolean =>
  typeof value === "object" && value !== null
    ? Object.values(value).some((inner) => holds(inner, text))
    : String(value).toLowerCase().includes(text)
