import { describe, expect, it } from "vitest"
import { get, noors, post, spring, start, state, tasksOf, tradeFair } from "../test/caller.ts"

const names = (body: { readonly data: ReadonlyArray<{ readonly name: string }> }) => body.data.map(({ name }) => name)

describe("Get All Campaigns", () => {
  it("lists each campaign that the key has access to, with its campaignID", async () => {
    const sandbox = await start()
    const { body } = await get(sandbox, "campaigns")
    expect(body.data).toHaveLength(6)
    expect(body.data[0]).toEqual({
      campaignID: spring,
      name: "Spring outreach",
      paused: false,
      owned_by: "ida.lindqvist@example.com",
      date_created: expect.any(Number)
    })
    expect(names((await get(sandbox, "campaigns", { authorization: "member-noor" })).body)).toEqual([
      "Bakeries in spring"
    ])
  })
})

describe("Search Campaign", () => {
  it("finds each campaign whose name contains the term", async () => {
    const sandbox = await start()
    const search = async (term: string, authorization = "key") =>
      names((await get(sandbox, `campaign?term=${encodeURIComponent(term)}`, { authorization })).body)
    expect(await search("spring")).toEqual(["Spring outreach", "Bakeries in spring"])
    expect(await search("Trade fair follow-up")).toEqual(["Trade fair follow-up"])
    expect(await search("winter")).toEqual([])
    expect(await search("spring", "member-noor")).toEqual(["Bakeries in spring"])
  })
})

describe("Get a Specific Campaign", () => {
  it("retrieves it", async () => {
    const { body } = await get(await start(), `campaign/${tradeFair}`)
    expect(body).toMatchObject({ success: true, data: { campaignID: tradeFair, paused: true } })
  })
})

describe("Pause a Campaign", () => {
  const set = (sandbox: Awaited<ReturnType<typeof start>>, campaignID: string, pause: boolean) =>
    post(sandbox, "campaign-status", { campaignID, pause })

  it("pauses it, and UnPause a Campaign resumes it", async () => {
    const sandbox = await start()
    for (const pause of [true, true, false, false]) {
      expect((await set(sandbox, noors, pause)).body).toEqual({ success: true, error: false })
      expect((await get(sandbox, `campaign/${noors}`)).body.data.paused).toBe(pause)
    }
  })

  it("a paused campaign does nothing until its pause ends", async () => {
    const sandbox = await start()
    const data = { "First Name": "Ann", Email: "ann@example.com", Company: "Example Ltd" }
    await post(sandbox, "prospect-add", { campaignID: tradeFair, data })
    const { prospectID } = (await get(sandbox, "prospect?term=ann@example.com")).body.data[0]
    const statuses = () => tasksOf(sandbox, prospectID).map(({ status, type }) => `${type} ${status}`)
    await sandbox.advance("2 days")
    expect(statuses()).toEqual(["email upcoming", "call upcoming"])
    await set(sandbox, tradeFair, false)
    await sandbox.advance(0)
    expect(statuses()).toEqual(["email done", "call upcoming"])
    await sandbox.advance("1 day")
    expect(statuses()).toEqual(["email done", "call done"])
    const others = Object.values(state(sandbox).tasks).filter(({ campaignID }) => campaignID === tradeFair)
    expect(others.some(({ status }) => status === "upcoming")).toBe(false)
  })
})
