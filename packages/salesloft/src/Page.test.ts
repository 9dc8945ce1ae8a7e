/** Lists as streams: which calls are made, and where they end. */
import { assert, describe, it } from "@effect/vitest"
import type { Recorder } from "@salesbridge/core/testing"
import { failure, outcome } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { against, line } from "../test/against.ts"
import { catalog } from "./catalog.ts"
import * as everything from "./index.ts"
import { BulkJobs, People, type Salesloft, Tags, Users } from "./index.ts"

/** Answers page `n` of so many with one record, whose id is `n`. */
const numbered = (pages: number, paging: (page: number) => unknown) => (request: Recorder.Received) => {
  const page = Number(request.query["page"])
  return { body: { metadata: paging(page), data: page > pages ? [] : [{ id: page }] } }
}

const toLast = (last: number) => (page: number) => ({
  paging: { per_page: 1, current_page: page, next_page: page < last ? page + 1 : null }
})

const ids = <E>(stream: Stream.Stream<{ readonly id: unknown }, E, Salesloft>) =>
  Stream.runCollect(stream).pipe(Effect.map((records) => Array.from(records, ({ id }) => id)))

describe("a list in pages", () => {
  it.live("ends at the page that names no next one, with a hundred records per page", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(
        numbered(3, toLast(3)),
        ids(People.stream({ can_email: true, per_page: undefined }))
      )
      assert.deepStrictEqual(outcome(exit), [1, 2, 3])
      assert.deepStrictEqual(
        received.map(line),
        [1, 2, 3].map((page) => `GET /v2/people?can_email=true&per_page=100&page=${page}`)
      )
    })
  )

  it.live("starts at the given page, with the given size", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(numbered(3, toLast(3)), ids(Tags.stream({ page: 2, per_page: 7 })))
      assert.deepStrictEqual(outcome(exit), [2, 3])
      assert.strictEqual(line(received[0]!), "GET /v2/tags?per_page=7&page=2")
    })
  )

  it.live("also comes as pages, requested when they are pulled", () =>
    Effect.gen(function* () {
      const two = Users.pages().pipe(Stream.take(2), Stream.runCollect)
      const { exit, received } = yield* against(numbered(9, toLast(9)), two)
      assert.deepStrictEqual(
        (outcome(exit) as ReadonlyArray<{ readonly data: unknown }>).map(({ data }) => data),
        [[{ id: 1 }], [{ id: 2 }]]
      )
      assert.deepStrictEqual(received.map(line), [
        "GET /v2/users?per_page=100&page=1",
        "GET /v2/users?per_page=100&page=2"
      ])
    })
  )

  it.live.each([
    ["no metadata", (): unknown => undefined, 1],
    ["no paging", () => ({ filtering: {} }), 1],
    ["paging that is empty", () => ({ paging: [] }), 1],
    ["the same page for ever", () => ({ paging: { next_page: 1 } }), 1],
    ["an earlier page", () => ({ paging: { next_page: 1 } }), 1]
  ] as const)("ends after %s", ([, paging, calls]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(numbered(3, paging), ids(People.stream()))
      assert.strictEqual(exit._tag, "Success")
      assert.strictEqual(received.length, calls)
    })
  )

  it.live("continues after a page without records that names a next one, by number or URL", () =>
    Effect.gen(function* () {
      const nextOf: ReadonlyArray<(page: number) => number | string | null> = [
        (page: number) => (page < 4 ? page + 1 : null),
        (page: number) => (page < 4 ? `/v2/people?page=${page + 1}` : null)
      ]
      for (const next of nextOf) {
        const { exit, received } = yield* against(({ query }) => {
          const page = Number(query["page"])
          return { body: { metadata: { paging: { next_page: next(page) } }, data: page === 2 ? [] : [{ id: page }] } }
        }, ids(People.stream()))
        assert.deepStrictEqual(outcome(exit), [1, 3, 4])
        assert.strictEqual(received.length, 4)
      }
    })
  )

  it.live("fails if a hundred pages without records in a row name a next one", () =>
    Effect.gen(function* () {
      const paging = (page: number) => ({ paging: { next_page: page + 1 } })
      const { exit, received } = yield* against(numbered(3, paging), ids(People.stream()))
      assert.deepInclude({ ...failure(exit) }, { _tag: "EndlessList", operation: "listPeople", pages: 100 })
      assert.strictEqual(received.length, 103)
    })
  )

  it.live("fails with the error of the page, after the records before it", () =>
    Effect.gen(function* () {
      const seen: Array<unknown> = []
      const call = People.stream({}, { retry: false }).pipe(
        Stream.runForEach(({ id }) => Effect.sync(() => seen.push(id)))
      )
      const { exit } = yield* against(
        (request) => (request.query["page"] === "3" ? { status: 401 } : numbered(9, toLast(9))(request)),
        call
      )
      assert.strictEqual(failure(exit)["_tag"], "Unauthorized")
      assert.deepStrictEqual(seen, [1, 2])
    })
  )
})

