/**
 * What all lists share: filters, sorting, paging, and the metadata that echoes them. A list defines only its own
 * filters and sort keys.
 */
import { viewOf } from "./access.ts"
import { Invalid, unprocessable } from "./responses.ts"
import type { View } from "./present.ts"
import { parseTimestamp } from "./timestamps.ts"
import type { Call, Reply, Row, State, Untyped } from "./State.ts"

export type Key = string | number | null | undefined
type Get<R> = (row: R, state: State) => Key | ReadonlyArray<Key>
type Test<R> = (row: R) => boolean

/** Converts a parameter's value to a test of rows, or returns what is wrong with the value. */
export type Filter<R> = (value: Untyped, call: Call) => Test<R> | Invalid

export interface List<R extends Row> {
  /** The rows that the caller may see. */
  readonly rows: (call: Call) => ReadonlyArray<R>
  readonly present: (row: R, view: View, call: Call) => unknown
  /** By the parameter's name in the specification. */
  readonly filters: Readonly<Record<string, Filter<R>>>
  /** By the values of `sort_by`; the first is the default. */
  readonly sorts: Readonly<Record<string, (row: R, state: State) => Key>>
  /** Default DESC. */
  readonly direction?: "ASC"
  /** When the list is paged: always (default), only if `page` is given, or never. */
  readonly paging?: "requested" | "never"
  /** Default values of filters. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** Additional metadata. `matching` returns the rows that match all filters but one. */
  readonly metadata?: (call: Call, matching: (except: string) => ReadonlyArray<R>) => object
}

/** The default page size. */
const perPage = 25
/** The highest total with `limit_paging_counts`. */
const mostCounted = 10_000

/** Creates the operation that returns a list. */
export const list =
  <R extends Row>(definition: List<R>) =>
  (call: Call): Reply => {
    const { defaults = {}, filters, metadata, paging, present } = definition
    const query: Record<string, Untyped> = { ...defaults, ...call.query }
    const tests = new Map<string, Test<R>>()
    const filtering: Record<string, unknown> = {}
    for (const [name, filter] of Object.entries(filters)) {
      const value = query[name]
      if (value === undefined) continue
      const test = filter(value, call)
      if (test instanceof Invalid) return unprocessable(test.errors)
      tests.set(name, test)
      filtering[name.replace("[]", "")] = Array.isArray(value) ? value.map(String) : value
    }
    const matching = (except?: string): ReadonlyArray<R> => {
      const rows = definition.rows(call)
      const all = [...tests].filter(([name]) => name !== except).map(([, test]) => test)
      return all.length === 0 ? rows : rows.filter((row) => all.every((test) => test(row)))
    }
    const rows = matching()
    const { compare, keyed, sorting } = order(definition, call)
    const view = viewOf(call)
    const more = metadata?.(call, matching)
    const page: number | undefined = query["page"] ?? (paging === undefined ? 1 : undefined)
    if (page === undefined || paging === "never") {
      const all = slice(rows, keyed, compare, 0, rows.length)
      return {
        status: 200,
        body: { metadata: { filtering, sorting, ...more }, data: all.map((row) => present(row, view, call)) }
      }
    }
    const size: number = query["per_page"] ?? perPage
    const from = (page - 1) * size
    const data = slice(rows, keyed, compare, from, from + size).map((row) => present(row, view, call))
    return {
      status: 200,
      body: {
        metadata: {
          filtering,
          paging: {
            per_page: size,
            current_page: page,
            next_page: from + size < rows.length ? page + 1 : null,
            prev_page: page > 1 ? page - 1 : null,
            ...(query["include_paging_counts"] === true && counts(rows.length, size, query["limit_paging_counts"]))
          },
          sorting,
          ...more
        },
        data
      }
    }
  }

const counts = (length: number, size: number, limited: unknown) => {
  const total = limited === true ? Math.min(length, mostCounted) : length
  return { total_pages: Math.ceil(total / size), total_count: total }
}

interface Keyed<R> {
  readonly row: R
  readonly key: string | number | null
}

/** The requested order. */
const order = <R extends Row>({ direction, sorts }: List<R>, { query, state }: Call) => {
  const [first] = Object.keys(sorts)
  const by: string = query["sort_by"] ?? first!
  const towards: string = (query["sort_direction"] ?? direction ?? "DESC").toUpperCase()
  const key = sorts[by]!
  const sign = towards === "ASC" ? 1 : -1
  const compare = (one: Keyed<R>, other: Keyed<R>): number => {
    if (one.key === other.key) return sign * (one.row.id - other.row.id)
    // Null sorts below everything: first in ascending order, last in descending order.
    if (one.key === null) return -sign
    if (other.key === null) return sign
    return one.key < other.key ? -sign : sign
  }
  return {
    keyed: (row: R): Keyed<R> => ({ row, key: key(row, state) ?? null }),
    compare,
    sorting: { sort_by: by, sort_direction: `${towards} NULLS ${sign === 1 ? "FIRST" : "LAST"}` }
  }
}

/** The highest end of a page for which its rows are picked. Beyond it, sorting all rows is faster. */
const fewest = 200

