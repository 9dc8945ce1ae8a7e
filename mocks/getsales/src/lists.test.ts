/** Lists of contacts, and the parameters of all lists. */
import { describe, expect, it } from "vitest"
import { example, invalid, start } from "../test/caller.ts"

const names = ({ body }: { body: { data: ReadonlyArray<{ name: string }> } }) => body.data.map(({ name }) => name)

describe("lists", () => {
  it("can be listed and read after creation (Create list)", async () => {
    const { get, post } = await start()
    const made = await post("/leads/api/lists", { name: "Fair visitors" })
    expect(made).toMatchObject({
      status: 201,
      body: { team_id: 1, name: "Fair visitors", created_at: expect.stringMatching(/^2026-01-26T09:/) }
    })
    expect((await get(`/leads/api/lists/${made.body.uuid}`)).body).toEqual(made.body)
    expect(names(await get("/leads/api/lists"))).toContain("Fair visitors")
  })

  it("need a name (Create list)", async () => {
    const { post } = await start()
    expect(await post("/leads/api/lists", { name: " " })).toMatchObject(invalid("name"))
  })

  it("can be filtered by q, uuid and name (List of lists)", async () => {
    const { get } = await start()
    expect(names(await get("/leads/api/lists?filter[name]=CMO"))).toEqual(["CMO"])
    expect(names(await get("/leads/api/lists?filter[q]=cmo"))).toEqual(["CMO Germany", "CMO"])
    expect(names(await get(`/leads/api/lists?filter[uuid]=${example}`))).toEqual(["CMO Germany"])
    expect(names(await get(`/leads/api/lists?filter[uuid]=${example}&filter[name]=CMO`))).toEqual([])
  })
})

describe("every list of records", () => {
  it("has 20 items at a time by default, and says whether there are more (limit, offset)", async () => {
    const { get } = await start()
    expect((await get("/flows/api/linkedin-messages")).body).toMatchObject({
      limit: 20,
      offset: 0,
      total: 34,
      has_more: true
    })
    const { body } = await get("/leads/api/lists?limit=4&offset=4")
    expect(body).toMatchObject({ limit: 4, offset: 4, total: 6, has_more: false })
    expect(body.data).toHaveLength(2)
    expect((await get("/leads/api/lists?offset=99")).body).toMatchObject({ data: [], total: 6, has_more: false })
  })

  it("can be paged without gaps or repetitions (limit, offset)", async () => {
    const { get } = await start()
    const seen: Array<string> = []
    for (let more = true; more;) {
      const { body } = await get(`/flows/api/linkedin-messages?limit=7&offset=${seen.length}`)
      seen.push(...body.data.map(({ uuid }: { uuid: string }) => uuid))
      more = body.has_more
    }
    expect(new Set(seen).size).toBe(34)
    expect(seen).toHaveLength(34)
  })

  it("is ordered by a field, ascending by default (order_field, order_type)", async () => {
    const { get } = await start()
    const ascending = names(await get("/leads/api/lists?order_field=name"))
    expect(ascending).toEqual(ascending.toSorted())
    expect(names(await get("/leads/api/lists?order_field=name&order_type=desc"))).toEqual(ascending.toReversed())
    expect(names(await get("/leads/api/lists"))[0]).toBe("CMO Germany")
    expect(names(await get("/leads/api/lists?order_type=desc"))[0]).toBe("Nobody yet")
  })

  it("puts nulls last in ascending and first in descending order (order_field)", async () => {
    const { get } = await start()
    const mailboxes = async (type: string) => {
      const { body } = await get(`/flows/api/sender-profiles?order_field=mailbox_uuid&order_type=${type}`)
      return body.data.map(({ mailbox_uuid }: { mailbox_uuid: string | null }) => mailbox_uuid === null)
    }
    expect(await mailboxes("asc")).toEqual([false, false, true, true])
    expect(await mailboxes("desc")).toEqual([true, true, false, false])
  })

  it("refuses a field that its records do not have (order_field, filter)", async () => {
    const { get } = await start()
    expect(await get("/leads/api/lists?order_field=colour")).toMatchObject(invalid("order_field"))
    expect(await get("/leads/api/lists?filter[colour]=red")).toMatchObject(invalid("filter.colour"))
    expect(await get("/leads/api/lists?filter[constructor]=red")).toMatchObject(invalid("filter.constructor"))
  })

  it("ignores empty values in a filter", async () => {
    const { get } = await start()
    expect((await get("/leads/api/lists?filter[name]=&filter[q]=&order_field=")).body.total).toBe(6)
  })
})