it("has, as a stream, the requirements of the list", () => {
  const streams = () => [
    BulkJobs.resultStream({ bulk_jobs_id: 7 }),
    People.stream(),
    // @ts-expect-error -- of which job
    BulkJobs.resultStream(),
    // @ts-expect-error -- of which job
    BulkJobs.resultPages({})
  ]
  assert.strictEqual(streams().length, 4)
})

describe("a list that continues after an id", () => {
  /** Answers the `size` ids after that of the query, of so many. */
  const following = (all: number, size: number, metadata?: unknown) => (request: Recorder.Received) => {
    const after = Number(request.query["id[gt]"] ?? 0)
    const rest = Array.from({ length: Math.max(0, all - after) }, (_, index) => ({ id: after + index + 1 }))
    return { body: { ...(metadata === undefined ? {} : { metadata }), data: rest.slice(0, size) } }
  }

  it.live("ends at a part that is not full", () =>
    Effect.gen(function* () {
      const results = BulkJobs.resultStream({ bulk_jobs_id: 7, "status[]": ["error"] })
      const { exit, received } = yield* against(following(5, 2, { paging: { per_page: 2 } }), ids(results))
      assert.deepStrictEqual(outcome(exit), [1, 2, 3, 4, 5])
      assert.deepStrictEqual(received.map(line), [
        "GET /v2/bulk_jobs/7/results?status[]=error&per_page=100",
        "GET /v2/bulk_jobs/7/results?status[]=error&id[gt]=2&per_page=100",
        "GET /v2/bulk_jobs/7/results?status[]=error&id[gt]=4&per_page=100"
      ])
    })
  )

  it.live("ends at an empty part if the maximum length is unknown", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against(following(4, 2), ids(BulkJobs.stream({ id: { gt: 1 } })))
      assert.deepStrictEqual(outcome(exit), [2, 3, 4])
      assert.deepStrictEqual(
        received.map(({ query }) => query["id[gt]"]),
        ["1", "3", "4"]
      )
    })
  )

  it.live("continues after a short part that names a next one", () =>
    Effect.gen(function* () {
      const short = (request: Recorder.Received) => {
        const { body } = following(4, 1)(request)
        const [{ id } = { id: 4 }] = body.data
        return { body: { ...body, metadata: { paging: { per_page: 2, next_page: id < 4 ? 2 : null } } } }
      }
      const { exit } = yield* against(short, ids(BulkJobs.stream()))
      assert.deepStrictEqual(outcome(exit), [1, 2, 3, 4])
    })
  )

  it.live("fails if an empty part names a next one, because there is no id to continue after", () =>
    Effect.gen(function* () {
      const answer = { body: { metadata: { paging: { next_page: 2 } }, data: [] } }
      const { exit, received } = yield* against(answer, ids(BulkJobs.resultStream({ bulk_jobs_id: 7 })))
      assert.deepInclude({ ...failure(exit) }, { _tag: "EndlessList", operation: "listBulkJobResults", pages: 1 })
      assert.strictEqual(received.length, 1)
    })
  )

  it.live("ends if the vendor ignores the id", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ body: { data: [{ id: 1 }] } }, ids(BulkJobs.stream()))
      assert.strictEqual(exit._tag, "Success")
      assert.strictEqual(received.length, 2)
    })
  )
})

it("has streams for exactly the paged lists", () => {
  const lists = catalog.filter(({ id, method }) => method === "GET" && id.startsWith("list"))
  const inPages = lists.filter(({ parameters: { query } }) => "page" in query || ("id" in query && "per_page" in query))
  const modules = Object.values(everything) as ReadonlyArray<Readonly<Record<string, unknown>>>
  for (const operation of lists) {
    const module = modules.find((_) => Object.values(_).includes(operation))
    // Those of a second list of a resource are named for it.
    const prefix = { results: "result", data: "data", attachments: "attachment", sentences: "sentence" }[
      Object.entries(module ?? {}).find(([, one]) => one === operation)?.[0] ?? ""
    ]
    const names = prefix === undefined ? ["pages", "stream"] : [`${prefix}Pages`, `${prefix}Stream`]
    for (const name of names) {
      assert.strictEqual(typeof module?.[name], inPages.includes(operation) ? "function" : "undefined", operation.id)
    }
  }
  assert.isAbove(inPages.length, 24)
})
