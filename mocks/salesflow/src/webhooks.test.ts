import { describe, expect, it } from "vitest"
import { receiver } from "@salesbridge/mock-engine/testing"
import { call, importMember, start, state } from "../test/caller.ts"

type Sandbox = Awaited<ReturnType<typeof start>>

const create = async (sandbox: Sandbox, Url: string, more = {}): Promise<number> =>
  (await call(sandbox, "POST", "webhooks/create", {}, { Name: "Mine", Url, ...more })).body.WebhookId

const attach = (sandbox: Sandbox, webhookId: number, campaignId: number, runOn: number) =>
  call(sandbox, "POST", "webhooks/attach", { webhookId, campaignId, runOn }, {})

const list = async (sandbox: Sandbox) => (await call(sandbox, "GET", "webhooks/list")).body

describe("CreateWebhook", () => {
  it("creates a webhook that is attached to nothing", async () => {
    const sandbox = await start()
    const asked = { Name: "Doe", Url: "https://hooks.example.com/abc" }
    const { body, status } = await call(sandbox, "POST", "webhooks/create", {}, asked)
    expect(status).toBe(200)
    expect(body).toEqual({ WebhookId: 10265, ...asked, DisableForMutedContacts: null, AttachedWebhookCampaigns: [] })
    expect((await list(sandbox)).at(-1)).toEqual(body)
  })

  it("Name: required, maximum length = 255; Url: required, maximum length = 511", async () => {
    const sandbox = await start()
    const name = "n".repeat(255)
    const url = `https://hooks.example.com/${"u".repeat(511 - 26)}`
    const refused = async (body: object) => (await call(sandbox, "POST", "webhooks/create", {}, body)).body.violations
    expect(await refused({ Name: `${name}n`, Url: url })).toMatchObject([{ name: "Name" }])
    expect(await refused({ Name: name, Url: `${url}u` })).toMatchObject([{ name: "Url" }])
    expect(await refused({})).toEqual([
      { in: "body", name: "Name", message: "is missing" },
      { in: "body", name: "Url", message: "is missing" }
    ])
    expect(await refused({ Name: name, Url: url })).toBeUndefined()
  })
})

describe("ListWebhooks", () => {
  it("lists the account's webhooks and what they are attached to", async () => {
    const sandbox = await start()
    expect((await list(sandbox))[1]).toEqual({
      WebhookId: 8984,
      Name: "SomeCoolName",
      Url: "https://hooks.example.com/abc",
      DisableForMutedContacts: false,
      AttachedWebhookCampaigns: [
        { WebhookCampaignId: 17745, CampaignId: 29124, RunOn: 1 },
        { WebhookCampaignId: 17746, CampaignId: 29124, RunOn: 2 },
        { WebhookCampaignId: 17747, CampaignId: 29124, RunOn: 7 },
        { WebhookCampaignId: 17812, CampaignId: 29130, RunOn: 2 }
      ]
    })
    expect((await call(sandbox, "GET", "webhooks/list", { accountId: 11 })).body).toEqual([])
  })
})

describe("DeleteWebhook", () => {
  it("deletes the webhook and detaches it everywhere", async () => {
    const sandbox = await start()
    const { body, status } = await call(sandbox, "DELETE", "webhooks/delete", { webhookId: 8984 })
    expect([status, body]).toEqual([200, { Status: 204, Message: null }])
    expect((await list(sandbox)).map((_: { WebhookId: number }) => _.WebhookId)).toEqual([789, 8985])
    expect(Object.keys(state(sandbox).webhookCampaigns)).toEqual(["456"])
    expect((await call(sandbox, "POST", "webhooks/detach", { webhookCampaignId: 17745 })).status).toBe(404)
    expect((await call(sandbox, "DELETE", "webhooks/delete", { webhookId: 8984 })).status).toBe(404)
    await sandbox.trigger("reply", { MemberId: 46875436 })
    expect(sandbox.deliveries()).toEqual([])
  })
})

