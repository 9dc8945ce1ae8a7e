import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { salesbridge } from "../../test/salesbridge.ts"
import { ExitCode } from "../CommandFailure.ts"

describe("mcp", () => {
  it.effect.each([
    [["--port", "4200"], "--port needs --http"],
    [["--http", "--sandbox", "--base-url", "http://127.0.0.1:9"], "--sandbox and --base-url exclude each other"]
  ] as const)("refuses flags without effect: %j", ([flags, problem]) =>
    Effect.gen(function* () {
      const { code, err } = yield* salesbridge(["mcp", "--operations", "salesflow.*", ...flags])
      assert.strictEqual(code, ExitCode.usage)
      assert.include(err, `salesbridge: ${problem}`)
    })
  )
})
