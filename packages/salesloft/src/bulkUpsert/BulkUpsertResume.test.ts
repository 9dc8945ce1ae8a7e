/** Bulk upserts that were interrupted, and go on. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Stream from "effect/Stream"
import type { Call, Fault } from "../../test/BulkJobServer.ts"
import {
  bulkUpsert,
  emailOf,
  emails,
  kinds,
  people,
  quick,
  received,
  resumeBulkUpsert,
  server,
  sizes,
  using
} from "../../test/bulkUpsert.ts"
import type { BulkUpsertResult, NewJob } from "./BulkUpsert.ts"

const settings = { ...quick, recordsPerCall: 2, recordsPerJob: 4 }

/** What a caller keeps who wants to go on whatever happens: the last job, and the last result. */
const notebook = () => {
  let job: NewJob | undefined
  const seen: Array<BulkUpsertResult> = []
  return {
    seen,
    onJob: (made: NewJob) => Effect.sync(() => void (job = made)),
    note: (result: BulkUpsertResult) => Effect.sync(() => void seen.push(result)),
    job: () => job,
    after: () => seen.findLast((result) => result.job !== undefined && result.job === job?.id)?.id
  }
}

describe(
  "an interrupted bulk upsert continues by its job's id, with each record once and each result once:",
  { concurrent: true },
  () => {
    // Ten people make three jobs.
    const calls =
      "create data data start get get results create data data start get get results create data start get get results"
        .split(" ")
        .map((kind, index) => [index, kind] as const)

    it.live("without an interruption", () =>
      Effect.gen(function* () {
        const vendor = yield* server()
        yield* bulkUpsert(people(10), settings).pipe(Stream.runDrain, using(vendor))
        assert.deepStrictEqual(
          kinds(vendor).map((kind, index) => [index, kind] as const),
          calls
        )
      })
    )

    describe.each([
      ["the call has no effect", { answer: "hang" }],
      ["the call has its effect", { answer: "hang", effect: "all" }],
      ["the call has its effect a little later", { answer: "hang", effect: { after: 20 } }]
    ] satisfies ReadonlyArray<readonly [string, Fault]>)("%s,", (_, fault) => {
      it.live.each(calls)("during call %i, %s", ([index]) =>
        Effect.gen(function* () {
          let reached: (() => void) | undefined
          const arrived = new Promise<void>((resolve) => (reached = resolve))
          const vendor = yield* server({
            fault: (call: Call) => {
              if (call.index !== index) return undefined
              reached?.()
              return fault
            }
          })
          const { after, job, note, onJob, seen } = notebook()
          const fiber = yield* bulkUpsert(people(10), { ...settings, onJob }).pipe(
            Stream.runForEach(note),
            using(vendor),
            Effect.forkChild
          )
          yield* Effect.promise(() => arrived)
          yield* Fiber.interrupt(fiber)

          const noted = job()
          const rest =
            noted === undefined
              ? bulkUpsert(people(10), { ...settings, onJob })
              : resumeBulkUpsert(noted.id, {
                  ...settings,
                  onJob,
                  records: people(10),
                  first: noted.first,
                  after: after()
                })
          yield* rest.pipe(Stream.runForEach(note), using(vendor))

          assert.deepStrictEqual(received(vendor), emails(10))
          assert.deepStrictEqual(
            seen.map(({ record }) => (record as Record<string, unknown>)["email_address"]),
            emails(10)
          )
          assert.deepStrictEqual(vendor.violations, [])
          const states = [...vendor.jobs.values()].filter(({ records }) => records.length > 0).map(({ state }) => state)
          assert.deepStrictEqual(states, ["done", "done", "done"])
        })
      )
    })

    it.live("between any two results", () =>
      Effect.gen(function* () {
        for (let taken = 0; taken <= 10; taken++) {
          const vendor = yield* server()
          const { after, job, note, onJob, seen } = notebook()
          yield* bulkUpsert(people(10), { ...settings, onJob }).pipe(
            Stream.take(taken),
            Stream.runForEach(note),
            using(vendor)
          )
          assert.lengthOf(seen, taken)
          const noted = job()
          if (noted === undefined) continue
          yield* resumeBulkUpsert(noted.id, {
            ...settings,
            onJob,
            records: people(10),
            first: noted.first,
            after: after()
          }).pipe(Stream.runForEach(note), using(vendor))
          assert.deepStrictEqual(received(vendor), emails(10))
          assert.deepStrictEqual(
            seen.map(({ record }) => (record as Record<string, unknown>)["email_address"]),
            emails(10)
          )
        }
      })
    )
  }
)

