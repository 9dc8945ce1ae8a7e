/** Paged lists: their parameters, and how one page leads to the next. */
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

/** The maximum number of items, and how many items to skip. */
export const window = (most: number, usual = 100) => ({ limit: count(1, usual, most), skip: skip })

/** How many items to skip. Default: 0. */
export const skip = count(0, 0)

/** The maximum number of items. SalesBlink documents no bound. */
export const limit = (usual: number) => count(1, usual)

/** A string that filters a list. */
export const text = (example: string) => Schema.optional(Schema.String.annotate({ examples: [example] }))

/** The owner of the items. For administrators and owners. */
export const ownedBy = { owned_by: Schema.optional(UserId) }

/** Only true: SalesBlink says that false is unreliable. */
export const onlyTrue = Schema.optional(Schema.Literal(true))

/** The field and the direction to sort by. */
export const order = { sortBy: text("name"), sortType: Schema.optional(Schema.Literals(["asc", "desc"])) }

/** Filters and sorting of lists, templates and sequences. */
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

/** A period between two timestamps. */
export const between = { from: Schema.optional(Milliseconds), to: Schema.optional(Milliseconds) }

/** Pages that are numbered from 1. */
export const numbered = { per_page: count(1, 100, 100), page: count(1, 1) }

/** The input of a list that skips items. */
export interface Skipping {
  readonly limit?: number | undefined
  readonly skip?: number | undefined
}

/** The input of a list with numbered pages. */
export interface Numbered {
  readonly per_page?: number | undefined
  readonly page?: number | undefined
}

type Named = Pick<Operation.Any, "vendor" | "id">
type Call<Input, Page, E, R> = ((input: Input, options?: CallOptions) => Effect.Effect<Page, E, R>) & Named
type FreeCall<Input, Page, E, R> = ((input?: Input, options?: CallOptions) => Effect.Effect<Page, E, R>) & Named

/**
 * A call as streams, given its first input and the input after a page. Responses do not say whether there is more, so a
 * stream ends with an empty page.
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
 * A list call as streams, one call for each page: `pages` of whole pages, `stream` of their items. `limit` is the size
 * of a page, `most` by default. `skip` is where to begin.
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

/** The same for a list that belongs to an item, which its input names. */
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

/** The same for numbered pages: `per_page` is their size, 100 by default. `page` is the first of them. */
export const numberedStreams = <Input extends Numbered, Item, E, R>(call: FreeCall<Input, ReadonlyArray<Item>, E, R>) =>
  streaming(
    call,
    (page) => page,
    (input) => ({ ...input, per_page: input.per_page ?? 100, page: input.page ?? 1 }),
    (input) => ({ ...input, page: (input.page ?? 1) + 1 })
  )
