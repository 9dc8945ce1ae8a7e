/** Lists that come in pages, as streams of pages and of items. */
import * as Effect from "effect/Effect"
import * as MutableHashSet from "effect/MutableHashSet"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"

/** How one page leads to the next. */
export interface Options<Input, Page, Item> {
  /** The input of the first call. */
  readonly first: Input
  /** The input of the call after this page, or `undefined` after the last. */
  readonly next: (page: Page, input: Input) => Input | undefined
  /** The items of a page. */
  readonly items: (page: Page) => ReadonlyArray<Item>
}

/**
 * The pages of a list, one call each, made as they are asked for. Ends after a page without items, and where
 * the next call would be the same as one before, so that a vendor that always promises more cannot loop it.
 */
export const pages = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Page, E, R> =>
  Stream.suspend(() => {
    const asked = MutableHashSet.empty<Input>()
    return Stream.paginate(options.first, (input) => {
      MutableHashSet.add(asked, input)
      return Effect.map(call(input), (page) => {
        const next = options.items(page).length === 0 ? undefined : options.next(page, input)
        return [
          [page],
          next === undefined || MutableHashSet.has(asked, next) ? Option.none() : Option.some(next)
        ] as const
      })
    })
  })

/** The items of a list, page after page. */
export const items = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Item, E, R> => Stream.flatMap(pages(call, options), (page) => Stream.fromIterable(options.items(page)))
