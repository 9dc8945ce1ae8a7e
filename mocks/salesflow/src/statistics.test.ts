import { describe, expect, it } from "vitest"
import { call, importMember, start } from "../test/caller.ts"

const count = async (sandbox: Awaited<ReturnType<typeof start>>, campaignId: number, more = {}) =>
  (await call(sandbox, "GET", "statistics/GetCampaignStatistics", { campaignId, ...more })).body

describe("GetCampaignStatistics", () => {
  it("counts the campaign's members; their statuses add up to the total", async () => {
    const statistics = await count(await start(), 12345)
    expect(statistics).toMatchObject({
      CampaignId: 12345,
      Total: 12,
      Imported: 0,
      Connections: 4,
      Pending: 4,
      Withdrawn: 1,
      Invitations: 3
    })
    const { InMails, Messages, Replies } = statistics
    expect(InMails + Messages).toBe(4)
    expect(Replies).toBeGreaterThan(0)
  })

  it("changes with the members", async () => {
    const sandbox = await start()
    const before = await count(sandbox, 12345)
    const { MemberId } = (await importMember(sandbox, 12345)).body
    const { Connections, Invitations, Messages, Pending, Replies, Total } = before
    expect(await count(sandbox, 12345)).toMatchObject({ Total: Total + 1, Pending: Pending + 1, Connections })
    await sandbox.advance("1 second")
    expect(await count(sandbox, 12345)).toMatchObject({ Pending, Invitations: Invitations + 1 })
    await sandbox.advance("10 seconds")
    const after = { Connections: Connections + 1, Invitations, Messages: Messages + 1, Replies: Replies + 1 }
    expect(await count(sandbox, 12345, { isForceRequest: "true" })).toMatchObject(after)
    await call(sandbox, "DELETE", `members/${MemberId}`)
    expect(await count(sandbox, 12345)).toMatchObject({ Total, Connections, Replies })
  })

  it('has times as "/Date(milliseconds)/"', async () => {
    const { UpdatedAt } = await count(await start(), 456)
    expect(UpdatedAt).toBe(`/Date(${Date.parse("2024-07-19T09:00:00Z")})/`)
  })

  it("404: no such campaign", async () => {
    const { body, status } = await call(await start(), "GET", "statistics/GetCampaignStatistics", { campaignId: 9 })
    expect([status, body.Status]).toEqual([404, 404])
  })
})
