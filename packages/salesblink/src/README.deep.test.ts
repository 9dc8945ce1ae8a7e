import { assert, it } from "@effect/vitest"
import { Recorder, runShown } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"

const paused = {
  success: true,
  data: [
    { id: "s1", name: "Spring outreach" },
    { id: "s2", name: "Spring fair" }
  ]
}

/** A vendor that has no senders for the second sequence. */
const vendor = ({ method, path }: Recorder.Received): Recorder.Answer => {
  if (path.endsWith("/replies")) return { body: [] }
  if (path.endsWith("/sequences")) return { body: paused }
  if (path.endsWith("/lists")) return { body: { success: true, data: { id: "l1" } } }
  const fails = method === "PATCH" && path.endsWith("/s2")
  return { body: fails ? { success: false, message: "No senders." } : { success: true } }
}

it.live.each([new URL("../test/example.ts", import.meta.url), new URL("../test/promiseExample.ts", import.meta.url)])(
  "the README has an example that runs: %s",
  (example) =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(vendor)
      assert.deepStrictEqual(yield* runShown(example, { SALESBLINK_API_KEY: "secret", SALESBLINK_BASE_URL: url }), [
        "started Spring outreach",
        "SalesBlink says: No senders."
      ])
      assert.strictEqual(received.length, 7)
    }).pipe(Effect.scoped),
  60_000
)
