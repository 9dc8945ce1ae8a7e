/** Lists that come in pages, as streams of pages and of items. */
import * as Effect from "effect/Effect"
import * as MutableHashSet from "effect/MutableHashSet"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { EndlessList } from "./EndlessList.ts"

/** How one page leads to the next. */
export interface Options<Input, Page, Item> {
  /** The input of the first call. */
  readonly first: Input
  /** The input of the call after this page, or `undefined` after the last. */
  readonly next: (page: Page, input: Input) => Input | undefined
  /** The items of a page. */
  readonly items: (page: Page) => ReadonlyArray<Item>
  /** What errors name. Default: a list. */
  readonly operation?: { readonly vendor: string; readonly id: string }
  /** How many pages in a row may have no items. Default: 100. */
  readonly maxEmpty?: number
}

/** How many pages in a row may have no items, where nothing else is said. */
export const maxEmpty = 100

interface Step<Input> {
  readonly input: Input
  /** How many pages without items came before it. */
  readonly empty: number
}

/**
 * The pages of a list, one call each, made as they are asked for. A page without items does not end it. Ends where no
 * next page is named, and where the next call would be the same as one before, so that a vendor that always promises more
 * cannot loop it. Fails with {@link EndlessList} where pages without items lead nowhere, or to no end.
 */
export const pages = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Page, E | EndlessList, R> =>
  Stream.suspend(() => {
    const asked = MutableHashSet.empty<Input>()
    const most = options.maxEmpty ?? maxEmpty
    const endless = (pages: number) => {
      const { id, vendor } = options.operation ?? { vendor: "unknown vendor", id: "list" }
      return Effect.fail(new EndlessList({ vendor, operation: id, pages }))
    }
    return Stream.paginate({ input: options.first, empty: 0 } as Step<Input>, ({ empty, input }) => {
      MutableHashSet.add(asked, input)
      return Effect.flatMap(call(input), (page) => {
        const next = options.next(page, input)
        const last = [[page], Option.none<Step<Input>>()] as const
        if (next === undefined) return Effect.succeed(last)
        const empties = options.items(page).length === 0 ? empty + 1 : 0
        const repeats = MutableHashSet.has(asked, next)
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
