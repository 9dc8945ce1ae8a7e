/** Rules of the whole SalesBlink sandbox. The rules of its calls are tested in files of their own. */
import { exampleCalls, unmatched } from "@salesbridge/mock-engine/testing"
import { describe, expect, it } from "vitest"
import { get, noors, post, spring, start, state, target } from "../test/caller.ts"
import { sandbox as rules } from "./sandbox.ts"

const examples = exampleCalls(target.spec)

describe("the SalesBlink sandbox", () => {
  it("has rules for operations of the specification, and for no others", () => {
    expect(unmatched(target.spec, rules).rulesWithoutOperation).toEqual([])
  })

  it("answers every example of the specification with success", async () => {
    const sandbox = await start()
    for (const { body, id, method, path } of examples) {
      sandbox.reset()
      const response = await fetch(`${sandbox.url}${path}`, {
        method,
        headers: { authorization: "key", ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) })
      })
      const answer = (await response.json()) as { readonly data?: unknown } | ReadonlyArray<unknown>
      expect([id, response.status]).toEqual([id, id === "createWorkspace" ? 201 : 200])
      // The lists of sent, opened, clicked and replied events have no envelope.
      if (!Array.isArray(answer)) expect([id, answer]).toMatchObject([id, { success: true }])
      if ("error" in answer && "data" in answer) expect([id, answer.data]).not.toEqual([id, []])
    }
  })

  it("starts with the same data, whatever its random seed", async () => {
    const [one, other] = [await start(), await start({ randomSeed: 7 })]
    expect(state(other)).toEqual(state(one))
    const { prospects, tasks } = state(one)
    expect(Object.keys(prospects).length).toBeGreaterThan(60)
    expect(new Set(Object.values(prospects).map(({ fields }) => fields["Email"])).size).toBe(
      Object.keys(prospects).length
    )
    expect(new Set(Object.values(tasks).map(({ status }) => status))).toEqual(new Set(["done", "upcoming"]))
  })

  it("accepts every event with its example", async () => {
    const sandbox = await start()
    const about = (await (await fetch(`${sandbox.url}/_sandbox`)).json()) as {
      readonly events: ReadonlyArray<{ readonly name: string; readonly example: unknown }>
    }
    expect(about.events.length).toBeGreaterThan(1)
    for (const { example, name } of about.events) {
      sandbox.reset()
      const before = state(sandbox)
      await sandbox.trigger(name, example)
      expect([name, state(sandbox)]).not.toEqual([name, before])
    }
  })

  it("writes no more to a lead who replied, also if the lead opens the e-mail again", async () => {
    const sandbox = await start()
    const lead_id = "d4e5f6a7-1b2c-4d3e-8f4a-5b6c7d8e9f01"
    const sent = () => state(sandbox).activity.filter((_) => _.lead_id === lead_id && _.message === "Sent").length
    const before = sent()
    await sandbox.trigger("leadReplies", { lead_id })
    await sandbox.trigger("leadOpens", { lead_id })
    await sandbox.advance("30 days")
    expect(sent()).toBe(before)
  })

  it("does not change its seed until the next morning", async () => {
    const sandbox = await start()
    const before = state(sandbox)
    await sandbox.advance("22 hours")
    expect(state(sandbox)).toEqual(before)
    await sandbox.advance("1 day")
    expect(state(sandbox)).not.toEqual(before)
  })
})

