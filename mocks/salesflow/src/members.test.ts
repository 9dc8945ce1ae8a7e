import { describe, expect, it } from "vitest"
import { call, importMember, start, state } from "../test/caller.ts"

type Sandbox = Awaited<ReturnType<typeof start>>

const john = {
  MemberId: 46875434,
  FirstName: "John",
  LastName: "Doe",
  Location: "New York",
  Occupation: "CEO",
  Industry: "marketing",
  Email: "john.doe@example.com",
  Phone: "1555123456",
  PublicIdentifier: "identity100",
  Company: "some company",
  MemberUrl: "https://www.linkedin.com/in/test123",
  LastModifiedAt: "2024-06-21T09:41:06.17",
  AddedAt: "2024-05-21T09:41:06.17"
}

const statusOf = async (sandbox: Sandbox, memberId: number) =>
  (await call(sandbox, "GET", `members/${memberId}`)).body.Status as string

describe("ImportMember", () => {
  it("adds a member to a campaign and returns it", async () => {
    const sandbox = await start()
    const more = { firstName: "John", lastName: "Smith", occupation: "CEO", location: "US" }
    const { body, status } = await importMember(sandbox, 456, "john-smith-123456", more)
    expect(status).toBe(200)
    expect(body).toEqual({
      MemberId: 46875600,
      FirstName: "John",
      LastName: "Smith",
      Location: "US",
      Occupation: "CEO",
      Industry: null,
      Email: null,
      Phone: null,
      PublicIdentifier: "john-smith-123456",
      Company: "",
      MemberUrl: "https://linkedin.com/in/john-smith-123456",
      LastModifiedAt: null,
      AddedAt: expect.stringMatching(/^2024-07-19T09:00:/)
    })
    const listed = await call(sandbox, "GET", "members/list-contacts", { campaignId: 456 })
    expect(listed.body.at(-1)).toMatchObject({ MemberId: 46875600, LastName: "Smith" })
  })

  it("accepts GET as well, and needs only the address", async () => {
    const sandbox = await start()
    const linkedInUrl = "https://www.linkedin.com/in/Jane-Roe/?originalSubdomain=uk"
    const { body } = await call(sandbox, "GET", "members/Import", { campaignId: 456, linkedInUrl })
    expect(body).toMatchObject({ PublicIdentifier: "Jane-Roe", FirstName: "", MemberUrl: linkedInUrl })
    const found = await call(sandbox, "GET", "members", { publicIdentifier: "jane-roe" })
    expect(found.body.MemberId).toBe(body.MemberId)
  })

  it("404: no such campaign", async () => {
    const sandbox = await start()
    const before = state(sandbox)
    expect((await importMember(sandbox, 457)).status).toBe(404)
    expect((await importMember(sandbox, 40011)).status).toBe(404)
    expect(state(sandbox)).toEqual(before)
  })

  it("returns the existing member if the person is in the campaign already", async () => {
    const sandbox = await start()
    const first = await importMember(sandbox, 456)
    const again = await importMember(sandbox, 456, "John-Smith-123456/", { firstName: "Johnny" })
    expect(again.body).toEqual(first.body)
    expect(state(sandbox).next.members).toBe(46875601)
  })

  it("marks a person from another campaign as MEMBER_DUPLICATE, without contacting the person", async () => {
    const sandbox = await start()
    const { body } = await importMember(sandbox, 29854, "identity3")
    expect(await statusOf(sandbox, body.MemberId)).toBe("MEMBER_PENDING, MEMBER_DUPLICATE")
    await sandbox.advance("1 hour")
    expect(await statusOf(sandbox, body.MemberId)).toBe("MEMBER_PENDING, MEMBER_DUPLICATE")
    const other = await importMember(sandbox, 29854, "somebody-else")
    expect(await statusOf(sandbox, other.body.MemberId)).toBe("MEMBER_PENDING")
  })

  it("marks an address that is not on LinkedIn as MEMBER_ERROR", async () => {
    const sandbox = await start()
    const { body } = await call(sandbox, "POST", "members/Import", { campaignId: 456, linkedInUrl: "/" })
    expect(body.PublicIdentifier).toBe("/")
    expect(await statusOf(sandbox, body.MemberId)).toBe("MEMBER_PENDING, MEMBER_ERROR")
  })
})

