/** Lists: their parameters, their envelope, the cost of a page, and how one page leads to the next. */
import {
  type CallError,
  type CallOptions,
  type EndlessList,
  type Operation,
  type OperationOf,
  Paging
} from "@salesbridge/core"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import { custom, field, group, integer, string } from "./Field.ts"
import { Id } from "./Ids.ts"

/** The number of records on a page, 1 to 100. Salesloft's default: 25. */
export const perPage = Schema.optional(
  Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })).annotate({ examples: [100], default: 25 })
)

/** The page, its size, and whether to count all records. */
export const paging = {
  per_page: perPage,
  /** The page, from 1, which is the default. */
  page: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)).annotate({ examples: [1], default: 1 })),
  /** Whether `metadata.paging` has `total_pages` and `total_count`. Default: false. */
  include_paging_counts: Schema.optional(Schema.Boolean.annotate({ default: false }))
}

/** The parameters of lists with a fixed order. */
export const page = {
  ...paging,
  /** Whether to stop counting at 10,000. */
  limit_paging_counts: Schema.optional(Schema.Boolean)
}

/** The order, by one of these keys. The first is the default. */
export const sorting = <const Keys extends ReadonlyArray<string>>(...keys: Keys) => ({
  sort_by: Schema.optional(Schema.Literals(keys).annotate({ default: keys[0] as Keys[number] })),
  sort_direction: Schema.optional(Schema.Literals(["ASC", "DESC", "asc", "desc"]))
})

/** The parameters of nearly every list, which can be sorted by these keys. */
export const standard = <const Keys extends ReadonlyArray<string>>(...keys: Keys) => ({
  ...sorting(...keys),
  ...page
})

/** A filter that matches any of these values. */
export const anyOf = <S extends Schema.Constraint>(value: S) => Schema.optional(Schema.Array(value))

/** The metadata of a list. */
export class Metadata extends Schema.Opaque<Metadata>()(
  Schema.Struct({
    /** The filters, as Salesloft understood them. */
    filtering: custom({}),
    paging: group({
      per_page: integer(25),
      current_page: integer(1),
      /** Null after the last page. */
      next_page: field(Id.annotate({ examples: [2] })),
      prev_page: field(Id.annotate({ examples: [1] })),
      total_pages: integer(3),
      total_count: integer(62)
    }),
    /** The direction is the database's: `DESC NULLS LAST`. */
    sorting: group({ sort_by: string("updated_at"), sort_direction: string("DESC NULLS LAST") })
  })
) {}

/** The envelope of one record. */
export const single = <S extends Schema.Constraint>(data: S) => Schema.Struct({ data })

/** The envelope of a list. */
export const list = <S extends Schema.Constraint>(item: S) => listWith(item, Metadata)

/** The envelope of a list with further metadata. */
export const listWith = <S extends Schema.Constraint, M extends Schema.ConstraintCodec<Metadata, unknown>>(
  item: S,
  metadata: M
) => Schema.Struct({ metadata: field(metadata), data: Schema.Array(item) })

/** The value that a list call returns. */
export interface Listed<Item> {
  readonly metadata?: Metadata | null
  readonly data: ReadonlyArray<Item>
}

/** The cost of a page, in units of the quota. */
export const costOf = (input: { readonly page?: unknown }): number => {
  const page = Number(input.page ?? 1)
  // Also if it is not a number, which is possible in a raw request.
  if (!(page > 100)) return 1
  if (page <= 150) return 3
  if (page <= 250) return 8
  return page <= 500 ? 10 : 30
}

/** The default page size of streams: the maximum. */
const most = 100

/** The pages and the records of a list. */
interface Streams<I, Item, E, R> {
  /** The pages, starting with the page of the input, by default the first. Each is requested when it is pulled. */
  readonly pages: (...args: Operation.Arguments<I>) => Stream.Stream<Listed<Item>, E, R>
  /** The records of those pages. */
  readonly stream: (...args: Operation.Arguments<I>) => Stream.Stream<Item, E, R>
}

const streams = <I, Item, E, R>(
  operation: Operation.Any,
  first: (input: I | undefined) => I,
  next: (page: Listed<Item>, input: I) => I | undefined
): Streams<I, Item, E | EndlessList, R> => {
  const call = operation as unknown as (input: I, options?: CallOptions) => Effect.Effect<Listed<Item>, E, R>
  const paging = (input: I | undefined) => ({
    first: first(input),
    next,
    items: ({ data }: Listed<Item>) => data,
    operation
  })
  return {
    pages: (...[input, options]) => Paging.pages((_) => call(_, options), paging(input as I | undefined)),
    stream: (...[input, options]) => Paging.items((_) => call(_, options), paging(input as I | undefined))
  }
}

interface Numbered {
  readonly page?: number | undefined
  readonly per_page?: number | undefined
}

/**
 * The streams of a list with numbered pages, of a hundred records by default. They end when Salesloft names no next
 * page, and never go back.
 */
export const paged = <I extends Numbered, Item, E, R>(operation: OperationOf<I, Listed<Item>, E, R>) =>
  streams<I, Item, E | CallError, R>(
    operation,
    (input) => ({ ...(input as I), per_page: input?.per_page ?? most, page: input?.page ?? 1 }),
    ({ metadata }, input) => {
      const next = metadata?.paging?.next_page
      if (next === undefined || next === null) return undefined
      const after = (input.page ?? 1) + 1
      // A URL instead of a number still means that there is a next page.
      const page = typeof next === "number" ? next : after
      return page < after ? undefined : { ...input, page }
    }
  )

interface Cursor {
  readonly id?: { readonly gt?: Id | undefined } | undefined
  readonly per_page?: number | undefined
}

/**
 * The streams of a list that continues after an id instead of having pages. They end when a part is empty, or shorter
 * than its maximum, and Salesloft names no next one.
 */
export const following = <I extends Cursor, Item extends { readonly id: Id }, E, R>(
  operation: OperationOf<I, Listed<Item>, E, R>
) =>
  streams<I, Item, E | CallError, R>(
    operation,
    (input) => ({ ...(input as I), per_page: input?.per_page ?? most }),
    ({ data, metadata }, input) => {
      const last = data.at(-1)?.id
      const { next_page: next, per_page: size } = metadata?.paging ?? {}
      const promised = next !== undefined && next !== null
      if (!promised && (last === undefined || (typeof size === "number" && data.length < size))) return undefined
      return last === undefined ? input : { ...input, id: { gt: last } }
    }
  )
