/** E-mails: sent, pending, answered, bounced and read back. */
import { describe, expect, it } from "vitest"
import { type Caller, example, invalid, jane, mary, start } from "../test/caller.ts"

const path = "/emails/api/emails"
const send = ({ post }: Caller, more: object = {}) =>
  post(`${path}/send-email`, { sender_profile_uuid: jane, lead_uuid: mary, subject: "Hello again", ...more })
const one = async ({ get }: Caller, uuid: string) => (await get(`${path}?uuid=${uuid}`)).body[0]
const sent = async (caller: Caller, more: object = {}) => {
  const { body } = await send(caller, more)
  await caller.sandbox.advance("10 seconds")
  return one(caller, body.emailDomain.uuid)
}

describe("an e-mail that is sent (Send Email)", () => {
  it("is waiting, then sent, and always listed", async () => {
    const caller = await start()
    const { body, status } = await send(caller, { cc: ["richard.roe@example.com"] })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      emailDomain: {
        sender_profile_uuid: jane,
        lead_uuid: mary,
        type: "outbox",
        status: "waiting",
        sending_attempts: 0,
        subject: "Hello again",
        cc: ["richard.roe@example.com"],
        sent_at: null,
        email_body_uuid: body.emailBodyDomain.uuid
      },
      emailBodyDomain: { subject: "Hello again", body: "", attachments: [] }
    })
    expect(await one(caller, body.emailDomain.uuid)).toEqual(body.emailDomain)
    await caller.sandbox.advance("10 seconds")
    expect(await one(caller, body.emailDomain.uuid)).toMatchObject({
      status: "sent",
      sending_attempts: 1,
      folder: "Sent",
      sent_at: expect.stringMatching(/^2026-01-26T09:/),
      email_id: expect.stringMatching(/@mail\.example\.com$/)
    })
  })

  it("goes from the profile's mailbox to the contact's address by default", async () => {
    const caller = await start()
    expect((await send(caller)).body.emailDomain).toMatchObject({
      from_name: "Jane Roe",
      from_email: "jane.roe@example.com",
      to_name: "Mary Major",
      to_email: "mary.major@example.com"
    })
    const addresses = { from_name: "J", from_email: "j@example.com", to_name: "M", to_email: "m@example.com" }
    expect((await send(caller, addresses)).body.emailDomain).toMatchObject(addresses)
  })

  it("needs a sender profile, a contact and an address", async () => {
    const caller = await start()
    expect(await caller.post(`${path}/send-email`, {})).toMatchObject(invalid("sender_profile_uuid", "lead_uuid"))
    expect(await send(caller, { sender_profile_uuid: "nobody" })).toMatchObject(invalid("sender_profile_uuid"))
    expect(await send(caller, { lead_uuid: "nobody" })).toMatchObject(invalid("lead_uuid"))
    const without = "c0000000-0000-4000-8000-000000000004"
    expect(await send(caller, { lead_uuid: without })).toMatchObject(invalid("to_email"))
    expect((await send(caller, { lead_uuid: without, to_email: "new@example.com" })).status).toBe(200)
  })

  it("ends with an error after three attempts if the profile has no mailbox", async () => {
    const caller = await start()
    const email = await sent(caller, { sender_profile_uuid: "50000000-0000-4000-8000-000000000004" })
    expect(email).toMatchObject({ status: "waiting", sending_attempts: 1 })
    await caller.sandbox.advance("2 minutes")
    expect(await one(caller, email.uuid)).toMatchObject({ status: "error", sending_attempts: 3, sent_at: null })
  })

  it("bounces if the address ends with .invalid", async () => {
    const caller = await start()
    const email = await sent(caller, { to_email: "nobody@nowhere.invalid" })
    expect(email.status).toBe("sent")
    await caller.sandbox.advance("1 minute")
    expect((await one(caller, email.uuid)).status).toBe("bounced")
  })
})

