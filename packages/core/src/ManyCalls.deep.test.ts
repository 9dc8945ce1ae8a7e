import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Acme from "../test/Acme.ts"
import { child } from "../test/child.ts"
import { json, start } from "../test/FaultServer.ts"

interface Report {
  readonly heaps: ReadonlyArray<number>
  readonly ends: Readonly<Record<string, number>>
  readonly open: ReadonlyArray<string>
}

const ok = json(Acme.widget)
const broken = json({ message: "broken" }, 500)

describe("Rule 9: 10,000 calls at concurrency 64 leave nothing behind", () => {
  it.live(
    "no open handle, no connection, no growth in memory beyond noise",
    () =>
      Effect.gen(function* () {
        // Every tenth fails, since errors could leak as well.
        const server = yield* start((_, index) => (index % 10 === 0 ? broken : ok))
        const text = yield* Effect.promise(() => child("manyCalls.ts", [server.url, "undici"], ["--expose-gc"]))
        const { ends, heaps, open } = JSON.parse(text) as Report
        assert.deepStrictEqual(ends, { ok: 9000, Broken: 1000 })
        // 5,000 calls lie between: a leak of 200 bytes each would be 1 MB.
        assert.isBelow(heaps[3]! - heaps[1]!, 1024 * 1024, `heap after each quarter: ${heaps.join(", ")}`)
        // Standard output alone may still be open.
        assert.deepStrictEqual(
          open.filter((_) => !/^(PipeWrap|TTYWrap|FSReqCallback|Timeout)$/.test(_)),
          []
        )
        assert.strictEqual(server.connections(), 0)
      }).pipe(Effect.scoped),
    300_000
  )
})
