/** Accounts: Create account, Update account, Delete account. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

const acme = { name: "Acme Anvils", domain: "Anvils.example.com" }

describe("Create account", () => {
  it("needs a domain that is new to the team, and keeps it in lower case", async () => {
    const { call, ids } = await start()
    const { data } = (await call("POST", "/v2/accounts", acme)).body
    expect(data).toMatchObject({ domain: "anvils.example.com", counts: { people: 0 }, creator: { id: 501 } })
    expect(await ids("/v2/accounts?domain=anvils.example.com")).toEqual([data.id])
    expect(await call("POST", "/v2/accounts", { name: "Another", domain: "anvils.EXAMPLE.com" })).toMatchObject(
      invalid("domain", "is already taken")
    )
  })

  it.each([
    ["domain", "https://anvils.example.com", "is invalid"],
    ["owner_id", 9, "does not exist"],
    ["company_stage_id", 99, "does not exist"],
    ["account_tier_id", 99, "does not exist"]
  ])("refuses a wrong %s: %s", async (field, value, message) => {
    const { call } = await start()
    expect(await call("POST", "/v2/accounts", { ...acme, [field]: value })).toMatchObject(invalid(field, message))
  })

  it("accepts only CRM ids of accounts", async () => {
    const { call } = await start()
    const create = (crm_id: string) => call("POST", "/v2/accounts", { ...acme, crm_id, crm_id_type: "salesforce" })
    expect(await create("003A00000000001AAA")).toMatchObject(
      invalid("crm_id", "must be the 18 characters of a Salesforce account (001)")
    )
    expect((await create("001A00000000001AAA")).body.data.crm_object_type).toBe("account")
  })
})

describe("Update account", () => {
  it("sets, keeps and clears archived_at by archived", async () => {
    const { call } = await start()
    const archive = async (archived: boolean) =>
      (await call("PUT", "/v2/accounts/20417", { archived })).body.data.archived_at
    const at = await archive(true)
    expect(at).toMatch(/^2026-05-12T11:/)
    expect(await archive(true)).toBe(at)
    expect(await archive(false)).toBeNull()
  })

  it("removes its people from all cadences with do_not_contact", async () => {
    const { call, ids, one } = await start()
    const { account } = await one("/v2/people/101112")
    expect((await ids("/v2/actions?person_id[]=101112")).length).toBe(1)
    await call("PUT", `/v2/accounts/${account.id}`, { do_not_contact: true })
    expect((await one("/v2/people/101112")).cadences).toEqual([])
  })

  it("accepts its own domain, but not that of another account", async () => {
    const { call } = await start()
    const update = (domain: string) => call("PUT", "/v2/accounts/20417", { domain })
    expect((await update("northgate.example.com")).status).toBe(200)
    expect(await update("works.example.com")).toMatchObject(invalid("domain", "is already taken"))
  })
})

it("Delete account removes its people from it, and can be repeated", async () => {
  const { call, ids, one } = await start()
  const people = await ids("/v2/people?account_id[]=20417&per_page=100")
  expect(people.length).toBeGreaterThan(3)
  expect((await one("/v2/accounts/20417")).counts.people).toBe(people.length)
  expect((await call("DELETE", "/v2/accounts/20417")).status).toBe(204)
  expect((await call("GET", "/v2/accounts/20417")).status).toBe(404)
  expect((await one(`/v2/people/${people[0]}`)).account).toBeNull()
  expect((await call("DELETE", "/v2/accounts/20417")).status).toBe(204)
  expect((await call("DELETE", "/v2/accounts/9")).status).toBe(404)
})
