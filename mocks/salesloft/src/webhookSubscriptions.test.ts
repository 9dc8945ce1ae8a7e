/** Create webhook subscription, and its deliveries. */
import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import { receiver } from "@salesbridge/mock-engine/testing"
import { invalid, start } from "../test/caller.ts"

type Caller = Awaited<ReturnType<typeof start>>

const token = "a-secret-of-yours"

const subscribe = async ({ call }: Caller, url: string, ...events: ReadonlyArray<string>) => {
  const made = []
  for (const event_type of events) {
    const body = { callback_url: url, callback_token: token, event_type }
    made.push((await call("POST", "/v2/webhook_subscriptions", body)).body)
  }
  return made
}

describe("a subscription", () => {
  it("is returned without an envelope, listed, and deleted, also repeatedly", async () => {
    const caller = await start()
    const { call } = caller
    const [made] = await subscribe(caller, "https://hooks.example.com/salesloft", "person_created")
    expect(made).toEqual({
      id: expect.any(Number),
      tenant_id: 900,
      user_guid: "0b6f2a9e-6c1d-4f7e-9a35-2d8c4e1f7a60",
      event_type: "person_created",
      enabled: true,
      callback_url: "https://hooks.example.com/salesloft",
      callback_token: token
    })
    expect((await call("GET", `/v2/webhook_subscriptions/${made.id}`)).body).toEqual(made)
    expect((await call("GET", "/v2/webhook_subscriptions")).body).toContainEqual(made)
    expect((await call("GET", "/v2/webhook_subscriptions?enabled=false")).body).toHaveLength(2)
    expect((await call("DELETE", `/v2/webhook_subscriptions/${made.id}`)).status).toBe(204)
    expect((await call("GET", `/v2/webhook_subscriptions/${made.id}`)).status).toBe(404)
    expect((await call("DELETE", `/v2/webhook_subscriptions/${made.id}`)).status).toBe(204)
  })

  it("can be disabled, and moved to another URL", async () => {
    const caller = await start()
    const { call } = caller
    const [made] = await subscribe(caller, "https://hooks.example.com/old", "person_created")
    const path = `/v2/webhook_subscriptions/${made.id}`
    const callback_url = "https://hooks.example.com/new"
    expect((await call("PUT", path, { callback_url })).body).toEqual({ ...made, callback_url })
    expect((await call("PUT", path, { enabled: false })).body).toEqual({ ...made, callback_url, enabled: false })
    expect((await call("PUT", path, { callback_url: "hooks" })).status).toBe(422)
  })

  it("needs a documented event and a URL", async () => {
    const { call } = await start()
    const body = { callback_url: "http://127.0.0.1:1/hook", callback_token: token, event_type: "person_created" }
    const create = (more: object) => call("POST", "/v2/webhook_subscriptions", { ...body, ...more })
    expect(await create({ event_type: "person_cloned" })).toMatchObject(invalid("event_type", "is not supported"))
    expect(await create({ callback_url: "hooks" })).toMatchObject(
      invalid("callback_url", "must be a URL that begins with http:// or https://")
    )
    for (const event_type of ["step_deleted", "conversation_transcript_created", "meeting_booked", "link_swap"]) {
      expect((await create({ event_type })).status).toBe(200)
    }
  })
})

