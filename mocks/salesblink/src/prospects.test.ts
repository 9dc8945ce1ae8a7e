import { describe, expect, it } from "vitest"
import { autumn, get, jane, noors, post, spring, start, state, tasksOf } from "../test/caller.ts"

type Sandbox = Awaited<ReturnType<typeof start>>

const done = { success: true, error: false }
const roe = { "First Name": "Jane", "Last Name": "Roe", Email: "jane.roe@example.com", Company: "Example Ltd" }

const search = async (sandbox: Sandbox, term: string) =>
  (await get(sandbox, `prospect?term=${encodeURIComponent(term)}`)).body.data

const add = (sandbox: Sandbox, data: object, campaignID = spring) => post(sandbox, "prospect-add", { campaignID, data })

const update = (sandbox: Sandbox, prospectID: string, key: string, value: string | null) =>
  post(sandbox, "prospect", { prospectID, key, value })

describe("Search Prospect", () => {
  it("finds prospects by their e-mail address, in every campaign", async () => {
    const sandbox = await start()
    expect(await search(sandbox, "Jane.Roe@example.com")).toEqual([{ prospectID: jane, ...roe }])
    await add(sandbox, roe)
    expect(await search(sandbox, "jane.roe@example.com")).toHaveLength(2)
    expect(await search(sandbox, "jane.roe@example")).toEqual([])
  })

  it("finds none in a campaign that the key cannot access", async () => {
    const sandbox = await start()
    await add(sandbox, roe, noors)
    const { body } = await get(sandbox, "prospect?term=jane.roe@example.com", { authorization: "member-noor" })
    expect(body.data).toHaveLength(1)
    expect(state(sandbox).prospects[body.data[0].prospectID]!.campaignID).toBe(noors)
  })
})

describe("List Prospects", () => {
  it("lists all prospects of a campaign, including new ones", async () => {
    const sandbox = await start()
    const list = async (campaignID: string) => (await get(sandbox, `prospects/${campaignID}`)).body.data
    const before = await list(spring)
    expect(before).toHaveLength(24)
    await add(sandbox, roe)
    expect(await list(spring)).toEqual([...before, { prospectID: expect.stringMatching(/^[0-9a-f]{24}$/), ...roe }])
    expect(await list(autumn)).toHaveLength(17)
    expect(await list("5f0c1d7e9b3a4c2d8e6f7a13")).toEqual([])
  })
})

describe("Get Prospect", () => {
  it("retrieves it", async () => {
    expect((await get(await start(), `prospect/${jane}`)).body).toEqual({ ...done, data: { prospectID: jane, ...roe } })
  })
})

describe("Add Prospect", () => {
  it("accepts and keeps any field with any value", async () => {
    const sandbox = await start()
    const data = {
      Email: "ann@example.com",
      "Example Key": "Any Value",
      tags: ["a"],
      more: { deep: null },
      prospectID: 5
    }
    expect((await add(sandbox, data)).body).toEqual(done)
    const [{ prospectID, ...fields }] = await search(sandbox, "ann@example.com")
    expect(prospectID).toMatch(/^[0-9a-f]{24}$/)
    expect({ ...fields, prospectID: 5 }).toEqual(data)
  })

  it("creates the campaign's tasks for the prospect, with its fields as macros", async () => {
    const sandbox = await start()
    await add(sandbox, { ...roe, "First Name": "Ann", Email: "ann@example.com" })
    const [{ prospectID }] = await search(sandbox, "ann@example.com")
    expect(tasksOf(sandbox, prospectID).map(({ status, type }) => [type, status])).toEqual([
      ["email", "upcoming"],
      ["linkedin", "upcoming"],
      ["call", "upcoming"]
    ])
    await sandbox.advance("1 minute")
    expect(tasksOf(sandbox, prospectID)[0]).toMatchObject({
      status: "done",
      text: "Hi Ann, how does Example Ltd plan its deliveries?"
    })
  })

  it("returns success: false if the campaign has that address already", async () => {
    const sandbox = await start()
    await add(sandbox, roe)
    const before = state(sandbox)
    const { body, status } = await add(sandbox, { email: "JANE.ROE@example.com" })
    expect([status, body]).toEqual([
      200,
      {
        success: false,
        error: true,
        message: "The campaign has a prospect with the email jane.roe@example.com already."
      }
    ])
    expect(state(sandbox)).toEqual(before)
  })

  it("needs no e-mail address, but then the e-mail fails", async () => {
    const sandbox = await start()
    for (let count = 0; count < 2; count++) expect((await add(sandbox, { "First Name": "Ann" })).body).toEqual(done)
    const { prospectID } = (await get(sandbox, `prospects/${spring}`)).body.data.at(-1)
    await sandbox.advance("2 minutes")
    expect(tasksOf(sandbox, prospectID).map(({ status }) => status)).toEqual(["failed", "upcoming", "upcoming"])
  })
})

