import { assert, describe, it } from "@effect/vitest"
import * as live from "@salesbridge/contract-kit/live"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import * as Effect from "effect/Effect"
import { salesbridge } from "../../test/salesbridge.ts"
import type { Live } from "./Drift.ts"

describe("doctor --drift", { timeout: 300_000 }, () => {
  it("uses contract-kit's comparison unchanged", () => {
    const used: Live = live
    assert.isFunction(used.runWith)
  })

  // A quarter of a quota is kept by the clock.
  it.live("compares every response with the specification", () =>
    Effect.gen(function* () {
      const sandbox = yield* Effect.promise(() => startSandbox("salesflow"))
      const drift = () => salesbridge(["doctor", "salesflow", "--drift", "--base-url", sandbox.url])
      const whole = yield* drift()
      assert.strictEqual(whole.code, 0, whole.out + whole.err)
      assert.match(whole.out, /ok +salesflow +drift +[1-9]\d* of \d+ responses are as specified/)
      sandbox.fault({ operation: "listAccounts", status: 418 })
      const odd = yield* drift()
      assert.strictEqual(odd.code, 1)
      assert.match(odd.out, /failed +salesflow +drift +listAccounts: /)
      yield* Effect.promise(() => sandbox.close())
    })
  )
})
