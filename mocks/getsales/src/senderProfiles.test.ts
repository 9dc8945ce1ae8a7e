/** Sender profiles. */
import { describe, expect, it } from "vitest"
import { example, invalid, jane, start } from "../test/caller.ts"

const path = "/flows/api/sender-profiles"

describe("sender profiles", () => {
  it("can be listed and read after creation (Create sender profile)", async () => {
    const { get, post } = await start()
    const made = await post(path, { assignee_user_id: 2, first_name: "Ann", last_name: "Lee", label: "Nordics" })
    expect(made).toMatchObject({
      status: 200,
      body: { first_name: "Ann", last_name: "Lee", label: "Nordics", assignee_user_id: 2, status: "enabled" }
    })
    expect((await get(`${path}/${made.body.uuid}`)).body).toEqual(made.body)
    expect((await get(`${path}?filter[label]=Nordics`)).body).toMatchObject({ total: 1, data: [made.body] })
  })

  it("need no field (Create sender profile)", async () => {
    const { post } = await start()
    expect(await post(path, {})).toMatchObject({ status: 200, body: { first_name: null, label: null } })
  })

  it.each([
    ["q", "richard roe", 1],
    ["uuid", jane, 1],
    ["linkedin_browser_id", "1", 1],
    ["linkedin_account_uuid", example, 1],
    ["mailbox_uuid", "d68f8f4c-fb28-4e30-b007-98bce1cb2c0d", 1],
    ["assignee_user_id", "1", 3],
    ["first_name", "Jane", 1],
    ["last_name", "Roe", 2],
    ["label", "USA", 1],
    ["status", "disabled", 1],
    ["user_id", "1", 4],
    ["user_id", "2", 0]
  ])("are selected by %s %s (List of sender profiles)", async (key, value, total) => {
    const { get } = await start()
    const query = new URLSearchParams({ [`filter[${key}]`]: value })
    expect((await get(`${path}?${query.toString()}`)).body.total).toBe(total)
  })

  it("with a browser at GoLogin get a LinkedIn account after a minute (Connect external sender profile)", async () => {
    const { get, post, sandbox } = await start()
    const schedule = { timezone: "Europe/Oslo", timeblocks: [{ dow: 1, min: 540, max: 1080 }] }
    const made = await post("/flows/client-api/sender-profiles/connect-external", {
      first_name: "Ann",
      last_name: "Lee",
      gologin_external_id: "example-0002",
      schedule,
      smart_limits_enabled: true
    })
    expect(made).toMatchObject({
      status: 200,
      body: { linkedin_browser_id: 5, linkedin_account_uuid: null, schedule, smart_limits_enabled: true }
    })
    await sandbox.advance("1 minute")
    const { body } = await get(`${path}/${made.body.uuid}`)
    expect(body.linkedin_account_uuid).toEqual(expect.any(String))
    expect(body.linkedin_browser_uuid).toBe(made.body.linkedin_browser_uuid)
  })

  it("with a browser at GoLogin need both names and the browser (Connect external sender profile)", async () => {
    const { post } = await start()
    const connect = (fields: object) => post("/flows/client-api/sender-profiles/connect-external", fields)
    expect(await connect({})).toMatchObject(invalid("first_name", "last_name", "gologin_external_id"))
    expect(await connect({ first_name: "Ann", last_name: "Lee", gologin_external_id: "" })).toMatchObject(
      invalid("gologin_external_id")
    )
  })
})
