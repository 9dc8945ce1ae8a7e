import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { salesbridge } from "../../test/salesbridge.ts"

describe("list", () => {
  it.effect("shows the number of operations by source, the sources with their date, and missing operations", () =>
    Effect.gen(function* () {
      const { code, err } = yield* salesbridge(["list", "salesflow"])
      assert.strictEqual(code, 0)
      assert.match(err, /^\n\d+ operations: \d+ documented by their vendor, \d+ known only from other public pages\.$/m)
      assert.match(err, /^salesflow, looked at on \d{4}-\d\d-\d\d: https:\/\/\S+.*; .*\.$/m)
      assert.match(err, /^ {2}Missing: .+, since .+\.$/m)
    })
  )

  it.effect("omits missing operations in a search", () =>
    Effect.gen(function* () {
      const { err, out } = yield* salesbridge(["list", "salesflow", "--search", "start campaign"])
      assert.match(out, /salesflow +Campaigns\.start/)
      assert.match(err, /^\n1 operation: 1 documented/m)
      assert.notMatch(err, /Missing|looked at/)
    })
  )
})
