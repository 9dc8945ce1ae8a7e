/** Paged lists, as streams of pages and of items. */
import * as Effect from "effect/Effect"
import * as Equal from "effect/Equal"
import * as MutableHashSet from "effect/MutableHashSet"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import { EndlessList } from "./EndlessList.ts"
import * as Setting from "./Setting.ts"

/** How one page leads to the next. */
export interface Options<Input, Page, Item> {
  /** The input of the first call. */
  readonly first: Input
  /** The input of the next call, or `undefined` after the last page. */
  readonly next: (page: Page, input: Input) => Input | undefined
  /** The items of a page. */
  readonly items: (page: Page) => ReadonlyArray<Item>
  /** The operation that errors name. Default: a list. */
  readonly operation?: { readonly vendor: string; readonly id: string } | undefined
  /** How many pages in a row may be without items. Default: 100. */
  readonly maxEmpty?: number | undefined
}

/** The default of `maxEmpty`. */
export const maxEmpty = 100

/** How many pages in a row may have the same items: a new item in front can move a page to the place of the next. */
const maxSame = 2

interface Step<Input, Item> {
  readonly input: Input
  /** The number of empty pages before this one. */
  readonly empty: number
  /** The items of the page before, and how many pages in a row have had them. */
  readonly items: ReadonlyArray<Item>
  readonly same: number
}

const hasId = (value: unknown) => ["id", "_id", "uuid"].some((name) => Predicate.hasProperty(value, name))

/** Items without an id, such as counts, may be the same on different pages. */
const areSame = (items: ReadonlyArray<unknown>, others: ReadonlyArray<unknown>): boolean =>
  items.length === others.length &&
  items.every((item, index) => Equal.equals(item, others[index])) &&
  items.some((item) => hasId(item) || (Predicate.isObject(item) && Object.values(item).some(hasId)))

/**
 * The pages of a list. Each takes one call, made when the page is pulled. An empty page does not end the stream. The
 * stream ends if there is no next page, or if the next call would repeat an earlier one, so a vendor cannot cause an
 * endless loop. It fails with {@link EndlessList} if empty pages repeat or do not end, or if three pages in a row have
 * the same items and one of these has an id, as from a vendor that ignores the page number.
 */
export const pages = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Page, E | EndlessList, R> =>
  Stream.suspend(() => {
    Setting.orThrow(Setting.amount("maxEmpty", options.maxEmpty))
    const requested = MutableHashSet.empty<Input>()
    const most = options.maxEmpty ?? maxEmpty
    const endless = (pages: number, same = false) => {
      const { id, vendor } = options.operation ?? { vendor: "unknown vendor", id: "list" }
      return Effect.fail(new EndlessList({ vendor, operation: id, pages, same }))
    }
    const start: Step<Input, Item> = { input: options.first, empty: 0, items: [], same: 0 }
    return Stream.paginate(start, ({ empty, input, ...before }) => {
      MutableHashSet.add(requested, input)
      return Effect.flatMap(call(input), (page) => {
        const items = options.items(page)
        const same = areSame(items, before.items) ? before.same + 1 : 1
        if (same > maxSame) return endless(same, true)
        const next = options.next(page, input)
        const last = [[page], Option.none<Step<Input, Item>>()] as const
        if (next === undefined) return Effect.succeed(last)
        const empties = items.length === 0 ? empty + 1 : 0
        const repeats = MutableHashSet.has(requested, next)
        if (empties > 0 && (repeats || empties >= most)) return endless(empties)
        return Effect.succeed(
          repeats ? last : ([[page], Option.some({ input: next, empty: empties, items, same })] as const)
        )
      })
    })
  })

/** The items of a list, page after page. */
export const items = <Input, Page, Item, E, R>(
  call: (input: Input) => Effect.Effect<Page, E, R>,
  options: Options<Input, Page, Item>
): Stream.Stream<Item, E | EndlessList, R> =>
  Stream.flatMap(pages(call, options), (page) => Stream.fromIterable(options.items(page)))