describe("e-mails are listed (List of Emails)", () => {
  const values = {
    bounced_by_uuid: "97ba3dcc-25e4-4028-a3f6-3cb32a51331d",
    created_at: "2026-01-20T09:00:00Z",
    email_body_uuid: "1d55729a-d2ea-41f8-ab9d-f02ee9e2eb16",
    flow_node_id: "1",
    flow_uuid: "11840a54-032e-452f-857e-bb369a5e7afa",
    from_email: "mailer-daemon@mail.example.com",
    from_name: "Mary Major",
    gpt_prompt_uuid: "24d55385-c52a-4e00-8cec-0e2d26632e8d",
    lead_uuid: mary,
    replied_to_uuid: "368fd351-527e-488b-8949-d5667d0de6f9",
    sending_attempts: "3",
    sent_at: "2026-01-20T09:00:00Z",
    status: "sync",
    subject: "Hello Mary",
    task_pipeline_uuid: "4db99209-acb6-4477-a7d7-01504f092141",
    template_uuid: "bc655329-a633-48b7-8552-661ece461685",
    thread_uuid: "00000000-0000-4000-8000-000000000001",
    to_email: "mary.major@example.com",
    to_name: "Jane Roe",
    type: "inbox",
    updated_at: "2026-01-20T09:00:00Z",
    user_id: "1",
    uuid: "095be615-a8ad-4c33-8e9c-c7612fbf6c9f"
  }

  it.each(Object.entries(values))("by %s", async (key, value) => {
    const { get, state } = await start()
    const { body } = await get(`${path}?limit=100&${new URLSearchParams({ [key]: value }).toString()}`)
    const all = Object.values(state().emails)
    const expected = all.filter((email) => String(email[key as keyof typeof email]) === value)
    expect(new Set(body.map(({ uuid }: { uuid: string }) => uuid))).toEqual(new Set(expected.map(({ uuid }) => uuid)))
    expect(body.length).toBeGreaterThan(0)
    expect(body.length).toBeLessThan(all.length)
  })

  it.each([
    ["mailbox_uuid", "d68f8f4c-fb28-4e30-b007-98bce1cb2c0d"],
    ["sender_profile_uuid", jane],
    ["team_id", "1"]
  ])("by %s", async (key, value) => {
    const { get, state } = await start()
    expect((await get(`${path}?limit=100&${key}=${value}`)).body).toHaveLength(Object.keys(state().emails).length)
    expect((await get(`${path}?limit=100&${key}=2`)).body).toEqual([])
  })

  it("by q, in subject, names and addresses", async () => {
    const { get } = await start()
    expect((await get(`${path}?q=UNDELIVERED`)).body).toHaveLength(1)
    expect((await get(`${path}?q=mary.major@`)).body).toHaveLength(3)
    expect((await get(`${path}?q=nothing%20like%20it`)).body).toEqual([])
  })

  it("as a bare array, ordered and in pages", async () => {
    const { get } = await start()
    const { body } = await get(`${path}?order_field=subject&order_type=desc&limit=5&offset=2`)
    const all = (await get(`${path}?order_field=subject&order_type=desc&limit=100`)).body
    expect(body).toEqual(all.slice(2, 7))
    expect((await get(path)).body).toHaveLength(20)
    const subjects = all.map(({ subject }: { subject: string }) => subject)
    expect(subjects).toEqual(subjects.toSorted().toReversed())
    expect(await get(`${path}?order_field=colour`)).toMatchObject(invalid("order_field"))
  })
})

describe("what contacts do", () => {
  it("a reply is in the inbox, in the same thread, and marks the contact as unread (event contact_replied_email)", async () => {
    const caller = await start()
    const email = await sent(caller)
    await caller.sandbox.trigger("contact_replied_email", { lead_uuid: mary, body: "Yes, gladly." })
    const { body } = await caller.get(`${path}?thread_uuid=${email.thread_uuid}`)
    expect(body).toMatchObject([
      { uuid: email.uuid },
      {
        type: "inbox",
        status: "sync",
        replied_to_uuid: email.uuid,
        subject: "Re: Hello again",
        folder: "INBOX",
        from_email: "mary.major@example.com",
        to_email: "jane.roe@example.com",
        lead_uuid: mary
      }
    ])
    expect(caller.state().emailBodies[body[1].email_body_uuid]!.body).toBe("Yes, gladly.")
    const contact = (await caller.get(`/leads/api/leads/${mary}`)).body
    expect(contact.unread_counts).toEqual([{ category: "email", count: 1 }])
    expect(caller.state().flowLeads["e0000000-0000-4000-8000-000000000001"]!.status).toBe("canceled")
  })

  it("a bounce refers to the e-mail that reports it (event email_bounced)", async () => {
    const caller = await start()
    const email = await sent(caller)
    await caller.sandbox.trigger("email_bounced", { email_uuid: email.uuid })
    const bounced = await one(caller, email.uuid)
    expect(bounced.status).toBe("bounced")
    expect(await one(caller, bounced.bounced_by_uuid)).toMatchObject({
      type: "inbox",
      from_email: "mailer-daemon@mail.example.com",
      replied_to_uuid: email.uuid,
      thread_uuid: email.thread_uuid
    })
    await expect(caller.sandbox.trigger("email_bounced", { email_uuid: email.uuid })).rejects.toThrow(
      `The e-mail ${email.uuid} is outbox, bounced; it must be a sent one.`
    )
  })

  it("an unsubscribed contact gets no more e-mail (event contact_unsubscribed_email)", async () => {
    const caller = await start()
    const { body } = await send(caller)
    await caller.sandbox.trigger("contact_unsubscribed_email", { lead_uuid: mary })
    expect(await one(caller, body.emailDomain.uuid)).toMatchObject({ status: "cancelled", sent_at: null })
    expect((await caller.get(`/leads/api/leads/${mary}`)).body.email_status).toBe("unsubscribed")
    expect(await sent(caller)).toMatchObject({ status: "cancelled", sending_attempts: 0 })
  })

  it("an opened e-mail is listed in the activities (event contact_opened_email)", async () => {
    const caller = await start()
    const email = await sent(caller)
    await caller.sandbox.trigger("contact_opened_email", { lead_uuid: mary })
    expect(caller.state().activities.at(-1)).toMatchObject({ type: "contact_opened_email", subject_uuid: email.uuid })
    await expect(caller.sandbox.trigger("contact_opened_email", { lead_uuid: example })).rejects.toThrow(
      `No e-mail was sent to the contact ${example}.`
    )
  })
})
