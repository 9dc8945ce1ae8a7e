import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { against } from "../test/against.ts"
import { Lists } from "./index.ts"

it.live("decodes a single item with or without a list around it", () =>
  Effect.gen(function* () {
    for (const data of [{ id: "l1", name: "Spring" }, [{ id: "l1", name: "Spring" }]]) {
      const { exit } = yield* against({ body: { success: true, data } }, Lists.get({ id: "l1" }))
      assert.deepStrictEqual(exit._tag === "Success" && exit.success.data, { id: "l1", name: "Spring" } as never)
    }
  })
)
