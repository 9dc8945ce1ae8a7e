/**
 * All records that changed since a time. They are read in order of `updated_at` instead of page by page. This costs one
 * unit for a hundred records, however many there are, and records that change in the meantime do not shift others to
 * another page.
 */
import { type CallOptions, EndlessList, type OperationOf, Paging } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import type { Id } from "./Ids.ts"
import { parse } from "./Instant.ts"
import type { Listed, Metadata } from "./Page.ts"

/** The position of a reading. It is JSON: store it, and start the next reading with it. */
export interface Cursor {
  /** The newest change that was read, with microseconds. */
  readonly updated_at: string
  /** The records with exactly that time that were read. */
  readonly ids: ReadonlyArray<Id>
}

/** Where a reading starts: at a time, inclusively, or after an earlier reading. */
export type Since = Date | string | Cursor

/** A part of the changes. */
export interface Part<Item> {
  readonly items: ReadonlyArray<Item>
  /** Marks everything up to the end of this part as read. Store it after you have processed the part. */
  readonly cursor: Cursor
}

/** The parameters that a list must have, so that its changes can be read. */
export interface Asked {
  readonly updated_at?: object | undefined
  readonly sort_by?: string | undefined
  readonly sort_direction?: string | undefined
  readonly per_page?: number | undefined
  readonly page?: number | undefined
}

/** The filters of the list that a caller can set. */
export type Filters<I extends Asked> = Omit<I, "updated_at" | "sort_by" | "sort_direction" | "page" | "per_page">

/** Excludes lists without these filters by their type. */
type Filtered<I> = "updated_at" extends keyof I ? unknown : never

/** What every list of changes contains. */
export interface Record {
  readonly id: Id
}

const perPage = 100

/** A timestamp as whole microseconds since the epoch: `Date` has only milliseconds. */
const microsecondsOf = (text: string): number => {
  const fraction = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? ""
  return parse(text) * 1000 + Number(fraction.padEnd(3, "0"))
}

/** Whether a record was read with exactly this time. Another reading may have written it with another offset. */
const isSame = (known: string | undefined, time: string): boolean =>
  known === time || (known !== undefined && microsecondsOf(known) === microsecondsOf(time))

/** The timestamps as received, with microseconds. */
const timesOf = (body: unknown): ReadonlyArray<unknown> => {
  const data = Predicate.hasProperty(body, "data") && Array.isArray(body.data) ? body.data : []
  return data.map((record: unknown) => (Predicate.hasProperty(record, "updated_at") ? record.updated_at : undefined))
}

/** A position within a reading. */
interface Place {
  /** The start time of the next call. */
  readonly from: string
  /** The page from there. It exceeds 1 only if a whole page has the same time. */
  readonly page: number
  /** Whether a later page of this time had a new record since its first page was requested. */
  readonly found: boolean
  /** How many pages in a row had no records. */
  readonly empty: number
  /** The last record of the previous page, unless this is the first. */
  readonly last?: Id | undefined
  /** The time of each record that has been read and could come again. */
  readonly known: ReadonlyMap<Id, string>
  readonly cursor: Cursor
}

const placeOf = (since: Since): Place => {
  if (typeof since === "string" || since instanceof Date) {
    // The call refuses an invalid time.
    const isTime = typeof since !== "string" && !Number.isNaN(since.getTime())
    const from = isTime ? since.toISOString() : String(since)
    return { from, page: 1, found: false, empty: 0, known: new Map(), cursor: { updated_at: from, ids: [] } }
  }
  const { ids, updated_at: from } = since
  return { from, page: 1, found: false, empty: 0, known: new Map(ids.map((id) => [id, from])), cursor: since }
}

/**
 * The changes since a time in parts, oldest first, each with the cursor to continue from. Each part takes one call,
 * made when it is pulled.
 *
 * A record is returned once for each state that was seen: again if it changes after it was read, and never twice
 * unchanged. The stream ends when there are no newer changes. It takes any list that can be filtered and sorted by
 * `updated_at`, such as `People.list`.
 */
