import { assert, describe, it, vi } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Screen } from "./Screen.ts"

describe("a message on the screen", () => {
  it.effect("keeps lines and tabs, but nothing that steers the terminal", () =>
    Effect.gen(function* () {
      const write = vi.spyOn(process.stderr, "write").mockImplementation((_, done: unknown) => {
        if (typeof done === "function") done()
        return true
      })
      const { err } = yield* Screen
      yield* err("a\u001B]0;b\u0007\u009B2J\r\n\tc\u007F")
      const written = write.mock.calls.map(([text]) => text)
      write.mockRestore()
      assert.deepStrictEqual(written, ["a]0;b2J\n\tc\n"])
    })
  )
})