describe("an event", () => {
  it("is posted as the bare record, named and signed in headers", async () => {
    const { received, url } = await receiver(204)
    const caller = await start()
    await subscribe(caller, url, "person_created")
    const { data } = (await caller.call("POST", "/v2/people", { email_address: "new@works.example.com" })).body
    await caller.sandbox.advance(0)
    expect(received).toHaveLength(1)
    const [{ headers, text }] = received as [(typeof received)[number]]
    expect(JSON.parse(text)).toMatchObject({ id: data.id, email_address: "new@works.example.com" })
    expect(JSON.parse(text).owner._href).toBe("https://api.salesloft.com/v2/users/501")
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "x-salesloft-event": "person_created",
      "x-salesloft-signature": createHmac("sha1", token).update(text).digest("hex")
    })
  })

  it("is retried three times, fifteen seconds apart", async () => {
    const { received, url } = await receiver(500)
    const caller = await start()
    const { call, sandbox } = caller
    await subscribe(caller, url, "person_deleted")
    await call("DELETE", "/v2/people/30817")
    await sandbox.advance("5 minutes")
    expect(received).toHaveLength(4)
    expect(new Set(received.map(({ text }) => text)).size).toBe(1)
    const [delivery] = sandbox.deliveries()
    expect(delivery).toMatchObject({ event: "person_deleted", state: "failed" })
    const times = delivery!.attempts.map(({ at }) => at)
    // Rounded, because a post takes a moment itself.
    expect(times.map((at) => Math.round((at - times[0]!) / 1000))).toEqual([0, 15, 30, 45])
  })

  it("is not retried after it was accepted", async () => {
    const { received, url } = await receiver(503, 200)
    const caller = await start()
    await subscribe(caller, url, "note_created")
    const note = { content: "Tea", associated_with_type: "person", associated_with_id: 30_816 }
    await caller.call("POST", "/v2/notes", note)
    await caller.sandbox.advance("5 minutes")
    expect(received).toHaveLength(2)
  })

  it("is not posted to a disabled or deleted subscription", async () => {
    const { received, url } = await receiver(204)
    const caller = await start()
    const { call, sandbox } = caller
    const [one, other] = await subscribe(caller, url, "account_updated", "account_updated")
    await call("PUT", `/v2/webhook_subscriptions/${one.id}`, { enabled: false })
    await call("DELETE", `/v2/webhook_subscriptions/${other.id}`)
    await call("PUT", "/v2/accounts/20417", { city: "York" })
    await sandbox.advance(0)
    expect(received).toEqual([])
    await call("PUT", `/v2/webhook_subscriptions/${one.id}`, { enabled: true })
    await call("PUT", "/v2/accounts/20417", { city: "Leeds" })
    await sandbox.advance(0)
    expect(received).toHaveLength(1)
  })

  const all = ["account", "cadence_membership", "call", "call_data_record", "email", "note", "person", "task"].flatMap(
    (name) => ["created", "updated", "deleted", "completed"].map((what) => `${name}_${what}`)
  )
  const documented = all.filter(
    (name) =>
      !/^(?:cadence_membership|call|call_data_record)_deleted$|^email_(?!updated)|^(?!task).*_completed$/.test(name)
  )

  it.each([
    ["POST", "/v2/people", { email_address: "new@works.example.com" }, ["person_created"]],
    ["PUT", "/v2/people/30860", { title: "Owner" }, ["person_updated"]],
    ["DELETE", "/v2/people/30860", undefined, ["person_deleted"]],
    ["POST", "/v2/person_upserts", { email_address: "new@works.example.com" }, ["person_created"]],
    ["POST", "/v2/accounts", { name: "Anvils", domain: "anvils.example.com" }, ["account_created"]],
    ["PUT", "/v2/accounts/20417", { city: "York" }, ["account_updated"]],
    [
      "POST",
      "/v2/cadence_memberships",
      { person_id: 30_860, cadence_id: 8801 },
      ["cadence_membership_created", "person_updated"]
    ],
    ["DELETE", "/v2/cadence_memberships/71205", undefined, ["cadence_membership_updated"]],
    [
      "POST",
      "/v2/activities/calls",
      { person_id: 101_112, notes: "Tea", linked_call_data_record_ids: [135] },
      ["call_created", "note_created", "call_data_record_updated", "person_updated", "account_updated"]
    ],
    ["PUT", "/v2/notes/12077", { content: "Tea" }, ["note_updated"]],
    ["DELETE", "/v2/notes/12078", undefined, ["note_deleted"]],
    [
      "POST",
      "/v2/tasks",
      {
        subject: "Write",
        person_id: 30_816,
        user_id: 501,
        task_type: "email",
        due_date: "2026-05-13"
      },
      ["task_created"]
    ]
  ])("%s %s %o posts %o", async (method, path, body, events) => {
    const { received, url } = await receiver(204)
    const caller = await start()
    await subscribe(caller, url, ...documented)
    expect((await caller.call(method, path, body)).status).toBeLessThan(300)
    await caller.sandbox.advance(0)
    expect(received.map(({ headers }) => headers["x-salesloft-event"])).toEqual(events)
  })

  it("of a deleted account has the whole record, without the count of its people", async () => {
    const { received, url } = await receiver(204)
    const caller = await start()
    await subscribe(caller, url, "account_deleted")
    await caller.call("DELETE", "/v2/accounts/20417")
    await caller.sandbox.advance(0)
    expect(JSON.parse(received[0]!.text)).toMatchObject({
      id: 20_417,
      name: "Northgate Tooling",
      counts: { people: null }
    })
  })

  it("reports a finished bulk job, and each person that it changed", async () => {
    const { received, url } = await receiver(204)
    const caller = await start()
    const { call, sandbox } = caller
    await subscribe(caller, url, "bulk_job_completed", "person_created")
    await call("PUT", "/v2/bulk_jobs/6120", { ready_to_execute: true })
    await sandbox.advance("5 seconds")
    const names = received.map(({ headers }) => headers["x-salesloft-event"])
    expect(names).toEqual(["person_created", "person_created", "bulk_job_completed"])
    expect(JSON.parse(received[2]!.text)).toMatchObject({ id: 6120, state: "done", processed: 2 })
  })

  it.each([
    ["emailOpened", { email_id: 66_210 }, "email_updated"],
    ["emailOpened", { email_id: 66_210 }, "email_with_body_and_subject_updated"],
    ["taskCompleted", { task_id: 51_880 }, "task_completed"],
    ["callEnded", {}, "call_data_record_created"],
    ["cadenceArchived", { cadence_id: 8801 }, "cadence_updated"],
    ["userDeactivated", { user_id: 502 }, "user_updated"],
    ["personOptedOut", { person_id: 101_112 }, "cadence_membership_updated"],
    ["emailReplied", { person_id: 101_112 }, "person_updated"],
    ["actionCompleted", { action_id: 90_511 }, "cadence_membership_updated"],
    ["conversationCreated", { id: "71d91aec-80bc-463b-b072-475aea744805" }, "conversation_created"],
    ["meetingBooked", { id: 30_816 }, "meeting_booked"],
    ["successCreated", { id: 88_001 }, "success_created"]
  ])("%s %o posts %s", async (event, payload, name) => {
    const { received, url } = await receiver(204)
    const caller = await start()
    await subscribe(caller, url, name)
    await caller.sandbox.trigger(event, payload)
    expect(received.length).toBeGreaterThan(0)
    expect(received[0]!.headers["x-salesloft-event"]).toBe(name)
  })
})