describe("a member's status", () => {
  it("progresses in a running campaign: pending, invited, connected, replied", async () => {
    const sandbox = await start()
    const { MemberId } = (await importMember(sandbox, 12345)).body
    const seen = [await statusOf(sandbox, MemberId)]
    for (const seconds of ["1 second", "2 seconds"]) {
      await sandbox.advance(seconds)
      seen.push(await statusOf(sandbox, MemberId))
    }
    expect(seen).toEqual(["MEMBER_PENDING", "MEMBER_INVITATION_SENT", "MEMBER_CONNECTED"])
    expect(state(sandbox).members[MemberId]).toMatchObject({ HasReply: false, ConnectedAt: expect.any(String) })
    await sandbox.advance("4 seconds")
    const { Actions, HasReply, LastModifiedAt } = state(sandbox).members[MemberId]!
    expect([HasReply, ...Actions.map(({ Kind }) => Kind)]).toEqual([true, "Connection message", "Message", "Reply"])
    expect(LastModifiedAt).toBe(Actions.at(-1)!.At)
  })

  it("stays until the campaign is started", async () => {
    const sandbox = await start()
    const { MemberId } = (await importMember(sandbox, 456)).body
    await sandbox.advance("1 hour")
    expect(await statusOf(sandbox, MemberId)).toBe("MEMBER_PENDING")
    await call(sandbox, "POST", "campaigns/start", { campaignId: 456 })
    await sandbox.advance("1 minute")
    expect(await statusOf(sandbox, MemberId)).toBe("MEMBER_CONNECTED")
    const standing = Object.values(state(sandbox).members).filter(({ CampaignId }) => CampaignId === 456)
    expect(new Set(standing.map(({ Status }) => Status))).toEqual(new Set([4]))
  })

  it("stays after the campaign is stopped", async () => {
    const sandbox = await start()
    const { MemberId } = (await importMember(sandbox, 12345)).body
    await sandbox.trigger("stopCampaign", { CampaignId: 12345 })
    await sandbox.advance("1 hour")
    expect(await statusOf(sandbox, MemberId)).toBe("MEMBER_PENDING")
  })

  it("depends on its identifier: no answer, no reply, an error", async () => {
    const sandbox = await start()
    const ids: Array<number> = []
    for (const name of ["no-answer-1", "no-reply-1", "error-1"]) {
      ids.push((await importMember(sandbox, 12345, name)).body.MemberId)
    }
    const all = () => Promise.all(ids.map((id) => statusOf(sandbox, id)))
    await sandbox.advance("20 days")
    expect(await all()).toEqual(["MEMBER_INVITATION_SENT", "MEMBER_CONNECTED", "MEMBER_PENDING, MEMBER_ERROR"])
    expect(state(sandbox).members[ids[1]!]!.HasReply).toBe(false)
    await sandbox.advance("2 days")
    expect((await all())[0]).toBe("MEMBER_INVITATION_WITHDRAWN")
  })

  it("changes by events, if it allows them", async () => {
    const sandbox = await start()
    await sandbox.trigger("disconnect", { MemberId: 46875436 })
    expect(await statusOf(sandbox, 46875436)).toBe("MEMBER_DISCONNECTED")
    await sandbox.trigger("connect", { MemberId: 46875434 })
    expect(await statusOf(sandbox, 46875434)).toBe("MEMBER_CONNECTED")
    await expect(sandbox.trigger("withdraw", { MemberId: 46875434 })).rejects.toThrow(
      "Member 46875434 is MEMBER_CONNECTED; it must be MEMBER_INVITATION_SENT for that."
    )
    await expect(sandbox.trigger("reply", { MemberId: 1 })).rejects.toThrow("There is no member 1.")
  })
})

describe("GetContact (by memberId)", () => {
  it("returns the member with its status as a bit field and its campaign", async () => {
    const { body } = await call(await start(), "GET", "members/46875434")
    const more = { Status: "MEMBER_PENDING, MEMBER_ERROR", CampaignId: 10, CampaignName: "Sale lead" }
    expect(body).toEqual({ ...john, ...more })
  })

  it("CampaignId can be null", async () => {
    const { body } = await call(await start(), "GET", "members/46875438")
    expect(body).toMatchObject({ Status: "MEMBER_DISCONNECTED", CampaignId: null, CampaignName: null })
  })

  it("404: no such member, or a member of another account", async () => {
    const sandbox = await start()
    const answer = { status: 404, body: { Status: 404, Message: expect.stringContaining("Member not found") } }
    expect(await call(sandbox, "GET", "members/1")).toMatchObject(answer)
    expect(await call(sandbox, "GET", "members/46875434", { accountId: 11 })).toMatchObject(answer)
  })
})

describe("GetContact (by public identifier)", () => {
  it("returns the member, or 404", async () => {
    const sandbox = await start()
    const found = await call(sandbox, "GET", "members", { publicIdentifier: "identity100" })
    expect([found.status, found.body]).toEqual([200, john])
    const missing = await call(sandbox, "GET", "members", { publicIdentifier: "nobody" })
    expect(missing).toMatchObject({ status: 404, body: { Message: expect.stringContaining("nobody") } })
  })
})

