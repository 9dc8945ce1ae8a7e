/**
 * Finds rows of a collection without searching all of it. A collection is ordered by id, so ids are found directly.
 * Other keys have an index, which derives from the rows and is not part of the state: a state that is restored from a
 * snapshot gets a new one.
 */
import type { Row } from "./State.ts"

type Key = string | number
type Keys<R> = (row: R) => ReadonlyArray<Key | null | undefined>

export interface Table<R extends Row, Index extends string> {
  /** Returns the row with this id, which may be text. */
  readonly find: (rows: ReadonlyArray<R>, id: unknown) => R | undefined
  readonly by: (rows: ReadonlyArray<R>, index: Index, key: Key) => ReadonlySet<R>
  /** Adds a row whose id is higher than all others. */
  readonly insert: (rows: Array<R>, row: R) => void
  readonly change: (rows: Array<R>, row: R, changes: Partial<R>) => void
  readonly remove: (rows: Array<R>, row: R) => void
}

/** Creates a table with these indexes. Each index lists the keys that find a row. */
export const table = <R extends Row, Index extends string = never>(
  indexes: Readonly<Record<Index, Keys<R>>>
): Table<R, Index> => {
  const built = new WeakMap<ReadonlyArray<R>, Map<Index, Map<Key, Set<R>>>>()
  const add = (index: Map<Key, Set<R>>, key: Key | null | undefined, row: R) => {
    if (key === null || key === undefined) return
    const found = index.get(key)
    if (found === undefined) index.set(key, new Set([row]))
    else found.add(row)
  }
  const drop = (index: Map<Key, Set<R>>, key: Key | null | undefined, row: R) => {
    if (key === null || key === undefined) return
    const found = index.get(key)
    if (found?.delete(row) === true && found.size === 0) index.delete(key)
  }
  const known = (rows: ReadonlyArray<R>) => {
    let all = built.get(rows)
    if (all === undefined) built.set(rows, (all = new Map()))
    return all
  }
  return {
    find: (rows, id) => {
      const number = numberOf(id)
      if (number === undefined) return undefined
      const row = rows[positionOf(rows, number)]
      return row?.id === number ? row : undefined
    },
    by: (rows, name, key) => {
      const all = known(rows)
      let index = all.get(name)
      if (index === undefined) {
        index = new Map()
        for (const row of rows) for (const key of indexes[name](row)) add(index, key, row)
        all.set(name, index)
      }
      return index.get(key) ?? none
    },
    insert: (rows, row) => {
      rows.push(row)
      for (const [name, index] of known(rows)) for (const key of indexes[name](row)) add(index, key, row)
    },
    change: (rows, row, changes) => {
      const all = [...known(rows)].map(([name, index]) => ({ name, index, before: indexes[name](row) }))
      Object.assign(row, changes)
      for (const { before, index, name } of all) {
        const after = indexes[name](row)
        for (const key of before) if (!after.includes(key)) drop(index, key, row)
        for (const key of after) if (!before.includes(key)) add(index, key, row)
      }
    },
    remove: (rows, row) => {
      const at = positionOf(rows, row.id)
      if (rows[at] !== row) return
      rows.splice(at, 1)
      for (const [name, index] of known(rows)) for (const key of indexes[name](row)) drop(index, key, row)
    }
  }
}

const none: ReadonlySet<never> = new Set<never>()

/** An id as a number, if it can be one. */
const numberOf = (id: unknown): number | undefined => {
  if (typeof id === "number") return id
  return typeof id === "string" && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}

/** Returns the index of the row with this id, or the index at which such a row would be inserted. */
export const positionOf = (rows: ReadonlyArray<Row>, id: number): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (rows[middle]!.id < id) low = middle + 1
    else high = middle
  }
  return low
}
