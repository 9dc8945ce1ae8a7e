import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { against } from "../test/against.ts"
import { Activity, Leads } from "./index.ts"

const leads = Array.from({ length: 5 }, (_, index) => ({ id: `lead-${index}`, email: `${index}@example.com` }))

it.live("streams a list by skipping items, and ends with an empty page", () =>
  Effect.gen(function* () {
    const { exit, received } = yield* against(
      ({ query }) => {
        const contacts = leads.slice(Number(query["skip"]), Number(query["skip"]) + Number(query["limit"]))
        return { body: { success: true, data: { contacts, total: contacts.length } } }
      },
      Stream.runCollect(Leads.stream({ id: "l1", limit: 2 }))
    )
    assert.deepStrictEqual(
      exit._tag === "Success" && exit.success.map(({ id }) => String(id)),
      leads.map(({ id }) => id)
    )
    assert.deepStrictEqual(
      received.map(({ query }) => query["skip"]),
      ["0", "2", "4", "5"]
    )
  })
)

it.live("streams a list by the number of the page", () =>
  Effect.gen(function* () {
    const { exit, received } = yield* against(
      ({ query }) => ({ body: query["page"] === "1" ? [{ id: "r1", time: 1_783_000_000_000 }] : [] }),
      Stream.runCollect(Activity.replyStream({ since: new Date(1_782_000_000_000) }))
    )
    assert.deepStrictEqual(exit._tag === "Success" && exit.success.map(({ time }) => time), [
      new Date(1_783_000_000_000)
    ])
    assert.deepStrictEqual(received[0]!.query, { page: "1", per_page: "100", since: "1782000000000" })
  })
)
