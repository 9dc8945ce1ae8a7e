/** Calls that fail, each of a bulk upsert in turn: nothing is doubled, nothing is lost, and what cannot be known is told. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { Call, Fault, Kind } from "../../test/BulkJobServer.ts"
import { bulkUpsert, emails, kinds, people, quick, received, server, using } from "../../test/bulkUpsert.ts"

const settings = { ...quick, recordsPerCall: 3, recordsPerJob: 5 }

/** Those of eight people without a fault. */
const undisturbed: ReadonlyArray<Kind> = "create data data start get get results create data start get get results"
  .split(" ")
  .map((kind) => kind as Kind)

const faults: Readonly<Record<string, Fault>> = {
  "500 without effect": { answer: 500 },
  "500 with effect": { answer: 500, effect: "all" },
  "429": { answer: 429 },
  "a cut connection without effect": { answer: "cut" },
  "a cut connection with effect": { answer: "cut", effect: "all" },
  "no answer without effect": { answer: "hang" },
  "no answer with effect": { answer: "hang", effect: "all" },
  "no answer and effect soon": { answer: "hang", effect: { after: 120 } },
  "an empty 200 with effect": { answer: 200, body: "", effect: "all" },
  "another 200 with effect": { answer: 200, body: { records: "some" }, effect: "all" }
}

const at =
  (index: number, fault: Fault) =>
  (call: Call): Fault | undefined =>
    call.index === index ? fault : undefined

const all =
  (kind: Kind, fault: Fault) =>
  (call: Call): Fault | undefined =>
    call.kind === kind ? fault : undefined

describe("if one call fails, a bulk upsert processes each record once:", { concurrent: true }, () => {
  it.live("without a fault", () =>
    Effect.gen(function* () {
      const vendor = yield* server()
      yield* bulkUpsert(people(8), settings).pipe(Stream.runDrain, using(vendor))
      assert.deepStrictEqual(kinds(vendor), undisturbed)
    })
  )

  describe.each(Object.entries(faults))("%s,", (name, fault) => {
    it.live.each(undisturbed.map((kind, index) => [index, kind] as const))("call %i, %s", ([index, kind]) =>
      Effect.gen(function* () {
        const vendor = yield* server({ fault: at(index, fault) })
        const results = yield* bulkUpsert(people(8), settings).pipe(
          Stream.runCollect,
          Effect.result,
          using(vendor, { timeout: { attempt: "1 second" } })
        )
        assert.deepStrictEqual(vendor.violations, [])
        if (name.startsWith("another 200") && kind !== "data" && kind !== "create" && kind !== "start") {
          // A read of another form is not read again.
          assert.deepInclude(results, { _tag: "Failure" })
          assert.strictEqual(results._tag === "Failure" && results.failure._tag, "UnexpectedResponse")
          return
        }
        assert.strictEqual(results._tag, "Success", String(results._tag === "Failure" && results.failure))
        if (results._tag === "Failure") return
        assert.deepStrictEqual(received(vendor), emails(8))
        assert.deepStrictEqual(
          results.success.map(({ record }) => (record as Record<string, unknown>)["email_address"]),
          emails(8)
        )
      })
    )
  })
})

describe("a job with a missing or unknown state", () => {
  it.live.each([null, undefined, "finished"])("ends when it has a finishing time: %j", (state) =>
    Effect.gen(function* () {
      const data = { id: 211, state, ready_to_execute: true, finished_at: "2026-06-01T09:00:00.000000-04:00" }
      const fault = all("get", { answer: 200, body: { data }, effect: "all" })
      const vendor = yield* server({ runs: 0, fault })
      const results = yield* bulkUpsert(people(3), settings).pipe(
        Stream.runCollect,
        using(vendor),
        Effect.timeout("30 seconds")
      )
      assert.lengthOf(results, 3)
    })
  )
})

describe("if calls keep failing, a bulk upsert reports:", () => {
  it.live.each([
    ["create", { answer: 403 }, "Forbidden", ["create"]],
    ["create", { answer: 500 }, "InternalServerError", ["create", "create", "create"]],
    ["data", { answer: 401 }, "Unauthorized", ["create", "data"]],
    ["data", { answer: 422, body: { errors: { data: ["is odd"] } } }, "ValidationFailed", ["create", "data"]],
    ["data", { answer: 413 }, "UnexpectedStatus", ["create", "data"]],
    ["data", { answer: 500 }, "InternalServerError", ["create", "data", "get", "get", "data", "get", "get", "data"]],
    ["start", { answer: 422 }, "ValidationFailed", ["create", "data", "start", "get"]],
    ["start", { answer: 404 }, "NotFound", ["create", "data", "start"]],
    ["get", { answer: 404 }, "NotFound", ["create", "data", "start", "get"]],
    ["results", { answer: 403 }, "Forbidden", ["create", "data", "start", "get", "get", "results"]]
  ] as ReadonlyArray<readonly [Kind, Fault, string, ReadonlyArray<Kind>]>)("%s", ([kind, fault, tag, first]) =>
    Effect.gen(function* () {
      const vendor = yield* server({ fault: all(kind, fault) })
      const error = yield* bulkUpsert(people(3), settings).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.strictEqual(error._tag, tag)
      assert.strictEqual(error.status, fault.answer)
      assert.strictEqual(error.vendor, "salesloft")
      assert.deepStrictEqual(kinds(vendor).slice(0, first.length), first)
      assert.isAtMost(vendor.jobs.size, 1)
      assert.notStrictEqual(kind === "data" && vendor.jobs.get(211)?.state, "executing")
    })
  )

  it.live("a batch of which only a part arrived", () =>
    Effect.gen(function* () {
      const vendor = yield* server({ fault: at(2, { answer: 500, effect: { records: 1 } }) })
      const error = yield* bulkUpsert(people(8), settings).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.strictEqual(error._tag, "BulkJobUncertain")
      assert.deepInclude(error as object, { category: "Conflict", job: 211, expected: [5, 3], total: 4 })
      assert.include(error.message, "bulk job 211 has 4 records, not 5 or 3")
      assert.strictEqual((error.cause as { readonly status?: number }).status, 500)
      assert.notInclude(kinds(vendor), "start")
    })
  )

  it.live("a response with another number of records", () =>
    Effect.gen(function* () {
      const vendor = yield* server({
        fault: at(1, { answer: 200, body: { data: { records: 2 } }, effect: { records: 2 } })
      })
      const error = yield* bulkUpsert(people(8), settings).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.deepInclude(error as object, { _tag: "BulkJobUncertain", expected: [3, 0], total: 2 })
      assert.notInclude(kinds(vendor), "start")
    })
  )

  it.live("a batch that arrives after it was considered lost: the job is not started", () =>
    Effect.gen(function* () {
      const vendor = yield* server({ fault: at(1, { answer: "cut", effect: { after: "data" } }) })
      const error = yield* bulkUpsert(people(4), settings).pipe(Stream.runDrain, Effect.flip, using(vendor))
      assert.strictEqual(error._tag, "BulkJobUncertain")
      assert.deepInclude(error as object, { job: 211, expected: [4], total: 7 })
      assert.notInclude(kinds(vendor), "start")
    })
  )
})
