/** Paged lists, as streams of pages and of items. */
import * as Effect from "effect/Effect"
import * as MutableHashSet from "effect/MutableHashSet"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { EndlessList } from "./EndlessList.ts"

/** How one page leads to the next. */
export interface Options<Input, Page, Item> {
  /** The input of the first call. */
  readonly first: Input
  /** The input of the next call, or `undefined` after the last page. */
  readonly next: (page: Page, input: Input) => Input | undefined
  /** The items of a page. */
  readonly items: (page: Page) => ReadonlyArray<Item>
  /** The operation that errors name. Default: a list. */
  readonly operation?: { readonly vendor: string; readonly id: string }
  /** How many pages in a row may be without items. Default: 100. */
  readonly maxEmpty?: number
}

/** The default of `maxEmpty`. */
export const maxEmpty = 100

interface Step<Input> {
  readonly input: Input
  /** The number of empty pages before this one. */
  readonly empty: number
}

/**
 * The pages of a list. Each takes one call, made when the page is pulled. An empty page does not end the stream. The
 * stream ends if there is no next page, or if the next call would repeat an earlier one, so a vendor cannot cause an
 * endless loop. It fails with {@link EndlessList} if empty pages repeat or do not end.
 */
export const pages = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Page, E | EndlessList, R> =>
  Stream.suspend(() => {
    const requested = MutableHashSet.empty<Input>()
    const most = options.maxEmpty ?? maxEmpty
    const endless = (pages: number) => {
      const { id, vendor } = options.operation ?? { vendor: "unknown vendor", id: "list" }
      return Effect.fail(new EndlessList({ vendor, operation: id, pages }))
    }
    return Stream.paginate({ input: options.first, empty: 0 } as Step<Input>, ({ empty, input }) => {
      MutableHashSet.add(requested, input)
      return Effect.flatMap(call(input), (page) => {
        const next = options.next(page, input)
        const last = [[page], Option.none<Step<Input>>()] as const
        if (next === undefined) return Effect.succeed(last)
        const empties = options.items(page).length === 0 ? empty + 1 : 0
        const repeats = MutableHashSet.has(requested, next)
        if (empties > 0 && (repeats || empties >= most)) return endless(empties)
        return Effect.succeed(repeats ? last : ([[page], Option.some({ input: next, empty: empties })] as const))
      })
    })
  })

/** The items of a list, page after page. */
export const items = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Item, E | EndlessList, R> =>
  Stream.flatMap(pages(call, options), (page) => Stream.fromIterable(options.items(page)))