describe("AttachWebhook", () => {
  it("attaches a webhook to a campaign for one kind of event", async () => {
    const sandbox = await start()
    const { body, status } = await attach(sandbox, 8985, 456, 2)
    const attachment = { WebhookCampaignId: 27830, CampaignId: 456, RunOn: 2 }
    expect([status, body]).toEqual([200, attachment])
    expect((await list(sandbox))[2].AttachedWebhookCampaigns).toEqual([attachment])
  })

  it("up to 3 times per campaign, but with different runOn", async () => {
    const sandbox = await start()
    const ids = []
    for (const runOn of [1, 2, 7, 2]) ids.push((await attach(sandbox, 8985, 456, runOn)).body.WebhookCampaignId)
    expect(ids).toEqual([27830, 27831, 27832, 27831])
    expect((await list(sandbox))[2].AttachedWebhookCampaigns).toHaveLength(3)
    // A webhook can have three attachments in each campaign, and another webhook can have three more.
    expect((await attach(sandbox, 8985, 10, 2)).body.WebhookCampaignId).toBe(27833)
    expect((await attach(sandbox, 789, 456, 2)).body.WebhookCampaignId).toBe(27834)
  })

  it("runOn can have the values 1, 2 and 7", async () => {
    const { body, status } = await attach(await start(), 8985, 456, 3)
    expect(status).toBe(422)
    expect(body.violations).toEqual([{ in: "query", name: "runOn", message: "must be one of 1, 2, 7" }])
  })

  it("404: no such webhook, or no such campaign", async () => {
    const sandbox = await start()
    const message = async (webhookId: number, campaignId: number) =>
      (await attach(sandbox, webhookId, campaignId, 1)).body.Message
    expect(await message(1, 456)).toMatch(/^Webhook not found\..* 1\.$/)
    expect(await message(789, 40011)).toMatch(/^Campaign not found\..* 40011\.$/)
  })
})

describe("DetachWebhook", () => {
  it("ends one attachment", async () => {
    const sandbox = await start()
    const { body, status } = await call(sandbox, "POST", "webhooks/detach", { webhookCampaignId: 17746 }, {})
    expect([status, body]).toEqual([200, { Status: 204, Message: null }])
    expect((await list(sandbox))[1].AttachedWebhookCampaigns).toHaveLength(3)
    const again = await call(sandbox, "POST", "webhooks/detach", { webhookCampaignId: 17746 })
    expect(again).toMatchObject({ status: 404, body: { Message: expect.stringContaining("17746") } })
    const foreign = await call(sandbox, "POST", "webhooks/detach", { webhookCampaignId: 17745, accountId: 11 })
    expect(foreign.status).toBe(404)
  })
})

