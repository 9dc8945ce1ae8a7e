/** LinkedIn messages: sent, pending, answered and read back. */
import { describe, expect, it } from "vitest"
import { type Caller, example, invalid, jane, mary, start } from "../test/caller.ts"
import { events } from "./events.ts"

const path = "/flows/api/linkedin-messages"
const send = ({ post }: Caller, more: object = {}) =>
  post(path, { sender_profile_uuid: example, lead_uuid: example, text: "Hello John, how are you?", ...more })
const one = async ({ get }: Caller, uuid: string) => (await get(`${path}?filter[uuid]=${uuid}`)).body.data[0]
const thread = async ({ get }: Caller, conversation: string) =>
  (await get(`${path}?filter[linkedin_conversation_uuid]=${conversation}`)).body.data

describe("a message that is sent (Send LinkedIn Message)", () => {
  it("is new, then in progress, then done, and always listed", async () => {
    const caller = await start()
    const { body, status } = await send(caller)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      sender_profile_uuid: example,
      lead_uuid: example,
      text: "Hello John, how are you?",
      type: "outbox",
      automation: "manual",
      status: "new",
      sent_at: null,
      fail_reason: null
    })
    expect(await one(caller, body.uuid)).toEqual(body)
    await caller.sandbox.advance("5 seconds")
    expect(await one(caller, body.uuid)).toMatchObject({ status: "in_progress", sent_at: null })
    await caller.sandbox.advance("10 seconds")
    expect(await one(caller, body.uuid)).toMatchObject({
      status: "done",
      sent_at: expect.stringMatching(/^2026-01-26T09:\d\d:\d\d\.\d{6}Z$/),
      message_hash: expect.stringMatching(/^2-/)
    })
  })

  it("belongs to the conversation, and is counted in the contact's markers", async () => {
    const caller = await start()
    const { body } = await send(caller)
    expect(body.linkedin_conversation_uuid).toBe(example)
    expect((await thread(caller, example)).map(({ type }: { type: string }) => type)).toEqual([
      "outbox",
      "inbox",
      "outbox"
    ])
    await caller.sandbox.advance("15 seconds")
    const found = await caller.post("/leads/api/leads/search", { filter: { uuid: example } })
    expect(found.body.data[0].markers).toMatchObject([
      { sender_profile_uuid: example, last_message_type: "outbox", linkedin_messages_sent_count: 2 }
    ])
    const another = await send(caller, { sender_profile_uuid: jane })
    expect(another.body.linkedin_conversation_uuid).not.toBe(example)
  })

  it("can come from a template", async () => {
    const { body } = await send(await start(), { text: undefined, template_uuid: example })
    expect(body).toMatchObject({ text: "Hello John, how is work at Example Ltd?", template_uuid: example })
  })

  it("keeps its attachments", async () => {
    expect((await send(await start(), { attachments: [["file", 1]] })).body.attachments).toEqual([["file", 1]])
  })

  it("needs a sender profile, a contact, and a text or a template", async () => {
    const caller = await start()
    expect(await caller.post(path, {})).toMatchObject(invalid("sender_profile_uuid", "lead_uuid", "text"))
    expect(await send(caller, { text: " " })).toMatchObject(invalid("text"))
    expect(await send(caller, { text: "x".repeat(8001) })).toMatchObject(invalid("text"))
    expect(await send(caller, { sender_profile_uuid: "nobody" })).toMatchObject(invalid("sender_profile_uuid"))
    expect(await send(caller, { lead_uuid: "nobody" })).toMatchObject(invalid("lead_uuid"))
    expect(await send(caller, { template_uuid: "nothing" })).toMatchObject(invalid("template_uuid"))
  })

  it.each([
    ["the sender profile is disabled", { sender_profile_uuid: "50000000-0000-4000-8000-000000000003" }],
    ["the sender profile has no LinkedIn account", { sender_profile_uuid: "50000000-0000-4000-8000-000000000004" }],
    ["the contact cannot receive messages on LinkedIn", { lead_uuid: "c0000000-0000-4000-8000-000000000008" }],
    ["the contact has no LinkedIn profile", { lead_uuid: "c0000000-0000-4000-8000-000000000005" }]
  ])("fails where %s", async (reason, more) => {
    const caller = await start()
    const { body } = await send(caller, more)
    await caller.sandbox.advance("15 seconds")
    const failed = await one(caller, body.uuid)
    expect(failed).toMatchObject({ status: "failed", sent_at: null })
    expect(failed.fail_reason).toMatch(new RegExp(`^${reason}\\.$`, "i"))
  })

  it("fails when linkedin_message_failed is triggered before it is done", async () => {
    const caller = await start()
    const { body } = await send(caller)
    await caller.sandbox.trigger("linkedin_message_failed", { message_uuid: body.uuid, fail_reason: "Not today." })
    await caller.sandbox.advance("1 minute")
    expect(await one(caller, body.uuid)).toMatchObject({ status: "failed", fail_reason: "Not today." })
    await expect(caller.sandbox.trigger("linkedin_message_failed", { message_uuid: body.uuid })).rejects.toThrow(
      `The LinkedIn message ${body.uuid} is failed; it must be new or in progress.`
    )
  })
})

