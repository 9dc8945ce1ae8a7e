import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { callsAgainst } from "../test/callsAgainst.ts"
import { Reports } from "./index.ts"

it.live("decodes timestamps from strings of digits, and only an unrecognized one as null", () =>
  Effect.gen(function* () {
    const entry = { id: "e1", time: "1783000000000", own: "kept" }
    const { value } = yield* callsAgainst(() => ({ success: true, data: [entry, { time: "soon" }] }), Reports.list())
    assert.deepStrictEqual(value._tag === "Success" && value.success.data, [
      { id: "e1", time: new Date(1_783_000_000_000), own: "kept" },
      { time: null }
    ] as never)
  })
)
