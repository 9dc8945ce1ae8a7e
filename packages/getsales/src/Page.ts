/** Paged lists: their parameters, their form, and how one page leads to the next. */
import { type CallOptions, type Operation, Paging } from "@salesbridge/core"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { boolean, field, integer } from "./Field.ts"

/** The maximum number of items on a page. */
const maxPageSize = 100

/** The part of a list to return, and its order. */
export const window = {
  /** The maximum number of items, at most 100. The vendor's default: 20. */
  limit: Schema.optional(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: maxPageSize })).annotate({ examples: [20], default: 20 })
  ),
  /** How many items to skip. Default: 0. */
  offset: Schema.optional(
    Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2 ** 31 - 1 })).annotate({ examples: [0], default: 0 })
  ),
  /** The field to sort by, such as `created_at`. */
  order_field: Schema.optional(Schema.String.annotate({ examples: ["created_at"] })),
  /** Default in version 3.0: ascending. */
  order_type: Schema.optional(Schema.Literals(["asc", "desc"]).annotate({ default: "asc" }))
}

const position = {
  limit: integer(20),
  offset: integer(0),
  /** The number of items in the whole list. */
  total: integer(199),
  /** Whether there are items after this page. */
  has_more: boolean
}

/** A page of a list. */
export const page = <Item extends Schema.ConstraintCodec<unknown, unknown>>(item: Item) =>
  Schema.Struct({ data: Schema.Array(item), ...position })

/**
 * A page that is a list without an envelope, as documented, or that has its position next to the list or under
 * `pagination`, as seen by other clients. Decodes to a page.
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

/** The input that every list call accepts. */
export interface Window {
  readonly limit?: number | undefined
  readonly offset?: number | undefined
}

/** The value that every list call returns. */
export interface Page<Item = unknown> {
  readonly data: ReadonlyArray<Item>
  readonly limit?: number | null
  readonly offset?: number | null
  readonly total?: number | null
  readonly has_more?: boolean | null
}

type Settled<Input> = Input & { readonly limit: number; readonly offset: number }

/**
 * The input of the call after a page. It continues after the items that were received, so nothing is skipped if
 * GetSales.io returns fewer items than requested.
 */
const next = <Input extends Window>(page: Page, input: Settled<Input>): Settled<Input> | undefined => {
  const { data, has_more, total } = page
  const size = Math.min(input.limit, page.limit || input.limit)
  // After an empty page, continues behind it.
  const offset = input.offset + (data.length || size)
  const more = has_more ?? (typeof total === "number" ? offset < total : data.length >= size)
  return more ? { ...input, offset } : undefined
}

/**
 * A list call as streams, one call for each page: `pages` of whole pages, `stream` of their items. `limit` is the size
 * of a page, 100 by default. `offset` is where to begin.
 *
 * They end when `has_more` is false; if it is missing, at `total`; if that is missing, after a page with fewer items
 * than requested. An empty page that promises more does not end them.
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
