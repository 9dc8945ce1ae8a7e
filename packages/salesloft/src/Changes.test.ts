import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Accounts, Changes, People, Salesloft, Tags, Tasks } from "./index.ts"

interface Row {
  readonly id: number
  /** In microseconds since the epoch. */
  at: number
}

const epoch = Date.UTC(2026, 10, 20) * 1000
const iso = (at: number): string =>
  `${new Date(Math.floor(at / 1000)).toISOString().slice(0, -1)}${String(at % 1000).padStart(3, "0")}+00:00`
const micros = (text: string): number => {
  const [, day = "", fraction = "", zone = ""] = /^(.*?)(?:\.(\d+))?(Z|\+\d\d:00)$/.exec(text) ?? []
  return Date.parse(`${day}${zone}`) * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6))
}

/** A vendor with these people, who change between two calls as told. */
const vendor = (
  rows: Array<Row>,
  options: {
    readonly change?: (call: number, rows: Array<Row>) => void
    /** What the vendor's filter compares by, in microseconds. */
    readonly precision?: number
    /** The most that the vendor gives at once, without saying so. */
    readonly most?: number
  } = {}
) => {
  const precision = options.precision ?? 1
  return Recorder.start(({ pairs }, call) => {
    options.change?.(call, rows)
    const query = Object.fromEntries(pairs)
    const from = Math.floor(micros(query["updated_at[gte]"]!) / precision)
    const { most = Infinity } = options
    const [size, page] = [Math.min(most, Number(query["per_page"])), Number(query["page"])]
    const matching = rows
      .filter(({ at }) => Math.floor(at / precision) >= from)
      .toSorted((one, other) => one.at - other.at || one.id - other.id)
    const data = matching.slice((page - 1) * size, page * size).map(({ at, id }) => ({ id, updated_at: iso(at) }))
    const more = matching.length > page * size
    const next_page = more ? page + 1 : null
    return { body: { metadata: { paging: size === most ? { next_page } : { per_page: size, next_page } }, data } }
  })
}

const read = (url: string, since: Changes.Since) =>
  Changes.parts(People.list, since).pipe(
    Stream.runCollect,
    Effect.provide(
      Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl: url, quota: { limits: [] } }).pipe(
        Layer.provide(NodeHttpClient.layerUndici)
      )
    )
  )

const idsOf = (parts: ReadonlyArray<Changes.Part<People.Person>>) =>
  parts.flatMap(({ items }) => items.map(({ id }) => id as number))
const many = (count: number, at: (index: number) => number) =>
  Array.from({ length: count }, (_, index): Row => ({ id: index + 1, at: epoch + at(index) }))
const since = new Date(epoch / 1000)

