import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Acme from "../test/Acme.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import { failure, once, withServer } from "../test/run.ts"
import * as Paging from "./Paging.ts"

interface Page {
  readonly rows: ReadonlyArray<number>
  readonly next?: number
}

/** A list in pages that notes which were asked for. */
const list = (answer: (page: number) => Page) => {
  const asked: Array<number> = []
  const call = ({ page }: { readonly page: number }) => Effect.sync(() => (asked.push(page), answer(page)))
  const options: Paging.Options<{ readonly page: number }, Page, number> = {
    first: { page: 1 },
    next: ({ next }) => (next === undefined ? undefined : { page: next }),
    items: ({ rows }) => rows,
    operation: { vendor: "acme", id: "listRows" }
  }
  return { asked, pages: Paging.pages(call, options), items: Paging.items(call, options) }
}

const three = (page: number): Page => ({ rows: [page * 10, page * 10 + 1], ...(page < 3 ? { next: page + 1 } : {}) })

describe("lists that come in pages", () => {
  it.effect("are streams of pages", () =>
    Effect.gen(function* () {
      const { asked, pages } = list(three)
      assert.deepStrictEqual(
        (yield* Stream.runCollect(pages)).map(({ rows }) => rows.length),
        [2, 2, 2]
      )
      assert.deepStrictEqual(asked, [1, 2, 3])
    })
  )

  it.effect("and of items", () =>
    Effect.gen(function* () {
      const { items } = list(three)
      assert.deepStrictEqual(yield* Stream.runCollect(items), [10, 11, 20, 21, 30, 31])
    })
  )

  it.effect("requested only as far as they are used", () =>
    Effect.gen(function* () {
      const { asked, items } = list(three)
      assert.deepStrictEqual(yield* Stream.runCollect(Stream.take(items, 2)), [10, 11])
      assert.deepStrictEqual(asked, [1])
    })
  )

  it.effect("and continue after pages without items, until a page names no next one", () =>
    Effect.gen(function* () {
      const { asked, items } = list((page) => ({
        rows: page === 1 || page === 4 ? [page] : [],
        ...(page < 5 ? { next: page + 1 } : {})
      }))
      assert.deepStrictEqual(yield* Stream.runCollect(items), [1, 4])
      assert.deepStrictEqual(asked, [1, 2, 3, 4, 5])
    })
  )

  it.effect("and fail if a hundred consecutive pages have no items and announce more", () =>
    Effect.gen(function* () {
      const { asked, items } = list((page) => ({ rows: page === 3 ? [page] : [], next: page + 1 }))
      const seen: Array<number> = []
      const error = yield* Effect.flip(Stream.runForEach(items, (item) => Effect.sync(() => void seen.push(item))))
      assert.deepInclude(
        { ...error },
        { _tag: "EndlessList", category: "Unexpected", vendor: "acme", operation: "listRows", pages: 100 }
      )
      assert.strictEqual(error.message, "acme listRows: 100 pages in a row have no items, and each reports more")
      assert.deepStrictEqual(seen, [3])
      assert.strictEqual(asked.length, 103)
    })
  )

  it.effect("and fail if a page without items leads to an earlier page", () =>
    Effect.gen(function* () {
      const { asked, items } = list(() => ({ rows: [], next: 1 }))
      const error = yield* Effect.flip(Stream.runDrain(items))
      assert.strictEqual(error.message, "acme listRows: a page without items reports more items, but no next page")
      assert.deepStrictEqual(asked, [1])
    })
  )

  it.effect("and fail if the next call would equal the last one", () =>
    Effect.gen(function* () {
      const { asked, items } = list((page) => ({ rows: [page], next: Math.min(page + 1, 2) }))
      assert.deepStrictEqual(yield* Stream.runCollect(items), [1, 2])
      assert.deepStrictEqual(asked, [1, 2])
    })
  )

  it.effect("and fail if the next call would equal any earlier one", () =>
    Effect.gen(function* () {
      const { asked, items } = list((page) => ({ rows: [page], next: (page % 3) + 1 }))
      assert.deepStrictEqual(yield* Stream.runCollect(Stream.take(items, 100)), [1, 2, 3])
      assert.deepStrictEqual(asked, [1, 2, 3])
    })
  )

  it.effect("and fail at the third page in a row with the same items, if an item has an id", () =>
    Effect.gen(function* () {
      const asked: Array<number> = []
      const items = (rows: (page: number) => ReadonlyArray<object>) =>
        Paging.items((page: number) => Effect.sync(() => (asked.push(page), rows(page))), {
          first: 1,
          next: (rows, page) => (rows.length === 0 ? undefined : page + 1),
          items: (rows) => rows,
          operation: { vendor: "acme", id: "listRows" }
        })
      for (const row of [{ id: 1, at: new Date(0) }, { lead: { uuid: "u" } }]) {
        asked.length = 0
        const error = yield* Effect.flip(Stream.runDrain(items(() => [structuredClone(row), { name: "n" }])))
        assert.deepInclude({ ...error }, { _tag: "EndlessList", category: "Unexpected", pages: 3 })
        assert.strictEqual(
          error.message,
          "acme listRows: 3 pages in a row have the same items, so the list does not end"
        )
        assert.deepStrictEqual(asked, [1, 2, 3])
      }
      const counts = yield* Stream.runCollect(items((page) => (page > 9 ? [] : [{ list_id: 7, opened: 0 }])))
      assert.lengthOf(counts, 9)
      // A record that was added while the list is read moves the first to the second page.
      const moved = yield* Stream.runCollect(items((page) => (page > 9 ? [] : [{ id: Math.floor(page / 2) }])))
      assert.lengthOf(moved, 9)
    })
  )

  it.live("fail with the error of the page that failed, after the items before it", () =>
    withServer(
      inTurn(json({ items: [Acme.widget] }), json({ message: "broken" }, 500)),
      () =>
        Effect.gen(function* () {
          const seen: Array<string> = []
          const items = Paging.items((page: number) => Acme.listWidgets({ page }), {
            first: 1,
            next: (_, page) => page + 1,
            items: ({ items }) => items
          })
          const error = yield* failure(Stream.runForEach(items, ({ id }) => Effect.sync(() => void seen.push(id))))
          assert.instanceOf(error, Acme.Broken)
          assert.deepStrictEqual(seen, ["w1"])
        }),
      once
    )
  )
})