describe("Errors", () => {
  it("400: your request is invalid, with the problem", async () => {
    const sandbox = await start()
    const invalid = async (path: string, body: unknown) => {
      const answer = await post(sandbox, path, body)
      expect([answer.status, answer.body.success]).toEqual([400, false])
      return answer.body.message as string
    }
    expect(await invalid("campaign-status", { campaignID: spring, pause: "yes" })).toBe(
      "Your request is invalid. pause must be boolean."
    )
    expect(await invalid("prospect-add", { data: 1 })).toBe(
      "Your request is invalid. campaignID is missing. data must be object."
    )
    expect((await get(sandbox, "campaign")).body.message).toBe("Your request is invalid. term is missing.")
  })

  it("401: your API key is wrong", async () => {
    const sandbox = await start()
    for (const authorization of ["", "invalid-key", "Bearer key"]) {
      const { body, status } = await get(sandbox, "campaigns", { authorization })
      expect([status, body]).toEqual([
        401,
        { success: false, message: expect.stringMatching(/^Your API key is wrong\./) }
      ])
    }
    const picky = await start({ accept: ["the-one"] })
    expect((await get(picky, "campaigns")).status).toBe(401)
    expect((await get(picky, "campaigns", { authorization: "the-one" })).status).toBe(200)
  })

  it("403: the request is hidden for administrators only", async () => {
    const sandbox = await start()
    const forbidden = {
      status: 403,
      body: { success: false, message: "The request is hidden for administrators only." }
    }
    const authorization = "member-noor"
    expect(await get(sandbox, "my-team", { authorization })).toMatchObject(forbidden)
    expect(await get(sandbox, `campaign/${spring}`, { authorization })).toMatchObject(forbidden)
    expect(await get(sandbox, "prospect/5f0c1d7e9b3a4c2d8e6f7b20", { authorization })).toMatchObject(forbidden)
    const pause = { campaignID: spring, pause: true }
    expect(await post(sandbox, "campaign-status", pause, { authorization })).toMatchObject(forbidden)
    expect(state(sandbox).campaigns[spring]!.paused).toBe(false)
    expect((await get(sandbox, `campaign/${noors}`, { authorization })).status).toBe(200)
    expect((await get(sandbox, "my-team", { authorization: "admin-ida" })).status).toBe(200)
  })

  it("404: could not be found, with the name", async () => {
    const sandbox = await start()
    for (const id of ["nothing", "constructor", "__proto__"]) {
      const campaign = { status: 404, body: { success: false, message: `Not found. There is no campaign ${id}.` } }
      const prospect = { status: 404, body: { success: false, message: `Not found. There is no prospect ${id}.` } }
      expect(await get(sandbox, `campaign/${id}`)).toMatchObject(campaign)
      expect(await get(sandbox, `prospects/${id}`)).toMatchObject(campaign)
      expect(await post(sandbox, "campaign-status", { campaignID: id, pause: true })).toMatchObject(campaign)
      expect(await post(sandbox, "prospect-add", { campaignID: id, data: {} })).toMatchObject(campaign)
      expect(await get(sandbox, `prospect/${id}`)).toMatchObject(prospect)
      expect(await post(sandbox, "prospect", { prospectID: id, key: "City", value: "x" })).toMatchObject(prospect)
      expect(await post(sandbox, "prospect-unsubscribe", { prospectID: id })).toMatchObject(prospect)
    }
  })

  it("405: an invalid method", async () => {
    const response = await fetch(`${(await start()).url}/api/campaigns`, { method: "DELETE" })
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"])
  })

  it("406: a format that isn't json", async () => {
    const sandbox = await start()
    const { body, status } = await get(sandbox, "campaigns", { accept: "application/xml, text/html" })
    expect([status, body]).toEqual([406, { success: false, message: "You requested a format that isn't json." }])
    for (const accept of ["text/html, */*;q=0.8", "application/*", "application/json; charset=utf-8"]) {
      expect((await get(sandbox, "campaigns", { accept })).status).toBe(200)
    }
  })

  it("429: too many requests, for each key and minute: 30 GET, 15 POST", async () => {
    const sandbox = await start()
    const add = () => post(sandbox, "prospect-add", { campaignID: spring, data: {} })
    const list = (authorization = "key") => get(sandbox, "campaigns", { authorization })
    for (let count = 0; count < 30; count++) expect((await list()).status).toBe(200)
    const { body, headers, status } = await list()
    expect([status, body]).toEqual([429, { success: false, message: "Too many requests" }])
    // The clock starts ten seconds into a minute.
    expect(headers.get("retry-after")).toBe("50")
    expect((await list("another")).status).toBe(200)
    for (let count = 0; count < 15; count++) expect((await add()).status).toBe(200)
    expect((await add()).status).toBe(429)
    expect(Object.keys(state(sandbox).prospects)).toHaveLength(73 + 15)
    await sandbox.advance("50 seconds")
    expect((await list()).status).toBe(200)
    expect((await add()).status).toBe(200)
  })
})
