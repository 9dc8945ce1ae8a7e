import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { salesbridge } from "../test/salesbridge.ts"
import { ExitCode } from "./CommandFailure.ts"

const port = ["-1", "65536", "1.5", "NaN", "1e99"]
const count = ["0", "-1", "1.5", "NaN", "1e99"]

const wrong = [
  ["listen salesloft --port", port],
  ["mcp --http --port", port],
  ["mcp --max-result", count],
  ["replay --to http://127.0.0.1:1 --last", count]
] as const

describe("numbers", () => {
  it.effect.each(wrong.flatMap(([flag, values]) => values.map((value) => `${flag}=${value}`)))(
    "are checked: %s",
    (line) =>
      Effect.gen(function* () {
        const { code, err } = yield* salesbridge(line.split(" "))
        assert.strictEqual(code, ExitCode.usage)
        assert.match(err, /^salesbridge \w+: invalid value for flag --/)
      })
  )
})
