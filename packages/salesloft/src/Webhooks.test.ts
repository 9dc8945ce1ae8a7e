import { assert, describe, it } from "@effect/vitest"
import type { Webhook } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { type WebhookEvent, Webhooks } from "./index.ts"
import { records } from "./WebhookEvent.ts"

const callbackToken = Redacted.make("callback-token")
const person = { id: 7, display_name: "Jane Roe", updated_at: "2026-11-20T10:00:00.123456-05:00", new_field: 1 }

const post = (receiver: Webhook.Receiver<never>, delivery: Webhooks.SignedDelivery) =>
  Effect.promise(() => receiver.web(new Request("https://app.example.com/hook", { method: "POST", ...delivery }))).pipe(
    Effect.map(({ status }) => status)
  )

const collecting = (options: Partial<Webhooks.ReceiverOptions<never>> = {}) => {
  const events: Array<WebhookEvent> = []
  return { events, receiver: Webhooks.receiver({ callbackToken, handle: (event) => events.push(event), ...options }) }
}

const signed = (event: string, record: object = person, token = callbackToken) =>
  Webhooks.signDelivery({ event, record: { ...record }, callbackToken: token })

describe("webhooks", () => {
  it.live("are signed as Salesloft does: the HMAC-SHA1 of the body in lower-case digits", () =>
    Effect.gen(function* () {
      const { body, headers } = yield* signed("person_created")
      assert.deepStrictEqual(headers, {
        "content-type": "application/json",
        "x-salesloft-event": "person_created",
        "x-salesloft-signature": createHmac("sha1", "callback-token").update(body).digest("hex")
      })
    })
  )

  it.live("are decoded to their records", () =>
    Effect.gen(function* () {
      const { events, receiver } = collecting()
      assert.strictEqual(yield* post(receiver, yield* signed("person_updated")), 200)
      const event = events[0]!
      if (event._tag !== "person_updated") return assert.fail(event._tag)
      assert.strictEqual(event.record.display_name, "Jane Roe")
      assert.strictEqual(event.record.updated_at?.toISOString(), "2026-11-20T15:00:00.123Z")
      assert.strictEqual(event.body["new_field"], 1)
    })
  )

  it.live.each(Object.keys(records))("%s is known", (name) =>
    Effect.gen(function* () {
      const { events, receiver } = collecting()
      yield* post(receiver, yield* signed(name, { id: 1, counts: { people: null } }))
      assert.strictEqual(events[0]!._tag, name)
    })
  )

  it.live("with other names, without a name, or with another record are passed on", () =>
    Effect.gen(function* () {
      const { events, receiver } = collecting()
      const { body, headers } = yield* signed("person_updated")
      yield* post(receiver, yield* signed("person_promoted"))
      yield* post(receiver, yield* signed("toString"))
      const { "x-salesloft-event": _, ...nameless } = headers
      yield* post(receiver, { body, headers: nameless })
      yield* post(receiver, yield* signed("person_updated", { name: "without an id" }))
      assert.deepStrictEqual(
        events.map((event) => (event._tag === "Unknown" ? [event.event, event.problem !== undefined] : event._tag)),
        [
          ["person_promoted", false],
          ["toString", false],
          [undefined, false],
          ["person_updated", true]
        ]
      )
    })
  )

  it.live("are refused without a valid signature, and accepted with any of several tokens", () =>
    Effect.gen(function* () {
      const { events, receiver } = collecting()
      const delivery = yield* signed("person_created")
      const { "x-salesloft-signature": _, ...unsigned } = delivery.headers
      assert.strictEqual(yield* post(receiver, { ...delivery, headers: unsigned }), 401)
      assert.strictEqual(yield* post(receiver, { ...delivery, body: `${delivery.body} ` }), 401)
      assert.strictEqual(yield* post(receiver, yield* signed("person_created", person, Redacted.make("other"))), 401)
      assert.lengthOf(events, 0)
      const both = collecting({ callbackToken: [Redacted.make("old"), callbackToken] })
      assert.strictEqual(yield* post(both.receiver, delivery), 200)
      assert.strictEqual(yield* post(both.receiver, yield* signed("person_deleted", person, Redacted.make("old"))), 200)
      assert.lengthOf(both.events, 2)
    })
  )

  it.live("are handled once each, even if two events of a record have the same body", () =>
    Effect.gen(function* () {
      const { events, receiver } = collecting()
      for (const name of ["task_updated", "task_completed", "task_updated"]) {
        assert.strictEqual(yield* post(receiver, yield* signed(name, { id: 3 })), 200)
      }
      assert.deepStrictEqual(
        events.map(({ _tag }) => _tag),
        ["task_updated", "task_completed"]
      )
    })
  )

  it.live("are sent again if the handler fails", () =>
    Effect.gen(function* () {
      let calls = 0
      const { receiver } = collecting({
        handle: () => (++calls === 1 ? Effect.fail("no") : Effect.void),
        run: (effect) => Effect.runPromise(effect)
      })
      const delivery = yield* signed("note_created", { id: 3 })
      assert.deepStrictEqual(
        [yield* post(receiver, delivery), yield* post(receiver, delivery), yield* post(receiver, delivery)],
        [500, 200, 200]
      )
      assert.strictEqual(calls, 2)
    })
  )
})
