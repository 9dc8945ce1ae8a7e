/** What belongs to the team: custom fields, stages, imports, users. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

describe("custom fields", () => {
  it("get a new id with an update, and the former one becomes invalid", async () => {
    const { call, ids } = await start()
    const { data } = (await call("PUT", "/v2/custom_fields/3305", { name: "Territory" })).body
    expect(data).toMatchObject({ name: "Territory", field_type: "person", value_type: "text" })
    expect(data.id).not.toBe(3305)
    expect((await call("GET", "/v2/custom_fields/3305")).status).toBe(404)
    expect(await ids(`/v2/custom_fields?ids[]=3305&ids[]=${data.id}`)).toEqual([data.id])
  })

  it("keep their values when they are renamed", async () => {
    const { call, ids } = await start()
    expect(await ids("/v2/people?custom_fields[Region]=North&per_page=100")).toHaveLength(14)
    await call("PUT", "/v2/custom_fields/3305", { name: "Territory" })
    expect(await ids("/v2/people?custom_fields[Territory]=North&per_page=100")).toHaveLength(14)
    expect(await ids("/v2/people?custom_fields[Region]=North")).toEqual([])
  })

  it("are deleted with their values", async () => {
    const { call, ids } = await start()
    expect((await call("DELETE", "/v2/custom_fields/3305")).status).toBe(204)
    expect((await call("DELETE", "/v2/custom_fields/3305")).status).toBe(404)
    expect(await ids("/v2/people?custom_fields[Region]=North")).toEqual([])
  })
})

describe("person stages", () => {
  it("are created in order, renamed, and deleted, also repeatedly", async () => {
    const { call, one } = await start()
    const { data } = (await call("POST", "/v2/person_stages", { name: "Lost" })).body
    expect(data.order).toBe(7)
    expect((await call("PUT", `/v2/person_stages/${data.id}`, { name: "Gone" })).body.data.name).toBe("Gone")
    expect((await one("/v2/people/30802")).person_stage.id).toBe(13)
    expect((await call("DELETE", "/v2/person_stages/13")).status).toBe(204)
    expect((await one("/v2/people/30802")).person_stage).toBeNull()
    expect((await call("GET", "/v2/person_stages/13")).status).toBe(404)
    expect((await call("DELETE", "/v2/person_stages/13")).status).toBe(204)
  })
})

describe("imports", () => {
  it("of others are visible only to administrators", async () => {
    const { call, ids } = await start()
    expect(await ids("/v2/imports")).toHaveLength(4)
    expect(await ids("/v2/imports", "token.as-502")).toEqual([1503])
    expect(await ids("/v2/imports?user_ids[]=501", "token.as-502")).toEqual([])
    for (const [method, body] of [["GET"], ["PUT", { name: "Mine" }], ["DELETE"]] as const) {
      expect((await call(method, "/v2/imports/1502", body, "token.as-502")).status).toBe(404)
    }
  })

  it.each([
    ["", 0],
    ["?undo=single", 4],
    ["?undo=all", 8]
  ])("are deleted, with %s also people", async (query, deleted) => {
    const { call, ids } = await start()
    // Four of the import's eight people are in no other.
    const people = await ids("/v2/people?import_id[]=789")
    for (const id of people.slice(4)) await call("POST", "/v2/imports", { name: String(id) })
    expect(people).toHaveLength(8)
    const alone = await call("POST", "/v2/imports", { name: "Alone" })
    for (const [index, id] of people.entries()) {
      if (index < 4) await call("PUT", `/v2/people/${id}`, { import_id: alone.body.data.id })
    }
    await call("DELETE", "/v2/imports/1502")
    expect((await call("DELETE", `/v2/imports/789${query}`)).status).toBe(204)
    expect(await ids("/v2/people?per_page=100")).toHaveLength(81 - deleted)
    expect((await call("GET", "/v2/imports/789")).status).toBe(404)
  })

  it("belong to the caller, or to another existing user", async () => {
    const { call } = await start()
    const create = (body?: object) => call("POST", "/v2/imports", body)
    expect((await create()).body.data).toMatchObject({ name: null, current_people_count: 0 })
    expect(await create({ user_id: 9 })).toMatchObject(invalid("user_id", "does not exist"))
  })
})

describe("users", () => {
  it("that are visible are those on whom the token's user can act", async () => {
    const { ids } = await start()
    expect(await ids("/v2/users?sort_direction=ASC")).toEqual([501, 502, 503, 2468, 30_816])
    expect(await ids("/v2/users?sort_direction=ASC", "token.as-502")).toEqual([502, 503, 30_816])
    expect(await ids("/v2/users?visible_only=false", "token.as-502")).toHaveLength(6)
  })

  it("that are deactivated can do nothing", async () => {
    const { call, one, sandbox } = await start()
    await sandbox.trigger("userDeactivated", { user_id: 502 })
    expect((await one("/v2/users/502")).active).toBe(false)
    expect((await call("GET", "/v2/me", undefined, "token.as-502")).status).toBe(403)
  })
})
