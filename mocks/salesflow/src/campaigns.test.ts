import { describe, expect, it } from "vitest"
import { call, importMember, start, state } from "../test/caller.ts"

const list = async (sandbox: Awaited<ReturnType<typeof start>>, query = {}) => {
  const { body } = await call(sandbox, "GET", "campaigns/list-campaigns", query)
  return body as ReadonlyArray<{ CampaignId: number; Status: string; LastModifiedAt: string | null }>
}

describe("ListCampaigns", () => {
  it("lists the account's campaigns with their statuses", async () => {
    const sandbox = await start()
    const campaigns = await list(sandbox)
    expect(campaigns.find(({ CampaignId }) => CampaignId === 29889)).toEqual({
      CampaignId: 29889,
      CampaignName: "Java developers",
      Status: "CAMPAIGN_RUNNING",
      LastModifiedAt: "2024-07-16T06:59:05.62"
    })
    const statuses = new Set(campaigns.map(({ Status }) => Status))
    expect(statuses).toEqual(new Set(["CAMPAIGN_RUNNING", "CAMPAIGN_PAUSED", "CAMPAIGN_STOPPED"]))
    expect((await list(sandbox, { accountId: 11 })).map(({ CampaignId }) => CampaignId)).toEqual([40011])
  })

  it("with updatedFromDate lists only campaigns that were updated after it", async () => {
    const sandbox = await start()
    const ids = async (updatedFromDate: string) =>
      (await list(sandbox, { updatedFromDate })).map(({ CampaignId }) => CampaignId)
    // The API reference's second sample.
    expect(await ids("2024-07-16T05:00:00")).toEqual([29889])
    expect(await ids("2024-07-16 05:00:00")).toEqual([29889])
    expect(await ids("2024-07-16T06:59:05.62")).toEqual([])
    expect(await ids("2024-07-16T06:59:05.6199999")).toEqual([29889])
    expect(await ids("2000-01-01T00:00:00")).not.toContain(29854)
  })

  it("shows started campaigns", async () => {
    const sandbox = await start()
    await call(sandbox, "POST", "campaigns/start", { campaignId: 456 })
    const [campaign] = await list(sandbox, { updatedFromDate: "2024-07-19T08:59:59" })
    expect(campaign).toMatchObject({ CampaignId: 456, Status: "CAMPAIGN_RUNNING" })
    expect(campaign!.LastModifiedAt).toMatch(/^2024-07-19T09:00:\d\d(\.\d+)?$/)
  })
})

describe("Start campaign", () => {
  const startCampaign = (sandbox: Awaited<ReturnType<typeof start>>, campaignId: number, accountId = 321) =>
    call(sandbox, "POST", "campaigns/start", { campaignId, accountId }, {})

  it("200: campaign was started successfully", async () => {
    const sandbox = await start()
    const { body, status } = await startCampaign(sandbox, 456)
    expect([status, body]).toEqual([200, { Status: 200, Message: "Campaign has been started." }])
    expect(state(sandbox).campaigns["456"]!.Status).toBe("CAMPAIGN_RUNNING")
  })

  it("404: campaign not found, also if it belongs to another account", async () => {
    const sandbox = await start()
    for (const answer of [await startCampaign(sandbox, 457), await startCampaign(sandbox, 456, 11)]) {
      expect(answer).toMatchObject({
        status: 404,
        body: { Status: 404, Message: expect.stringContaining("Campaign not found") }
      })
    }
    expect((await startCampaign(sandbox, 457)).body.Message).toContain("457")
  })

  it("409: campaign is already running", async () => {
    const sandbox = await start()
    const running = { status: 409, body: { Status: 409, Message: "Campaign is already running." } }
    expect(await startCampaign(sandbox, 29854)).toMatchObject(running)
    await startCampaign(sandbox, 456)
    expect(await startCampaign(sandbox, 456)).toMatchObject(running)
  })

  it("422: campaign can't be started; the message can contain the reason", async () => {
    const sandbox = await start()
    const refused = (Message: string | null) => ({ status: 422, body: { Status: 422, Message } })
    expect(await startCampaign(sandbox, 31767)).toMatchObject(refused("Campaign has no members."))
    expect(await startCampaign(sandbox, 31768)).toMatchObject(refused(null))
    expect(await startCampaign(sandbox, 40010, 10)).toMatchObject(refused("LinkedIn account is not active."))
    expect(state(sandbox).campaigns["31767"]!.Status).toBe("CAMPAIGN_STOPPED")
    await importMember(sandbox, 31767)
    expect(await startCampaign(sandbox, 31767)).toMatchObject({ status: 200 })
    await sandbox.trigger("setAccountStatus", { AccountId: 10, Status: "ACCOUNT_ACTIVE" })
    expect(await startCampaign(sandbox, 40010, 10)).toMatchObject({ status: 200 })
  })

  it("starts a scheduled campaign at once", async () => {
    const sandbox = await start()
    expect((await startCampaign(sandbox, 29130)).status).toBe(200)
    expect(state(sandbox).campaigns["29130"]).toMatchObject({ Status: "CAMPAIGN_RUNNING", StartsAt: null })
  })
})

describe("ListCampaigns' statuses", () => {
  it("CAMPAIGN_PAUSED will be started in scheduled time", async () => {
    const sandbox = await start()
    expect(state(sandbox).campaigns["29130"]).toMatchObject({
      Status: "CAMPAIGN_PAUSED",
      StartsAt: "2024-07-20T08:00:00"
    })
    await sandbox.advance("22 hours")
    expect(state(sandbox).campaigns["29130"]!.Status).toBe("CAMPAIGN_PAUSED")
    await sandbox.advance("1 hour")
    expect(state(sandbox).campaigns["29130"]).toMatchObject({ Status: "CAMPAIGN_RUNNING", StartsAt: null })
    await sandbox.trigger("pauseCampaign", { CampaignId: 29130 })
    expect(state(sandbox).campaigns["29130"]!.StartsAt).toBe("2024-07-21T08:00:00")
  })

  it("CAMPAIGN_STOPPED is never started automatically", async () => {
    const sandbox = await start()
    await sandbox.trigger("stopCampaign", { CampaignId: 29130 })
    await sandbox.advance("3 days")
    expect(state(sandbox).campaigns["29130"]!.Status).toBe("CAMPAIGN_STOPPED")
    await expect(sandbox.trigger("stopCampaign", { CampaignId: 1 })).rejects.toThrow("There is no campaign 1.")
  })
})
