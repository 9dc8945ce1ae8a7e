/** Lists in pages: what is asked for, what comes, and how one page leads to the next. */
import { type CallOptions, type Operation, Paging } from "@salesbridge/core"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { field, flag, integer } from "./Field.ts"

/** The most items that a page has. */
const maxPageSize = 100

/** The part of a list that is asked for, and its order. */
export const window = {
  /** How many items, at most 100. The vendor's default: 20. */
  limit: Schema.optional(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxPageSize })).annotate({ examples: [20], default: 20 })
  ),
  /** How many items to leave out before them. Default: 0. */
  offset: Schema.optional(
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 31 - 1 })).annotate({ examples: [0], default: 0 })
  ),
  /** The field to sort by, such as `created_at`. */
  order_field: Schema.optional(Schema.String.annotate({ examples: ["created_at"] })),
  /** Default, as version 3.0 says: ascending. */
  order_type: Schema.optional(Schema.Literals(["asc", "desc"]).annotate({ default: "asc" }))
}

const position = {
  limit: integer(20),
  offset: integer(0),
  /** How many items the whole list has. */
  total: integer(199),
  /** Whether there are items after this page. */
  has_more: flag
}

/** A page of a list. */
export const page = <Item extends Schema.ConstraintCodec<unknown, unknown>>(item: Item) =>
  Schema.Struct({ data: Schema.Array(item), ...position })

/**
 * A page that comes as a bare list, as the document says, or with its position beside the list or under `pagination`,
 * as other clients have seen it. Always the one type here.
 */
export const listAsPage = <Item extends Schema.ConstraintCodec<unknown, unknown>>(item: Item) =>
  Schema.Union([
    Schema.Array(item),
    Schema.Struct({ ...page(item).fields, pagination: field(Schema.Struct(position)) })
  ]).pipe(
    Schema.decodeTo(
      Schema.toType(page(item)),
      SchemaTransformation.transform({
        decode: (answer) => {
          if (isList(answer)) return { data: answer }
          const { pagination, ...rest } = answer
          return { ...pagination, ...rest }
        },
        encode: ({ data }) => data
      })
    )
  )

const isList = <A>(answer: ReadonlyArray<A> | object): answer is ReadonlyArray<A> => Array.isArray(answer)

/** What every list call can be given. */
export interface Window {
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

/** What every list call answers. */
export interface Page<Item = unknown> {
  readonly data: ReadonlyArray<Item>
  readonly limit?: number | null
  readonly offset?: number | null
  readonly total?: number | null
  readonly has_more?: boolean | null
}

type Settled<Input> = Input & { readonly limit: number; readonly offset: number }

/**
 * The input of the call after a page. What came counts, not what was asked for, so that nothing is left out where
 * GetSales.io gives fewer items at once than it was asked for.
 */
const next = <Input extends Window>(page: Page, input: Settled<Input>): Settled<Input> | undefined => {
  const { data, has_more, total } = page
  const size = Math.min(input.limit, page.limit || input.limit)
  // After a page without items, what comes behind it.
  const offset = input.offset + (data.length || size)
  const more = has_more ?? (typeof total === "number" ? offset < total : data.length >= size)
  return more ? { ...input, offset } : undefined
}

/**
 * A list call as streams, a call for each page: `pages` of whole pages, `stream` of their items. `limit` is the size of
 * a page, 100 where it is not given; `offset` is where to begin.
 *
 * They end where `has_more` is false; without `has_more`, at `total`; without `total`, after a page with fewer items
 * than were asked for. An empty page alone ends none that promises more.
 */
export const streams = <Input extends Window, P extends Page, E, R>(
  call: ((input?: Input, options?: CallOptions) => Effect.Effect<P, E, R>) & Pick<Operation.Any, "vendor" | "id">
) => {
  const paging = (input: Input | undefined): Paging.Options<Settled<Input>, P, P["data"][number]> => ({
    first: { ...(input as Input), limit: input?.limit ?? maxPageSize, offset: input?.offset ?? 0 },
    next,
    items: ({ data }) => data,
    operation: call
  })
  return {
    pages: (input?: Input, options?: CallOptions) =>
      Paging.pages((input: Settled<Input>) => call(input, options), paging(input)),
    stream: (input?: Input, options?: CallOptions) =>
      Paging.items((input: Settled<Input>) => call(input, options), paging(input))
  }
}
