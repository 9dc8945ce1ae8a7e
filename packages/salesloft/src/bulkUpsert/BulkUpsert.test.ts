import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/testing/TestClock"
import {
  bulkUpsert,
  emailOf,
  emails,
  kinds,
  people,
  quick,
  received,
  server,
  sizes,
  using
} from "../../test/bulkUpsert.ts"
import { upsert } from "../upsertPerson.ts"
import { encoder, type PersonRecord } from "./Record.ts"

describe("a bulk upsert", () => {
  it.live("splits records into calls and jobs, and streams the result of each", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const told: Array<unknown> = []
      const results = yield* bulkUpsert(people(23), {
        ...quick,
        recordsPerCall: 4,
        recordsPerJob: 10,
        upsert_key: "email_address",
        name: "June",
        onJob: ({ first, id }) =>
          Effect.sync(() => told.push([id, first, vendor.jobs.get(Number(id))?.records.length, kinds(vendor).at(-1)]))
      }).pipe(Stream.runCollect, using(vendor))

      assert.deepStrictEqual(sizes(vendor), [4, 4, 2, 4, 4, 2, 3])
      assert.deepStrictEqual(
        [...vendor.jobs.values()].map(({ name, records, state }) => [name, records.length, state]),
        [
          ["June, from record 1", 10, "done"],
          ["June, from record 11", 10, "done"],
          ["June, from record 21", 3, "done"]
        ]
      )
      // Before anything is sent to it.
      assert.deepStrictEqual(told, [
        [211, 0, 0, "create"],
        [212, 10, 0, "create"],
        [213, 20, 0, "create"]
      ])
      assert.deepStrictEqual(received(vendor), emails(23))
      assert.deepStrictEqual(
        results.map(({ job, record }) => [job, record?.["email_address"]]),
        emails(23).map((email, index) => [211 + Math.floor(index / 10), email])
      )
      const [first] = results
      assert.deepInclude(first as object, { status: "success", error: null, id: 1001 })
      assert.strictEqual(first?.resource?.upsert_type, "create")
      assert.deepInclude(first?.resource?.person as object, {
        id: 1_001_001,
        created_at: new Date("2026-06-01T13:00:00.000Z")
      })
      assert.deepStrictEqual(first?.record, {
        upsert_key: "email_address",
        email_address: emailOf(1),
        last_name: "Roe"
      })
      assert.deepStrictEqual(vendor.violations, [])
    })
  )

  it.live("creates no job after a full one without more records, and none without records", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const settings = { ...quick, recordsPerCall: 5, recordsPerJob: 10 }
      assert.lengthOf(yield* bulkUpsert(Stream.empty, settings).pipe(Stream.runCollect, using(vendor)), 0)
      assert.lengthOf(vendor.calls, 0)
      assert.lengthOf(yield* bulkUpsert(people(20), settings).pipe(Stream.runCollect, using(vendor)), 20)
      assert.deepStrictEqual(sizes(vendor), [5, 5, 5, 5])
      assert.strictEqual(vendor.jobs.size, 2)
    })
  )

  it.live("takes a thousand records per call and ten thousand per job by default", () =>
    Effect.gen(function* () {
      const vendor = yield* server({ runs: 0 })
      const count = yield* bulkUpsert(people(10_001).pipe(Stream.rechunk(4096)), quick).pipe(
        Stream.runCount,
        using(vendor)
      )
      assert.strictEqual(count, 10_001)
      assert.deepStrictEqual(sizes(vendor), [...Array.from({ length: 10 }, () => 1000), 1])
      assert.deepStrictEqual(
        [...vendor.jobs.values()].map(({ name }) => name),
        [null, null]
      )
      const { calls } = yield* Effect.tap(server({ runs: 0 }), (vendor) =>
        bulkUpsert(people(5001).pipe(Stream.rechunk(4096)), { ...quick, recordsPerCall: 5000 }).pipe(
          Stream.runDrain,
          using(vendor)
        )
      )
      assert.deepStrictEqual(
        calls.filter(({ kind }) => kind === "data").map((call) => call.records),
        [5000, 1]
      )
    })
  )

  it.live.each([
    { recordsPerCall: 5001 },
    { recordsPerCall: 0 },
    { recordsPerCall: 1.5 },
    { recordsPerCall: Number.NaN },
    { recordsPerJob: 0 },
    { concurrency: -1 },
    { settle: Number.NaN },
    { poll: { start: -1 } }
  ])("refuses %j", (options) =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const error = yield* bulkUpsert(people(3), options).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.strictEqual(error._tag, "InvalidInput")
      assert.include(error.message, Object.keys(options)[0]!)
      assert.lengthOf(vendor.calls, 0)
    })
  )

  it.live("sends valid records and reports invalid ones", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const odd = [
        { email_address: 7 },
        { email_address: emailOf(1) },
        { email_address: emailOf(2), nickname: "Jay", tags: ["spring", 7] },
        null,
        { email_address: emailOf(3), upsert_key: "crm_id", title: undefined, job_seniority: "manager" },
        { upsert_key: "telephone" },
        { email_address: emailOf(4), last_name: "Unlucky", custom_fields: { "Lead Source": "Website" } },
        "Jane"
      ] as ReadonlyArray<unknown> as ReadonlyArray<PersonRecord>
      const results = yield* bulkUpsert(Stream.fromIterable(odd), {
        ...quick,
        recordsPerCall: 2,
        upsert_key: "email_address"
      }).pipe(Stream.runCollect, using(vendor))

      const invalid = results.filter(({ status }) => status === "invalid")
      assert.deepStrictEqual(
        invalid.map(({ index, record }) => [index, record]),
        [0, 2, 3, 5, 7].map((index) => [index, odd[index]])
      )
      assert.match(invalid[0]!.error!, /^email_address: Expected string/i)
      assert.match(invalid[1]!.error!, /^nickname: Unexpected field; tags\.1: Expected string/i)
      assert.match(invalid[3]!.error!, /^upsert_key: Expected "id"/i)
      assert.deepStrictEqual(
        [...vendor.jobs.values()].flatMap(({ records }) => records.map(({ record }) => record)),
        [
          { upsert_key: "email_address", email_address: emailOf(1) },
          { upsert_key: "crm_id", email_address: emailOf(3), job_seniority: "manager" },
          {
            upsert_key: "email_address",
            email_address: emailOf(4),
            last_name: "Unlucky",
            custom_fields: { "Lead Source": "Website" }
          }
        ]
      )
      // Those that were sent, one of which Salesloft refused.
      assert.deepStrictEqual(
        results.filter(({ job }) => job !== undefined).map(({ error, resource, status }) => [status, error, !resource]),
        [
          ["success", null, false],
          ["success", null, false],
          ["error", "Email address is invalid", true]
        ]
      )
      assert.lengthOf(results, odd.length)
    })
  )

  it("checks a whole record if its operation does", () => {
    const check = ({ title }: { readonly title?: unknown }) =>
      title === undefined ? [] : [{ path: "title", problem: "No" }]
    const encode = encoder({ ...upsert, check }, undefined)
    assert.deepStrictEqual(encode({ email_address: emailOf(1), title: "Head" }), Result.fail("title: No"))
    assert.deepStrictEqual(encode({ email_address: emailOf(2) }), Result.succeed({ email_address: emailOf(2) }))
  })

  it.live("creates no job if no record is valid", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const none = people(9000).pipe(
        Stream.map((person) => ({ ...person, last_name: 7 as never })),
        Stream.rechunk(100)
      )
      const results = yield* bulkUpsert(none, quick).pipe(Stream.runCollect, using(vendor))
      assert.deepStrictEqual(
        results.map(({ index }) => index),
        Array.from({ length: 9000 }, (_, index) => index)
      )
      assert.lengthOf(vendor.calls, 0)
    })
  )

  it.live("reports an invalid record before it waits for the next", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const slow = Stream.concat(Stream.succeed({ email_address: 7 as never }), Stream.never)
      const first = yield* bulkUpsert(slow, quick).pipe(Stream.runHead, using(vendor))
      assert.strictEqual(first._tag === "Some" ? first.value.status : undefined, "invalid")
    })
  )

  it.live("takes no record from the source before it is needed", () =>
    Effect.gen(function* () {
      let pulled = 0
      let ahead = 0
      const vendor = yield* server({
        fault: ({ kind, records }) => {
          if (kind === "data") ahead = Math.max(ahead, pulled - received(vendor).length - records)
          return undefined
        }
      })
      const counted = people(60).pipe(Stream.tap(() => Effect.sync(() => pulled++)))
      let seen = 0
      yield* bulkUpsert(counted, { ...quick, recordsPerCall: 4, recordsPerJob: 10 }).pipe(
        Stream.runForEach(() =>
          Effect.gen(function* () {
            // Whoever takes their time with a result holds back the source.
            yield* Effect.sleep("2 millis")
            assert.strictEqual(pulled, Math.floor(seen++ / 10) * 10 + 10)
          })
        ),
        using(vendor)
      )
      assert.strictEqual(ahead, 0)
      assert.strictEqual(seen, 60)
      // Nor does one that wants no more.
      pulled = 0
      yield* bulkUpsert(counted, { ...quick, recordsPerCall: 4, recordsPerJob: 10 }).pipe(
        Stream.take(3),
        Stream.runDrain,
        using(vendor)
      )
      assert.strictEqual(pulled, 10)
    })
  )

  it.live("runs up to the given number of jobs at once", () =>
    Effect.gen(function* () {
      let most = 0
      const vendor = yield* server({
        runs: 3,
        fault: () => {
          most = Math.max(most, [...vendor.jobs.values()].filter(({ state }) => state !== "done").length)
          return undefined
        }
      })
      const results = yield* bulkUpsert(people(60), {
        poll: { start: "5 millis", max: "10 millis" },
        recordsPerCall: 5,
        recordsPerJob: 10,
        concurrency: 2
      }).pipe(Stream.runCollect, using(vendor))
      assert.sameMembers(
        results.map(({ record }) => record?.["email_address"]),
        emails(60)
      )
      assert.strictEqual(most, 2)
      assert.deepStrictEqual(vendor.violations, [])
    })
  )

  it.effect("polls a job less and less often", () =>
    Effect.gen(function* () {
      const vendor = yield* server({ runs: 6 })
      const fiber = yield* bulkUpsert(people(3), { poll: { start: "2 seconds", max: "10 seconds" } }).pipe(
        Stream.runCount,
        using(vendor),
        Effect.forkChild
      )
      const polls = () => kinds(vendor).filter((kind) => kind === "get").length
      const breathe = Effect.promise(() => new Promise((resolve) => void setTimeout(resolve, 25)))
      const until = (reached: () => boolean): Effect.Effect<void> =>
        Effect.suspend(() => (reached() ? Effect.void : Effect.andThen(breathe, until(reached))))
      yield* until(() => kinds(vendor).includes("start"))
      yield* breathe
      for (const [times, seconds] of [2, 4, 8, 10, 10, 10, 10].entries()) {
        yield* TestClock.adjust(seconds * 1000 - 1)
        yield* breathe
        assert.strictEqual(polls(), times, `${seconds} s`)
        yield* TestClock.adjust(1)
        yield* until(() => polls() === times + 1)
        yield* breathe
      }
      assert.strictEqual(yield* Fiber.join(fiber), 3)
    })
  )

  it.live("waits for results that are a little late", () =>
    Effect.gen(function* () {
      const late = yield* server({ lag: 3 })
      assert.strictEqual(yield* bulkUpsert(people(3), quick).pipe(Stream.runCount, using(late)), 3)
      const never = yield* server({ lag: 1000 })
      const error = yield* bulkUpsert(people(3), quick).pipe(Stream.runDrain, Effect.flip, using(never))
      assert.deepInclude(error as object, { _tag: "BulkJobResultsMissing", category: "Unexpected", job: 211, total: 3 })
    })
  )

  it.live("fails with the source, after sending complete calls", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const broken = Stream.concat(people(5), Stream.fail("disk full" as const))
      const error = yield* bulkUpsert(broken, { ...quick, recordsPerCall: 2 }).pipe(
        Stream.runDrain,
        Effect.flip,
        using(vendor)
      )
      assert.strictEqual(error, "disk full")
      assert.deepStrictEqual(kinds(vendor), ["create", "data", "data"])
    })
  )
})
