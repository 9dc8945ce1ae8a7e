import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { callsAgainst } from "../test/callsAgainst.ts"
import { Lists } from "./index.ts"

it.live("decodes a single item with or without a list around it", () =>
  Effect.gen(function* () {
    for (const data of [{ id: "l1", name: "Spring" }, [{ id: "l1", name: "Spring" }]]) {
      const { value } = yield* callsAgainst(() => ({ success: true, data }), Lists.get({ id: "l1" }))
      assert.deepStrictEqual(value._tag === "Success" && value.success.data, { id: "l1", name: "Spring" } as never)
    }
  })
)