export const parts = <I extends Asked, Item extends Record, E, R>(
  list: OperationOf<I, Listed<Item>, E, R> & Filtered<I>,
  since: Since,
  filters?: Filters<I>,
  options?: CallOptions
) => {
  const call = list.withResponse as unknown as (
    input: object,
    options?: CallOptions
  ) => Effect.Effect<{ readonly value: Listed<Item>; readonly body: unknown }, Effect.Error<ReturnType<typeof list>>, R>
  return Stream.paginate(placeOf(since), (place) => {
    const input = {
      ...filters,
      updated_at: { gte: place.from },
      sort_by: "updated_at",
      sort_direction: "ASC",
      per_page: perPage,
      page: place.page
    }
    return Effect.flatMap(call(input, options), ({ body, value: { data, metadata } }) => {
      const times = timesOf(body)
      const records = data.map((item, index) => ({ item, time: textOr(times[index], place.cursor.updated_at) }))
      const fresh = records.filter(({ item, time }) => !isSame(place.known.get(item.id), time))
      const newest = records.at(-1)?.time ?? place.from
      const cursor = cursorAfter(place.cursor, fresh)
      const last = data.at(-1)?.id
      // The same page again is not a further page, whatever Salesloft reports.
      const repeats = place.page > 1 && last !== undefined && last === place.last
      const isLast = isEnd(data.length, metadata?.paging) || repeats
      const empty = data.length === 0 ? place.empty + 1 : 0
      if (!isLast && empty >= Paging.maxEmpty) {
        return Effect.fail(new EndlessList({ vendor: list.vendor, operation: list.id, pages: empty }))
      }
      const known = new Map([...place.known, ...fresh.map(({ item, time }) => [item.id, time] as const)])
      const next = nextPlace({ ...place, known, cursor, last, empty }, newest, fresh.length > 0, isLast)
      const items = fresh.map(({ item }) => item)
      return Effect.succeed([items.length === 0 ? [] : [{ items, cursor }], Option.fromUndefinedOr(next)] as const)
    })
  }) satisfies Stream.Stream<Part<Item>, unknown, R>
}

/**
 * The changes since a time, record by record, oldest first: {@link parts} without their cursors.
 *
 * ```ts
 * Changes.since(People.list, new Date("2026-11-20T00:00:00Z"))
 * ```
 */
export const since = <I extends Asked, Item extends Record, E, R>(
  list: OperationOf<I, Listed<Item>, E, R> & Filtered<I>,
  since: Since,
  filters?: Filters<I>,
  options?: CallOptions
) => Stream.flatMap(parts(list, since, filters, options), ({ items }) => Stream.fromIterable(items))

/** Whether a page with this many records is the last: as Salesloft reports it, or else because the page is not full. */
const isEnd = (length: number, paging: NonNullable<Metadata["paging"]> | null | undefined): boolean => {
  const { next_page, per_page } = paging ?? {}
  return next_page === undefined ? length < Math.min(perPage, per_page ?? perPage) : next_page === null
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise)

const cursorAfter = (
  cursor: Cursor,
  fresh: ReadonlyArray<{ readonly item: Record; readonly time: string }>
): Cursor => {
  let { ids, updated_at } = cursor
  for (const { item, time } of fresh) {
    const later = microsecondsOf(time) - microsecondsOf(updated_at)
    if (later > 0) [updated_at, ids] = [time, [item.id]]
    else if (later === 0) ids = [...ids, item.id]
  }
  return { updated_at, ids }
}

const nextPlace = (place: Place, newest: string, isFresh: boolean, isLast: boolean): Place | undefined => {
  const from = microsecondsOf(place.from)
  const advanced = microsecondsOf(newest) > from
  if (place.page === 1 && advanced) return isLast ? undefined : restart(place, newest)
  if (place.page === 1 && isLast) return undefined
  // All records of a page have the same time. A record that changes while the next pages are read moves to the end, and
  // the others move up, across the border between two pages. So these pages are read again until they contain nothing
  // new.
  const found = place.found || isFresh
  if (!advanced && !isLast) return { ...place, page: place.page + 1, found }
  if (found) return { ...place, page: 1, found: false }
  return isLast ? undefined : restart(place, newest)
}

/** A vendor that compares whole seconds returns more than requested. */
const second = 1_000_000

/** Only records with about the newest time, or a later one, can come again. */
const restart = (place: Place, from: string): Place => {
  const earliest = microsecondsOf(from) - second
  return {
    ...place,
    from,
    page: 1,
    found: false,
    known: new Map([...place.known].filter(([, time]) => microsecondsOf(time) >= earliest))
  }
}
