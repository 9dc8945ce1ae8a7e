/** What no derived check knows of version 1.0.0: lists as streams, moments, answers of two forms, refusals with 200. */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, it } from "@effect/vitest"
import { Recorder } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { Activity, Inbox, Leads, Lists, Reports, SalesBlink, Senders } from "./index.ts"

const against = <A, E>(answer: (request: Recorder.Received) => unknown, calls: Effect.Effect<A, E, SalesBlink>) =>
  Effect.scoped(
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start((request) => ({ body: answer(request) }))
      const layer = SalesBlink.layer({
        apiKey: Redacted.make("key"),
        baseUrl: url,
        quota: { limits: [] },
        retry: false
      })
      const value = yield* Effect.result(Effect.provide(calls, Layer.provide(layer, NodeHttpClient.layerUndici)))
      return { value, received }
    })
  )

const leads = Array.from({ length: 5 }, (_, index) => ({ id: `lead-${index}`, email: `${index}@example.com` }))

it.live("streams the leads of a list, and ends with the page that is empty", () =>
  Effect.gen(function* () {
    const { received, value } = yield* against(
      ({ query }) => {
        const contacts = leads.slice(Number(query["skip"]), Number(query["skip"]) + Number(query["limit"]))
        return { success: true, data: { contacts, total: contacts.length } }
      },
      Stream.runCollect(Leads.stream({ id: "l1", limit: 2 }))
    )
    assert.deepStrictEqual(
      value._tag === "Success" && value.success.map(({ id }) => String(id)),
      leads.map(({ id }) => id)
    )
    assert.deepStrictEqual(
      received.map(({ query }) => query["skip"]),
      ["0", "2", "4", "5"]
    )
  })
)

it.live("streams replies by the number of their page", () =>
  Effect.gen(function* () {
    const { received, value } = yield* against(
      ({ query }) => (query["page"] === "1" ? [{ id: "r1", time: 1_783_000_000_000 }] : []),
      Stream.runCollect(Activity.replyStream({ since: new Date(1_782_000_000_000) }))
    )
    assert.deepStrictEqual(value._tag === "Success" && value.success.map(({ time }) => time), [
      new Date(1_783_000_000_000)
    ])
    assert.deepStrictEqual(received[0]!.query, { page: "1", per_page: "100", since: "1782000000000" })
  })
)

it.live("reads a list that comes alone in a list, and one that does not", () =>
  Effect.gen(function* () {
    for (const data of [{ id: "l1", name: "Spring" }, [{ id: "l1", name: "Spring" }]]) {
      const { value } = yield* against(() => ({ success: true, data }), Lists.get({ id: "l1" }))
      assert.deepStrictEqual(value._tag === "Success" && value.success.data, { id: "l1", name: "Spring" } as never)
    }
  })
)

it.live("reads moments that come as digits in a text, and loses one alone that is odd", () =>
  Effect.gen(function* () {
    const entry = { id: "e1", time: "1783000000000", own: "kept" }
    const { value } = yield* against(() => ({ success: true, data: [entry, { time: "soon" }] }), Reports.list())
    assert.deepStrictEqual(value._tag === "Success" && value.success.data, [
      { id: "e1", time: new Date(1_783_000_000_000), own: "kept" },
      { time: null }
    ] as never)
  })
)

it.live("keeps the fields of a lead that are the caller's own, sent and received", () =>
  Effect.gen(function* () {
    const { received } = yield* against(
      () => ({ success: true }),
      Leads.add({ list_id: "l1", contacts: [{ email: "jane.roe@example.com", lead_score: 7 }] })
    )
    assert.deepStrictEqual(received[0]!.body, {
      list_id: "l1",
      contacts: [{ email: "jane.roe@example.com", lead_score: 7 }]
    })
    const { value } = yield* against(
      () => ({ success: true, data: { contacts: [{ id: "l1", lead_score: 7 }], total: 1 } }),
      Leads.list({ id: "l1" })
    )
    assert.deepStrictEqual(value._tag === "Success" && value.success.data?.contacts[0], {
      id: "l1",
      lead_score: 7
    } as never)
  })
)

it.live("fails with the reason, wherever SalesBlink puts it", () =>
  Effect.gen(function* () {
    const refused = yield* against(() => ({ success: false, message: "No seats." }), Inbox.thread({ messageId: "m/1" }))
    assert.include(String(refused.value._tag === "Failure" && refused.value.failure), "No seats.")
    assert.strictEqual(refused.received[0]!.path, "/api/public/v1.0.0/inbox/m%2F1/thread")
    const { url } = yield* Recorder.start(() => ({ status: 500, body: { success: false, err: "Sender not found" } }))
    const layer = SalesBlink.layer({ apiKey: Redacted.make("key"), baseUrl: url, retry: false })
    const error = yield* Effect.flip(
      Effect.provide(Senders.reconnect({ id: "s1" }), Layer.provide(layer, NodeHttpClient.layerUndici))
    )
    assert.deepInclude(error, { _tag: "InternalServerError", reason: "Sender not found" })
  }).pipe(Effect.scoped)
)