describe("UpdateContact", () => {
  it("changes fields under both spellings, and no others", async () => {
    const sandbox = await start()
    const { body } = await call(
      sandbox,
      "POST",
      "members/46875434",
      {},
      { lastName: "Roe", Location: "Oslo", other: 1 }
    )
    const LastModifiedAt = expect.stringMatching(/^2024-07-19T09:00/)
    expect(body).toEqual({ ...john, LastName: "Roe", Location: "Oslo", LastModifiedAt })
    expect((await call(sandbox, "GET", "members/46875434")).body).toMatchObject({ LastName: "Roe", Location: "Oslo" })
  })

  it("clears with null", async () => {
    const sandbox = await start()
    await call(sandbox, "POST", "members/46875434", {}, { FirstName: null, email: null })
    expect((await call(sandbox, "GET", "members/46875434")).body).toMatchObject({ FirstName: "", Email: null })
  })

  it("changes nothing without fields", async () => {
    expect((await call(await start(), "POST", "members/46875434", {}, {})).body).toEqual(john)
  })

  it.each([
    ["firstName", 63],
    ["lastName", 63],
    ["location", 127],
    ["occupation", 1023],
    ["industry", 1023],
    ["email", 1023],
    ["phone", 1023]
  ])("%s: maximum length = %i", async (name, length) => {
    const sandbox = await start()
    const capital = name[0]!.toUpperCase() + name.slice(1)
    for (const field of [name, capital]) {
      const update = (value: unknown) => call(sandbox, "POST", "members/46875434", {}, { [field]: value })
      const refused = await update("x".repeat(length + 1))
      expect([refused.status, refused.type]).toEqual([422, "application/problem+json"])
      expect(refused.body.violations).toEqual([
        { in: "body", name: field, message: `must NOT have more than ${length} characters` }
      ])
      expect((await update(5)).body.violations).toEqual([{ in: "body", name: field, message: "must be string,null" }])
      expect((await update("x".repeat(length))).body[capital]).toBe("x".repeat(length))
    }
  })

  it("404: no such member", async () => {
    expect((await call(await start(), "POST", "members/1", {}, { FirstName: "A" })).status).toBe(404)
  })
})

describe("DeleteContact", () => {
  it("deletes the member from every list; it can be imported again", async () => {
    const sandbox = await start()
    const { MemberId } = (await importMember(sandbox, 12345)).body
    const deleted = await call(sandbox, "DELETE", `members/${MemberId}`)
    expect([deleted.status, deleted.body]).toEqual([200, { Status: 204, Message: null }])
    expect((await call(sandbox, "GET", `members/${MemberId}`)).status).toBe(404)
    expect((await call(sandbox, "DELETE", `members/${MemberId}`)).status).toBe(404)
    expect((await call(sandbox, "GET", "members", { publicIdentifier: "john-smith-123456" })).status).toBe(404)
    // Its scheduled jobs have no effect.
    await sandbox.advance("1 minute")
    expect((await importMember(sandbox, 12345)).body.MemberId).toBe(MemberId + 1)
  })
})

describe("ListContacts (by public identifiers)", () => {
  const byIdentifiers = (sandbox: Sandbox, PublicIdentifiers: unknown, more = {}) =>
    call(sandbox, "POST", "members/list-contacts", {}, { PublicIdentifiers, ...more })

  it("lists known contacts and omits the others", async () => {
    const { body } = await byIdentifiers(await start(), ["identity1", "identity2", "identity3", "identity1"])
    expect(body.map((_: typeof john) => _.PublicIdentifier)).toEqual(["identity1", "identity3"])
  })

  it("the collection can't be null or empty, nor an element of it; it can't have more than 20", async () => {
    const sandbox = await start()
    for (const wrong of [null, [], [""], [null], Array.from({ length: 21 }, (_, position) => `p${position}`)]) {
      expect((await byIdentifiers(sandbox, wrong)).status).toBe(422)
    }
    const twenty = Array.from({ length: 20 }, (_, position) => `p${position}`)
    expect(await byIdentifiers(sandbox, twenty)).toMatchObject({ status: 200, body: [] })
  })

  it("with UpdatedFromDate only members which were updated after it", async () => {
    const sandbox = await start()
    const since = async (UpdatedFromDate: string) =>
      (await byIdentifiers(sandbox, ["identity3", "identity100"], { UpdatedFromDate })).body.length
    expect(await since("2022-07-29 06:45:15")).toBe(2)
    expect(await since("2024-03-21T09:41:06.17")).toBe(1)
    expect(await since("2024-07-19T08:00:00")).toBe(0)
    await call(sandbox, "POST", "members/46875435", {}, { Phone: "1" })
    expect(await since("2024-07-19T08:00:00")).toBe(1)
  })
})

describe("ListContacts (by campaignId)", () => {
  it("lists the campaign's members without their public identifiers", async () => {
    const { body } = await call(await start(), "GET", "members/list-contacts", { campaignId: 10 })
    const { PublicIdentifier: _, ...listed } = john
    expect(body).toEqual([listed])
  })

  it("with updatedFromDate only members which were updated after it", async () => {
    const sandbox = await start()
    const listed = async (more = {}) =>
      (await call(sandbox, "GET", "members/list-contacts", { campaignId: 456, ...more })).body as Array<typeof john>
    const [all, since] = [await listed(), await listed({ updatedFromDate: "2024-04-21T09:41:06" })]
    expect([all.length, since.length > 0 && since.length < all.length]).toEqual([24, true])
    expect(since.every(({ LastModifiedAt }) => LastModifiedAt > "2024-04-21T09:41:06")).toBe(true)
    expect((await listed({ updatedFromDate: "2024-07-19T08:00:00" })).length).toBe(0)
  })

  it("404: no such campaign", async () => {
    expect((await call(await start(), "GET", "members/list-contacts", { campaignId: 9 })).status).toBe(404)
  })
})
