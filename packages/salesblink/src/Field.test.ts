import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { against } from "../test/against.ts"
import { Reports } from "./index.ts"

it.live("decodes timestamps from strings of digits, and only an unrecognized one as null", () =>
  Effect.gen(function* () {
    const entry = { id: "e1", time: "1783000000000", own: "kept" }
    const { exit } = yield* against({ body: { success: true, data: [entry, { time: "soon" }] } }, Reports.list())
    assert.deepStrictEqual(exit._tag === "Success" && exit.success.data, [
      { id: "e1", time: new Date(1_783_000_000_000), own: "kept" },
      { time: null }
    ] as never)
  })
)
