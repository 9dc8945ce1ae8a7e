import { assert, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { decode } from "./WebhookEvent.ts"
import * as Webhooks from "./promise/Webhooks.ts"

const reply = {
  event_name: "contact_replied_email",
  contact: { uuid: "c1", work_email: "jane.roe@example.com" },
  own: 7
}

it("recognises an event by its name, and keeps undescribed fields", () => {
  const event = Result.getOrThrow(decode(reply))
  assert.deepInclude(event, { _tag: "contact_replied_email", body: reply })
  assert.deepStrictEqual(event.payload?.contact, { uuid: "c1", work_email: "jane.roe@example.com" } as never)
})

it.each([
  [{ event_name: "of_a_newer_kind" }, "of_a_newer_kind"],
  [{ event_name: 7 }, undefined],
  [{}, undefined]
] as const)("passes on what it does not know: %j", (body, name) => {
  assert.deepInclude(Result.getOrThrow(decode(body)), { _tag: "Unknown", name, body })
})

it("refuses a body that is not an object", () => {
  assert.isTrue(Result.isFailure(decode([])))
  assert.throws(() => Webhooks.decode("[]"), TypeError)
})

it("receives an event", async () => {
  const events: Array<string> = []
  const receiver = Webhooks.receiver({ handle: ({ _tag }) => void events.push(_tag) })
  const answer = await receiver.web(
    new Request("https://hooks.example.com", { method: "POST", body: JSON.stringify(reply) })
  )
  assert.deepStrictEqual([answer.status, events], [200, ["contact_replied_email"]])
})