/** Returns the rows between two positions of the order. */
const slice = <R>(
  rows: ReadonlyArray<R>,
  keyed: (row: R) => Keyed<R>,
  compare: (one: Keyed<R>, other: Keyed<R>) => number,
  from: number,
  to: number
): ReadonlyArray<R> => {
  const picked =
    to > fewest || rows.length < 2 * to ? rows.map(keyed).toSorted(compare) : pick(rows, keyed, compare, to)
  return picked.slice(from, to).map(({ row }) => row)
}

/** Picks the first rows without sorting all. Sorting a hundred thousand people would dominate the cost of a page. */
const pick = <R>(
  rows: ReadonlyArray<R>,
  keyed: (row: R) => Keyed<R>,
  compare: (one: Keyed<R>, other: Keyed<R>) => number,
  count: number
): ReadonlyArray<Keyed<R>> => {
  const first: Array<Keyed<R>> = []
  for (const row of rows) {
    const one = keyed(row)
    if (first.length === count) {
      if (compare(one, first[count - 1]!) > 0) continue
      first.pop()
    }
    let at = first.length
    while (at > 0 && compare(one, first[at - 1]!) < 0) at -= 1
    first.splice(at, 0, one)
  }
  return first
}

/**
 * Creates the response of lists that are paged by `id[gt]` instead of page numbers: the rows after a cursor, ordered by
 * id.
 */
export const walk = <R extends Row>(
  { query }: Call,
  rows: Iterable<R>,
  test: Test<R>,
  present: (row: R) => unknown
): Reply => {
  const size: number = query["per_page"] ?? perPage
  const after = query["id"]?.gt
  const cursor = after === undefined ? -1 : Number(after)
  if (Number.isNaN(cursor)) return unprocessable({ id: ["must be an id"] })
  const data: Array<unknown> = []
  for (const row of rows) {
    if (row.id <= cursor || !test(row)) continue
    data.push(present(row))
    if (data.length === size) break
  }
  const { id, per_page: _, ...others } = query
  const filtering = Object.fromEntries(
    Object.entries({ ...others, ...(id !== undefined && { id }) }).map(([name, value]) => [
      name.replace("[]", ""),
      value
    ])
  )
  return { status: 200, body: { metadata: { filtering, paging: { per_page: size } }, data } }
}

/** Matches any of these values. `_is_null` matches rows without a value. */
export const among =
  <R>(get: Get<R>): Filter<R> =>
  (values: ReadonlyArray<Key>, { state }) => {
    const wanted = new Set(values.map(String))
    const none = wanted.has("_is_null")
    return (row) => {
      const value = get(row, state)
      if (Array.isArray(value)) return value.length === 0 ? none : value.some((one) => wanted.has(String(one)))
      return value === null || value === undefined || value === "" ? none : wanted.has(String(value))
    }
  }

/** Matches this value only. */
export const equal =
  <R>(get: (row: R, state: State) => Key): Filter<R> =>
  (wanted, { state }) =>
  (row) =>
    String(get(row, state)) === String(wanted)

/** Matches rows for which the condition has the given value. */
export const whether =
  <R>(holds: (row: R, state: State) => boolean): Filter<R> =>
  (wanted, { state }) =>
  (row) =>
    holds(row, state) === wanted

/**
 * Matches times between bounds, to the microsecond, or whether there is a time at all. A row without a time is never
 * between bounds.
 */
export const range =
  <R>(name: string, get: (row: R) => string | null | undefined): Filter<R> =>
  (bounds: Readonly<Record<string, Untyped>>) => {
    const parsed = (["gt", "gte", "lt", "lte"] as const).flatMap((operator) => {
      const bound: string | undefined = bounds[operator]
      return bound === undefined ? [] : [{ operator, bound: parseTimestamp(bound) }]
    })
    const wrong = parsed.find(({ bound }) => bound === undefined)
    if (wrong !== undefined) return new Invalid({ [name]: [`${wrong.operator} is not an ISO 8601 timestamp`] })
    return (row) => {
      const value = get(row)
      const isNull = value === null || value === undefined
      if ((bounds["_is_null"] === true && !isNull) || (bounds["_is_not_null"] === true && isNull)) return false
      if (isNull) return parsed.length === 0
      return parsed.every(({ bound, operator }) => {
        if (operator === "gt") return value > bound!
        if (operator === "gte") return value >= bound!
        return operator === "lt" ? value < bound! : value <= bound!
      })
    }
  }

/** Matches all of these values by name. Names are case-sensitive, values are not. */
export const named =
  <R>(get: (row: R) => Readonly<Record<string, string | null>> | undefined): Filter<R> =>
  (wanted: Readonly<Record<string, string>>) => {
    const all = Object.entries(wanted).map(([name, value]) => [name, value.toLowerCase()] as const)
    return (row) => {
      const values = get(row)
      return all.every(([name, value]) => {
        const here = values?.[name]
        if (value === "_unmapped") return here === undefined
        if (value === "_is_null") return here === null || here === undefined
        return here?.toLowerCase() === value
      })
    }
  }

/** Filters that most lists have. */
export const ids = { "ids[]": among<Row>(({ id }) => id) }
export const updated = { updated_at: range<{ updated_at: string }>("updated_at", (row) => row.updated_at) }
export const created = { created_at: range<{ created_at: string }>("created_at", (row) => row.created_at) }

/** Sort keys that most lists have. */
export const byUpdate = { updated_at: (row: { updated_at: string }): Key => row.updated_at }
export const byCreation = { created_at: (row: { created_at: string }): Key => row.created_at }