describe("changes since a time", () => {
  it.live("come oldest first, a hundred per call, and only from first pages", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor(many(250, (index) => index * 7))
      const parts = yield* read(url, since)
      assert.deepStrictEqual(
        idsOf(parts),
        Array.from({ length: 250 }, (_, index) => index + 1)
      )
      assert.deepStrictEqual(received[0]!.query, {
        "updated_at[gte]": since.toISOString(),
        sort_by: "updated_at",
        sort_direction: "ASC",
        per_page: "100",
        page: "1"
      })
      assert.deepStrictEqual([...new Set(received.map(({ query }) => query["page"]))], ["1"])
      assert.lengthOf(received, 3)
    })
  )

  it.live("continue an earlier reading, to the microsecond", () =>
    Effect.gen(function* () {
      const rows = many(130, (index) => Math.floor(index / 10))
      const { url } = yield* vendor(rows)
      const first = yield* read(url, since)
      const cursor = JSON.parse(JSON.stringify(first.at(-1)!.cursor)) as Changes.Cursor
      assert.strictEqual(cursor.updated_at, iso(epoch + 12))
      assert.lengthOf(cursor.ids, 10)
      assert.deepStrictEqual(yield* read(url, cursor), [])
      rows.push({ id: 900, at: epoch + 12 }, { id: 901, at: epoch + 13 })
      rows[4]!.at = epoch + 14
      assert.deepStrictEqual(idsOf(yield* read(url, cursor)), [900, 901, 5])
    })
  )

  it.live("miss nobody if more than a page changed at the same time", () =>
    Effect.gen(function* () {
      const { url } = yield* vendor(many(480, (index) => (index < 40 ? 0 : index < 450 ? 5 : 9)))
      const ids = idsOf(yield* read(url, since))
      assert.lengthOf(ids, 480)
      assert.strictEqual(new Set(ids).size, 480)
    })
  )

  it.live("miss nobody if one of them changes while their pages are read", () =>
    Effect.gen(function* () {
      const { url } = yield* vendor(
        many(350, () => 5),
        {
          // The first moves to the end after the first page: who opens the second page moves to the first.
          change: (call, rows) => {
            if (call === 1) rows[0]!.at = epoch + 100
          }
        }
      )
      const ids = idsOf(yield* read(url, since))
      assert.strictEqual(new Set(ids).size, 350)
      // The one that changed comes with both of its states.
      assert.lengthOf(ids, 351)
    })
  )

  it.live("repeat nobody if the vendor compares whole seconds", () =>
    Effect.gen(function* () {
      const { url } = yield* vendor(
        many(430, (index) => index * 5000),
        { precision: 1_000_000 }
      )
      const ids = idsOf(yield* read(url, since))
      assert.lengthOf(ids, 430)
      assert.strictEqual(new Set(ids).size, 430)
    })
  )

  it.live("miss nobody if pages are shorter than requested and their length is unknown", () =>
    Effect.gen(function* () {
      const { url } = yield* vendor(
        many(130, (index) => Math.floor(index / 40)),
        { most: 25 }
      )
      assert.deepStrictEqual(
        idsOf(yield* read(url, since)),
        Array.from({ length: 130 }, (_, index) => index + 1)
      )
    })
  )

  it.live("continue after a page without records that names a next one", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(({ query }) => {
        const page = Number(query["page"])
        const data = page === 3 ? [{ id: 1, updated_at: iso(epoch) }] : []
        return { body: { metadata: { paging: { next_page: page < 3 ? page + 1 : null } }, data } }
      })
      assert.deepStrictEqual(idsOf(yield* read(url, since)), [1])
      assert.isAtLeast(received.length, 3)
    })
  )

  it.live("fail if a hundred pages without records in a row name a next one", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(({ query }) => ({
        body: { metadata: { paging: { next_page: Number(query["page"]) + 1 } }, data: [] }
      }))
      const error = yield* Effect.flip(read(url, since))
      assert.deepInclude({ ...error }, { _tag: "EndlessList", operation: "listPeople", pages: 100 })
      assert.strictEqual(received.length, 100)
    })
  )

  it.live("end if the next page is always the same", () =>
    Effect.gen(function* () {
      const data = [{ id: 1, updated_at: iso(epoch) }]
      const { received, url } = yield* Recorder.start(() => ({
        body: { metadata: { paging: { next_page: 2 } }, data }
      }))
      assert.deepStrictEqual(idsOf(yield* read(url, since)), [1])
      assert.isAtMost(received.length, 6)
    })
  )

  it.live("each lasting state comes once, while records change", () =>
    Effect.gen(function* () {
      let seed = 7
      const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
      for (let round = 0; round < 25; round++) {
        const spread = [1, 3, 50, 1000][round % 4]!
        let clock = epoch + spread
        const changes = new Map<number, number>()
        const rows = many(100 + random(400), () => random(spread))
        const { url } = yield* vendor(rows, {
          change: (call, rows) => {
            if (call > 6) return
            for (let index = random(60); index > 0; index--) {
              clock += random(3)
              const row = rows[random(rows.length)]!
              row.at = ++clock
              changes.set(row.id, (changes.get(row.id) ?? 0) + 1)
            }
            if (random(3) === 0) rows.push({ id: 10_000 * (round + 1) + call, at: ++clock })
          }
        })
        const parts = yield* read(url, since)
        const last = new Map(parts.flatMap(({ items }) => items.map((_) => [_.id as number, _.updated_at!.getTime()])))
        const times = new Map<number, number>()
        for (const id of idsOf(parts)) times.set(id, (times.get(id) ?? 0) + 1)
        for (const { at, id } of rows) {
          assert.strictEqual(last.get(id), Math.floor(at / 1000), `round ${round}: ${id} is not as it was at the end`)
          assert.isAtMost(times.get(id)!, 1 + (changes.get(id) ?? 0), `round ${round}: ${id} came twice as it was`)
        }
        assert.strictEqual(parts.at(-1)!.cursor.updated_at, iso(Math.max(...rows.map(({ at }) => at))))
      }
    })
  )

  it.live("repeat nobody if the vendor writes the same time with another offset", () =>
    Effect.gen(function* () {
      const { url } = yield* vendor(many(2, () => 12))
      const updated_at = iso(epoch + 12)
        .replace("T00:", "T02:")
        .replace("+00:00", "+02:00")
      assert.deepStrictEqual(idsOf(yield* read(url, { updated_at, ids: [1 as never] })), [2])
    })
  )

  it.live("fail like a call for an invalid time", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor([])
      for (const none of [new Date(Number.NaN), "yesterday", { updated_at: "soon", ids: [] }]) {
        assert.strictEqual((yield* Effect.flip(read(url, none)))._tag, "InvalidInput")
      }
      assert.lengthOf(received, 0)
    })
  )

  it("can be read only from lists that can be filtered by time", () => {
    void Changes.since(Accounts.list, since, { "tag[]": ["enterprise"] })
    void Changes.since(Tasks.list, since, { "current_state[]": ["completed"] })
    // @ts-expect-error Tags have no time of a change.
    void Changes.since(Tags.list, since)
  })

  it.live("requests no more pages than are consumed", () =>
    Effect.gen(function* () {
      const { received, url } = yield* vendor(many(500, (index) => index))
      yield* Changes.since(People.list, since).pipe(
        Stream.take(120),
        Stream.runDrain,
        Effect.provide(
          Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl: url }).pipe(
            Layer.provide(NodeHttpClient.layerUndici)
          )
        )
      )
      assert.lengthOf(received, 2)
    })
  )
})