describe("a job", () => {
  /** A server with a job of so many people, which is open. */
  const withJob = (count: number, options?: Parameters<typeof server>[0]) =>
    Effect.tap(server(options), (vendor) =>
      bulkUpsert(Stream.concat(people(count), Stream.fail("stop")), { ...quick, recordsPerCall: 1 }).pipe(
        Stream.runDrain,
        Effect.flip,
        using(vendor)
      )
    )

  it.live("that is open is not started without a request", () =>
    Effect.gen(function* () {
      const vendor = yield* withJob(3)
      const error = yield* resumeBulkUpsert(211, quick).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.deepInclude(error as object, { _tag: "BulkJobOpen", category: "Invalid", job: 211, total: 3 })
      assert.include(error.message, "`start: true`")
      assert.strictEqual(vendor.jobs.get(211)?.state, "open")
    })
  )

  it.live("that is open is started on request", () =>
    Effect.gen(function* () {
      const vendor = yield* withJob(3)
      assert.strictEqual(
        yield* resumeBulkUpsert(211, { ...quick, start: true }).pipe(Stream.runCount, using(vendor)),
        3
      )
      assert.deepStrictEqual(vendor.violations, [])
    })
  )

  it.live("that is open gets the missing records up to its limit, and the next job the rest", () =>
    Effect.gen(function* () {
      const vendor = yield* withJob(3)
      const before = vendor.calls.length
      const told: Array<NewJob> = []
      const results = yield* resumeBulkUpsert(211, {
        ...settings,
        records: people(6),
        recordsPerJob: 5,
        onJob: (job) => Effect.sync(() => told.push(job))
      }).pipe(Stream.runCollect, using(vendor))
      assert.lengthOf(results, 6)
      assert.deepStrictEqual(received(vendor), emails(6))
      assert.deepStrictEqual(sizes(vendor), [1, 1, 1, 2, 1])
      assert.deepStrictEqual(
        told.map(({ first, id }) => [Number(id), first]),
        [[212, 5]]
      )
      assert.deepStrictEqual(kinds(vendor).slice(before, before + 5), ["get", "get", "data", "get", "start"])
    })
  )

  it.live("that is open and empty is not changed if there are no records", () =>
    Effect.gen(function* () {
      const vendor = yield* server({ fault: ({ index }) => (index === 1 ? { answer: 401 } : undefined) })
      yield* bulkUpsert(people(1), quick).pipe(Stream.runDrain, Effect.flip, using(vendor))
      const results = yield* resumeBulkUpsert(211, { ...quick, records: Stream.empty }).pipe(
        Stream.runCollect,
        using(vendor)
      )
      assert.lengthOf(results, 0)
      assert.strictEqual(vendor.jobs.get(211)?.state, "open")
      assert.deepStrictEqual(vendor.violations, [])
    })
  )

  it.live("has other records than the given ones", () =>
    Effect.gen(function* () {
      const vendor = yield* withJob(3)
      const error = yield* resumeBulkUpsert(211, { ...quick, records: people(2) }).pipe(
        Stream.runDrain,
        Effect.flip,
        using(vendor)
      )
      assert.deepInclude(error as object, { _tag: "BulkJobUncertain", job: 211, expected: [2], total: 3 })
      assert.strictEqual(vendor.jobs.get(211)?.state, "open")
    })
  )

  it.live("is awaited, and returns the results after the last seen one", () =>
    Effect.gen(function* () {
      const vendor = yield* withJob(3, { runs: 2 })
      const some = yield* resumeBulkUpsert(211, { ...quick, start: true }).pipe(
        Stream.take(1),
        Stream.runCollect,
        using(vendor)
      )
      const before = vendor.calls.length
      const rest = yield* resumeBulkUpsert(211, { ...quick, after: some[0]!.id! }).pipe(
        Stream.runCollect,
        using(vendor)
      )
      assert.deepStrictEqual(
        rest.map(({ record }) => (record as Record<string, unknown>)["email_address"]),
        [emailOf(2), emailOf(3)]
      )
      const none = yield* resumeBulkUpsert(211, { ...quick, after: rest[1]!.id! }).pipe(
        Stream.runCollect,
        using(vendor)
      )
      assert.lengthOf(none, 0)
      assert.deepStrictEqual(kinds(vendor).slice(before), ["get", "results", "get", "results"])
    })
  )

  it.live("that does not exist is not found", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      const error = yield* resumeBulkUpsert(9999, quick).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.strictEqual(error._tag, "NotFound")
    })
  )

  it.live("does not report invalid records before its last one again", () =>
    Effect.gen(function* () {
      const odd = (stop: boolean) =>
        Stream.fromIterable([1, -1, 2, -2, 3, -3]).pipe(
          Stream.map((number) => ({ email_address: number < 0 ? (number as never) : emailOf(number) })),
          Stream.concat(stop ? Stream.fail("stop") : Stream.empty)
        )
      const vendor = yield* server()
      const told: Array<BulkUpsertResult> = []
      yield* bulkUpsert(odd(true), settings).pipe(
        Stream.runForEach((result) => Effect.sync(() => told.push(result))),
        Effect.flip,
        using(vendor)
      )
      assert.deepStrictEqual(
        told.map(({ index }) => index),
        [1, 3, 5]
      )
      const rest = yield* resumeBulkUpsert(211, { ...settings, records: odd(false) }).pipe(
        Stream.runCollect,
        using(vendor)
      )
      // Two people had arrived; those after the second come again.
      assert.deepStrictEqual(
        rest.map(({ index, record }) => index ?? (record as Record<string, unknown>)["email_address"]),
        [3, 5, emailOf(1), emailOf(2), emailOf(3)]
      )
    })
  )
})