describe("Webhooks", () => {
  it("MEMBER_CONNECTED and REPLY_DETECTED: an imported member causes them", async () => {
    const sandbox = await start()
    const { bodies: received, url } = await receiver()
    const hook = await create(sandbox, url)
    for (const runOn of [1, 2, 7]) await attach(sandbox, hook, 12345, runOn)
    const more = { firstName: "Ann", lastName: "<Lee>", occupation: "Founder at Lee & Co", location: "US" }
    const { MemberId } = (await importMember(sandbox, 12345, "ann-lee-1", more)).body
    await sandbox.advance("1 minute")
    expect(received.map((_) => [_.IntegrationRunOn, _.MemberId])).toEqual([
      ["INTEGRATION_RUN_ON_CONNECTED", MemberId],
      ["INTEGRATION_RUN_ON_REPLY_DETECTED", MemberId]
    ])
    expect(received[0]).toMatchObject({
      IntegrationType: "INTEGRATION_TYPE_WEBHOOK",
      FirstName: "Ann",
      Status: "MEMBER_CONNECTED",
      HasReply: false,
      CurrentPosition: "Founder",
      DateAdded: expect.stringMatching(/^2024-07-19T09:00:\d\d\.\d{7}\+00:00$/),
      ConnectedAt: expect.stringMatching(/^2024-07-19T09:00:\d\d\.\d{7}\+00:00$/),
      LinkedInAccount: { FirstName: "Bob", LastName: "White", Username: "third.sender@example.com" },
      MemberCampaigns: [{ CampaignName: "Founders in Lisbon" }],
      MemberActionsFormatted: "<p>Connection message [7/19/2024 9:00 AM]: Hi Ann, shall we connect?</p>"
    })
    expect(received[1]).toMatchObject({
      HasReply: true,
      MemberActionsFormatted: expect.stringMatching(
        /<\/p>\r\n\r\n<p>Ann &lt;Lee&gt; \[7\/19\/2024 9:00 AM\]: Sure, send me the details\.<\/p>$/
      )
    })
    expect(sandbox.deliveries().map(({ event, state }) => [event, state])).toEqual([
      ["MEMBER_CONNECTED", "delivered"],
      ["REPLY_DETECTED", "delivered"]
    ])
  })

  it("have the fields of the document's data sample", async () => {
    const sandbox = await start()
    const { bodies: received, url } = await receiver()
    await attach(sandbox, await create(sandbox, url), 29124, 2)
    await sandbox.trigger("reply", { MemberId: 46875436, Text: "Yes" })
    // Guess: birthdays are unknown, so they are left out.
    const sample =
      "IntegrationType IntegrationRunOn MemberId LinkedInMemberId FirstName LastName Occupation Company Location " +
      "PhoneNumber Email Address DateAdded ConnectedAt MemberUrl Industry Distance CurrentPosition Status HasReply " +
      "IsMuted IsSeen ConnectionsCount FollowersCount IsSalesNavigator LinkedInAccount Custom1 Custom2 Custom3 Custom4 " +
      "Custom5 Custom6 Custom7 Custom8 Custom9 Custom10 MemberActionsFormatted MemberCampaigns"
    expect(Object.keys(received[0])).toEqual(sample.split(" "))
  })

  it("INVITATION_WITHDRAWN: the invitation of a contact was withdrawn", async () => {
    const sandbox = await start()
    const { bodies: received, url } = await receiver()
    await attach(sandbox, await create(sandbox, url), 29124, 7)
    await sandbox.trigger("withdraw", { MemberId: 46875437 })
    expect(received).toMatchObject([
      { IntegrationRunOn: "INTEGRATION_RUN_ON_INVITATION_WITHDRAWN", Status: "MEMBER_INVITATION_WITHDRAWN" }
    ])
    expect(received[0]).not.toHaveProperty("ConnectedAt")
  })

  it("are called for their campaign and their runOn only", async () => {
    const sandbox = await start()
    const { bodies: received, url } = await receiver()
    const hook = await create(sandbox, url)
    await attach(sandbox, hook, 29124, 1)
    await attach(sandbox, hook, 456, 2)
    await sandbox.trigger("reply", { MemberId: 46875436 })
    expect(received).toEqual([])
    await sandbox.trigger("connect", { MemberId: 46875437 })
    expect(received).toHaveLength(1)
  })

  it("REPLY_DETECTED is not called if a given contact is muted", async () => {
    const sandbox = await start()
    const { bodies: received, url } = await receiver()
    await attach(sandbox, await create(sandbox, url), 29124, 2)
    await sandbox.trigger("mute", { MemberId: 46875436 })
    await sandbox.trigger("reply", { MemberId: 46875436 })
    expect(received).toEqual([])
    await sandbox.trigger("mute", { MemberId: 46875436, IsMuted: false })
    await sandbox.trigger("reply", { MemberId: 46875436 })
    expect(received).toHaveLength(1)
  })

  it("DisableForMutedContacts: if true, not triggered for muted contacts", async () => {
    const sandbox = await start()
    const [one, other] = [await receiver(), await receiver()]
    await attach(sandbox, await create(sandbox, one.url, { DisableForMutedContacts: true }), 29124, 1)
    await attach(sandbox, await create(sandbox, other.url, { DisableForMutedContacts: false }), 29124, 1)
    await sandbox.trigger("mute", { MemberId: 46875437 })
    await sandbox.trigger("connect", { MemberId: 46875437 })
    expect([one.bodies.length, other.bodies.length]).toEqual([0, 1])
    expect(other.bodies[0].IsMuted).toBe(true)
  })

  it("are kept in a snapshot, with scheduled jobs", async () => {
    const sandbox = await start()
    const { bodies: received, url } = await receiver()
    await attach(sandbox, await create(sandbox, url), 12345, 1)
    const { MemberId } = (await importMember(sandbox, 12345)).body
    const before = sandbox.snapshot()
    await call(sandbox, "DELETE", `members/${MemberId}`)
    sandbox.restore(before)
    // The restored state is also found by its identifiers.
    const found = await call(sandbox, "GET", "members", { publicIdentifier: "john-smith-123456" })
    expect(found.body.MemberId).toBe(MemberId)
    await sandbox.advance("5 seconds")
    expect(received).toMatchObject([{ MemberId }])
  })
})
