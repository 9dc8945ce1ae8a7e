/** Lists in pages: what is asked for, and how one page leads to the next. */
import { type CallOptions, type Operation, Paging } from "@salesbridge/core"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { FolderId, UserId } from "./Ids.ts"
import { Milliseconds } from "./Field.ts"

const count = (minimum: number, usual: number, maximum?: number) =>
  Schema.optional(
    Schema.Int.check(
      maximum === undefined ? Schema.isGreaterThanOrEqualTo(minimum) : Schema.isBetween({ minimum, maximum })
    ).annotate({ examples: [usual], default: usual })
  )

/** How many at most, and how many to leave out before them. */
export const window = (most: number, usual = 100) => ({ limit: count(1, usual, most), skip: skip })

/** How many to leave out before those that come. Default: 0. */
export const skip = count(0, 0)

/** How many at most, where SalesBlink names no bound. */
export const limit = (usual: number) => count(1, usual)

/** A text to narrow a list by. */
export const text = (example: string) => Schema.optional(Schema.String.annotate({ examples: [example] }))

/** Whose they are. For administrators and owners. */
export const ownedBy = { owned_by: Schema.optional(UserId) }

/** True alone: SalesBlink says that false is unreliable. */
export const onlyTrue = Schema.optional(Schema.Literal(true))

/** By which field, and in which direction. */
export const order = { sortBy: text("name"), sortType: Schema.optional(Schema.Literals(["asc", "desc"])) }

/** What lists, templates and sequences are narrowed and sorted by. */
export const filters = {
  ...window(100),
  /** A part of the name. */
  search: text("spring"),
  folder: Schema.optional(FolderId),
  ...order,
  starred: onlyTrue,
  archived: onlyTrue,
  ...ownedBy
}

/** Between which moments. */
export const between = { from: Schema.optional(Milliseconds), to: Schema.optional(Milliseconds) }

/** Pages that are counted from 1. */
export const numbered = { per_page: count(1, 100, 100), page: count(1, 1) }

/** A list that is asked for by how many to leave out. */
export interface Skipping {
  readonly limit?: number | undefined
  readonly skip?: number | undefined
}

/** A list that is asked for by the number of a page. */
export interface Numbered {
  readonly per_page?: number | undefined
  readonly page?: number | undefined
}

type Named = Pick<Operation.Any, "vendor" | "id">
type Call<Input, Page, E, R> = ((input: Input, options?: CallOptions) => Effect.Effect<Page, E, R>) & Named
type FreeCall<Input, Page, E, R> = ((input?: Input, options?: CallOptions) => Effect.Effect<Page, E, R>) & Named

/**
 * A call as streams, given what its first input is and the one after a page. No answer says whether there is more, so they
 * end with a page that is empty.
 */
const streaming = <Input, Page, Item, E, R>(
  call: FreeCall<Input, Page, E, R>,
  items: (page: Page) => ReadonlyArray<Item>,
  first: (input: Input) => Input,
  next: (input: Input, came: number) => Input
) => {
  const paging = (input: Input): Paging.Options<Input, Page, Item> => ({
    first: first(input),
    next: (page, input) => (items(page).length === 0 ? undefined : next(input, items(page).length)),
    items,
    operation: call
  })
  return {
    pages: (input = {} as Input, options?: CallOptions) =>
      Paging.pages((input: Input) => call(input, options), paging(input)),
    stream: (input = {} as Input, options?: CallOptions) =>
      Paging.items((input: Input) => call(input, options), paging(input))
  }
}

/**
 * A list call as streams, a call for each page: `pages` of whole pages, `stream` of their items. `limit` is the size of a
 * page, `most` where it is not given; `skip` is where to begin.
 */
export const streams = <Input extends Skipping, Page, Item, E, R>(
  call: FreeCall<Input, Page, E, R>,
  items: (page: Page) => ReadonlyArray<Item> | null | undefined,
  most = 100
) =>
  streaming(
    call,
    (page) => items(page) ?? [],
    (input) => ({ ...input, limit: input.limit ?? most, skip: input.skip ?? 0 }),
    (input, came) => ({ ...input, skip: (input.skip ?? 0) + came })
  )

/** The same for a list of something, which its input names. */
export const streamsOf = <Input extends Skipping, Page, Item, E, R>(
  call: Call<Input, Page, E, R>,
  items: (page: Page) => ReadonlyArray<Item> | null | undefined,
  most = 100
) => {
  const { pages, stream } = streams(call as FreeCall<Input, Page, E, R>, items, most)
  return {
    pages: (input: Input, options?: CallOptions) => pages(input, options),
    stream: (input: Input, options?: CallOptions) => stream(input, options)
  }
}

/** The same for pages that are counted: `per_page` is their size, 100 where it is not given; `page` is the first of them. */
export const numberedStreams = <Input extends Numbered, Item, E, R>(call: FreeCall<Input, ReadonlyArray<Item>, E, R>) =>
  streaming(
    call,
    (page) => page,
    (input) => ({ ...input, per_page: input.per_page ?? 100, page: input.page ?? 1 }),
    (input) => ({ ...input, page: (input.page ?? 1) + 1 })
  )
