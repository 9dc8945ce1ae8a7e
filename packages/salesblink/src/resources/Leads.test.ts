import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { against } from "../../test/against.ts"
import { Leads } from "../index.ts"

it.live("sends and keeps the custom fields of a lead", () =>
  Effect.gen(function* () {
    const { received } = yield* against(
      { body: { success: true } },
      Leads.add({ list_id: "l1", contacts: [{ email: "jane.roe@example.com", lead_score: 7 }] })
    )
    assert.deepStrictEqual(received[0]!.body, {
      list_id: "l1",
      contacts: [{ email: "jane.roe@example.com", lead_score: 7 }]
    })
    const { exit } = yield* against(
      { body: { success: true, data: { contacts: [{ id: "l1", lead_score: 7 }], total: 1 } } },
      Leads.list({ id: "l1" })
    )
    assert.deepStrictEqual(exit._tag === "Success" && exit.success.data?.contacts[0], {
      id: "l1",
      lead_score: 7
    } as never)
  })
)
