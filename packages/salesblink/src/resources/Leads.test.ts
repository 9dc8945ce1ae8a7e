import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { callsAgainst } from "../../test/callsAgainst.ts"
import { Leads } from "../index.ts"

it.live("sends and keeps the custom fields of a lead", () =>
  Effect.gen(function* () {
    const { received } = yield* callsAgainst(
      () => ({ success: true }),
      Leads.add({ list_id: "l1", contacts: [{ email: "jane.roe@example.com", lead_score: 7 }] })
    )
    assert.deepStrictEqual(received[0]!.body, {
      list_id: "l1",
      contacts: [{ email: "jane.roe@example.com", lead_score: 7 }]
    })
    const { value } = yield* callsAgainst(
      () => ({ success: true, data: { contacts: [{ id: "l1", lead_score: 7 }], total: 1 } }),
      Leads.list({ id: "l1" })
    )
    assert.deepStrictEqual(value._tag === "Success" && value.success.data?.contacts[0], {
      id: "l1",
      lead_score: 7
    } as never)
  })
)