describe("Update Prospect", () => {
  it("changes one field, and later texts", async () => {
    const sandbox = await start()
    await add(sandbox, { ...roe, Email: "ann@example.com" })
    const [{ prospectID }] = await search(sandbox, "ann@example.com")
    expect((await update(sandbox, prospectID, "First Name", "Annie")).body).toEqual(done)
    expect((await get(sandbox, `prospect/${prospectID}`)).body.data).toEqual({
      prospectID,
      ...roe,
      Email: "ann@example.com",
      "First Name": "Annie"
    })
    await sandbox.advance("1 minute")
    expect(tasksOf(sandbox, prospectID)[0]!.text).toContain("Hi Annie,")
    expect((await update(sandbox, prospectID, "company", null)).body).toEqual(done)
    expect((await get(sandbox, `prospect/${prospectID}`)).body.data).not.toHaveProperty("Company")
  })

  it("finds a field in any case, and creates a missing one", async () => {
    const sandbox = await start()
    await update(sandbox, jane, "email", "jane.doe@example.com")
    await update(sandbox, jane, "__proto__", "x")
    await update(sandbox, jane, "Seats", "12")
    expect((await get(sandbox, `prospect/${jane}`)).body.data).toEqual(
      JSON.parse(
        JSON.stringify({ prospectID: jane, ...roe, Email: "jane.doe@example.com", ["__proto__"]: "x", Seats: "12" })
      )
    )
    expect(await search(sandbox, "jane.roe@example.com")).toEqual([])
    expect(await search(sandbox, "jane.doe@example.com")).toHaveLength(1)
  })

  it("does not change the id", async () => {
    const sandbox = await start()
    expect((await update(sandbox, jane, "prospectID", "x")).body).toMatchObject({ success: false, error: true })
    expect((await get(sandbox, `prospect/${jane}`)).body.data.prospectID).toBe(jane)
  })
})

describe("Unsubscribe Prospect", () => {
  it("all their upcoming email, LinkedIn and call tasks are deleted", async () => {
    const sandbox = await start()
    await add(sandbox, { ...roe, Email: "ann@example.com" })
    const [{ prospectID }] = await search(sandbox, "ann@example.com")
    expect(tasksOf(sandbox, prospectID)).toHaveLength(3)
    const others = () => Object.values(state(sandbox).tasks).filter((_) => _.prospectID !== prospectID).length
    const before = others()
    expect((await post(sandbox, "prospect-unsubscribe", { prospectID })).body).toEqual(done)
    expect(tasksOf(sandbox, prospectID)).toEqual([])
    expect(state(sandbox).prospects[prospectID]!.unsubscribed).toBe(true)
    expect(others()).toBe(before)
    await sandbox.advance("10 days")
    expect(tasksOf(sandbox, prospectID)).toEqual([])
  })

  it("keeps completed tasks, and can be repeated", async () => {
    const sandbox = await start()
    expect(tasksOf(sandbox, jane).map(({ status }) => status)).toEqual(["done", "upcoming", "upcoming"])
    for (let count = 0; count < 2; count++) {
      expect((await post(sandbox, "prospect-unsubscribe", { prospectID: jane })).body).toEqual(done)
      expect(tasksOf(sandbox, jane).map(({ status, type }) => [type, status])).toEqual([["email", "done"]])
    }
    expect((await get(sandbox, `prospect/${jane}`)).status).toBe(200)
  })

  it("can be triggered, and so can a reply", async () => {
    const sandbox = await start()
    await sandbox.trigger("reply", { prospectID: jane })
    expect(state(sandbox).prospects[jane]).toMatchObject({ replied: true, unsubscribed: false })
    expect(tasksOf(sandbox, jane)).toHaveLength(1)
    await sandbox.trigger("unsubscribe", { prospectID: jane })
    expect(state(sandbox).prospects[jane]!.unsubscribed).toBe(true)
    await expect(sandbox.trigger("reply", { prospectID: "x" })).rejects.toThrow("There is no prospect x.")
  })
})
