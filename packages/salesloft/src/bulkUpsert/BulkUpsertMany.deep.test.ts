/** Very many records: in little time, and in the memory of a few. */
import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { salesloft } from "../../test/against.ts"
import { serveApart } from "../../test/BulkJobServer.ts"
import { bulkUpsert } from "./BulkUpsert.ts"

setFlagsFromString("--expose-gc")
const gc = runInNewContext("gc") as () => void

const heap = () => {
  gc()
  return process.memoryUsage().heapUsed / 2 ** 20
}

it.live(
  "upserts 25,000 people in constant memory, the last as fast as the first",
  () =>
    Effect.gen(function* () {
      const server = yield* Effect.acquireRelease(
        Effect.promise(() => serveApart()),
        ({ close }) => Effect.promise(close)
      )
      const people = Stream.map(Stream.range(1, 25_000), (number) => ({
        email_address: `jane.roe.${number}@example.com`,
        first_name: "Jane",
        last_name: `Roe ${number}`,
        title: "Head of Examples",
        phone: "+15550100",
        tags: ["spring"],
        custom_fields: { "Lead Source": "Website" }
      }))
      const heaps: Array<number> = []
      // Of the processor, since the last 3,750 results.
      const seconds: Array<number> = []
      let results = 0
      let last = 0
      let since = process.cpuUsage()
      yield* bulkUpsert(people, { upsert_key: "email_address", poll: { start: "5 millis", max: "50 millis" } }).pipe(
        Stream.runForEach(({ id, resource, status }) =>
          Effect.sync(() => {
            assert.strictEqual(status, "success")
            assert.isTrue(Number(id) > last && resource?.person.display_name === undefined)
            last = Number(id)
            if (++results % 3750 > 0) return
            seconds.push(process.cpuUsage(since).user / 1e6)
            heaps.push(heap())
            since = process.cpuUsage()
          })
        ),
        Effect.provide(salesloft(server.url))
      )
      const seen = yield* Effect.promise(() => server.seen())
      assert.deepStrictEqual(seen, {
        jobs: 3,
        records: 25_000,
        people: 25_000,
        calls: { create: 3, data: 25, start: 3, get: 6, results: 253 },
        violations: []
      })
      assert.strictEqual(results, 25_000)
      const growth = Math.max(...heaps.slice(1)) - heaps[0]!
      assert.isBelow(
        growth,
        1,
        `MiB more after ${heaps.length} times 3,750 results: ${heaps.map(Math.round).join(", ")}`
      )
      assert.isBelow(Math.max(...seconds.slice(1)), 1.5 * seconds[0]!, seconds.join(", "))
    }).pipe(Effect.scoped),
  60_000
)