describe("messages are filtered by (List of LinkedIn Messages)", () => {
  it.each([
    ["automation", "manual"],
    ["lead_uuid", example],
    ["linkedin_account_uuid", example],
    ["linkedin_conversation_uuid", example],
    ["message_hash", "2-bWVzc2FnZS0x"],
    ["sender_profile_uuid", jane],
    ["status", "failed"],
    ["task_pipeline_uuid", example],
    ["template_uuid", example],
    ["type", "inbox"],
    ["user_id", "1"],
    ["uuid", example]
  ])("%s", async (key, value) => {
    const { get, state } = await start()
    const { body } = await get(`${path}?limit=100&${new URLSearchParams({ [`filter[${key}]`]: value }).toString()}`)
    const expected = Object.values(state().linkedinMessages).filter(
      (message) => String(message[key as keyof typeof message]) === value
    )
    expect(body.total).toBe(expected.length)
    expect(new Set(body.data.map(({ uuid }: { uuid: string }) => uuid))).toEqual(
      new Set(expected.map(({ uuid }) => uuid))
    )
    expect(body.total).toBeGreaterThan(0)
    expect(body.total).toBeLessThan(34)
  })

  it("q, in their texts", async () => {
    const { get } = await start()
    expect((await get(`${path}?filter[q]=MR.%20twister`)).body.data).toMatchObject([{ uuid: example }])
  })
})

describe("what contacts do", () => {
  it("a reply is in the inbox, marks the contact as unread, and ends its automations (event contact_replied_linkedin_message)", async () => {
    const caller = await start()
    await caller.sandbox.trigger("contact_replied_linkedin_message", { lead_uuid: example, text: "Yes, gladly." })
    expect((await thread(caller, example)).at(-1)).toMatchObject({
      lead_uuid: example,
      sender_profile_uuid: example,
      text: "Yes, gladly.",
      type: "inbox",
      automation: "synced",
      status: "done"
    })
    const { body } = await caller.get(`/leads/api/leads/${example}`)
    expect(body.unread_counts).toEqual([{ category: "linkedin", count: 2 }])
    expect(caller.state().flowLeads[example]!.status).toBe("canceled")
    const found = await caller.post("/leads/api/leads/search", { filter: { uuid: example } })
    expect(found.body.data[0].markers[0]).toMatchObject({
      last_message_type: "inbox",
      linkedin_messages_inbox_count: 2
    })
    expect(caller.state().activities).toMatchObject([{ type: "contact_replied_linkedin_message", lead_uuid: example }])
  })

  it("a read message has the time (event contact_read_linkedin_message)", async () => {
    const caller = await start()
    const { body } = await send(caller, { lead_uuid: mary, sender_profile_uuid: jane })
    await expect(caller.sandbox.trigger("contact_read_linkedin_message", { lead_uuid: mary })).rejects.toThrow(
      `No LinkedIn message was sent to the contact ${mary}.`
    )
    await caller.sandbox.advance("15 seconds")
    await caller.sandbox.trigger("contact_read_linkedin_message", { lead_uuid: mary })
    expect((await one(caller, body.uuid)).read_at).toMatch(/^2026-01-26T09:\d\d:\d\d\.\d{6}Z$/)
    const found = await caller.post("/leads/api/leads/search", { filter: { uuid: mary } })
    expect(found.body.data[0].markers).toMatchObject([{ linkedin_read_count: 1 }])
  })

  it("an accepted connection has the time (event contact_accepted_linkedin_connection_request)", async () => {
    const caller = await start()
    const payload = { lead_uuid: mary, sender_profile_uuid: jane }
    await caller.sandbox.trigger("contact_accepted_linkedin_connection_request", payload)
    const found = await caller.post("/leads/api/leads/search", { filter: { uuid: mary } })
    expect(found.body.data[0].markers[0].linkedin_last_connection_accepted_at).toMatch(/^2026-01-26T09:/)
  })

  it("every event can be triggered with its example, and fails without a contact", async () => {
    const { sandbox } = await start()
    expect(Object.keys(events)).toHaveLength(9)
    for (const [name, { example }] of Object.entries(events)) {
      sandbox.reset()
      await sandbox.trigger(name, example)
      await expect(sandbox.trigger(name, {}), name).rejects.toThrow(/^Name the /)
      await expect(
        sandbox.trigger(name, { lead_uuid: "nobody", message_uuid: "nobody", flow_uuid: "nobody" }),
        name
      ).rejects.toThrow(/^There is no (contact|automation|LinkedIn message) nobody\.$/)
    }
  })
})
