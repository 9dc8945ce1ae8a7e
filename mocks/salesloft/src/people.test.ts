/** People: Create person, Update person, Upsert person, Delete person, List caller IDs. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

const ada = { email_address: "Ada.Winter@northgate.example.com", first_name: "Ada", last_name: "Winter" }

describe("Create person", () => {
  it("needs a new email address, or a new phone and last name", async () => {
    const { call } = await start()
    const create = (body: object) => call("POST", "/v2/people", body)
    expect(await create({ first_name: "Ada", phone: "+15550142" })).toMatchObject(
      invalid("email_address", "must be given, or phone and last_name")
    )
    expect(await create(ada)).toMatchObject({ status: 200, body: { data: { display_name: "Ada Winter" } } })
    const again = { email_address: "ada.winter@NORTHGATE.example.com" }
    expect(await create(again)).toMatchObject(invalid("email_address", "is already taken"))
    const named = { phone: "+1 555 0142", last_name: "Frost" }
    expect((await create(named)).status).toBe(200)
    expect(await create({ phone: "+15550142", last_name: "FROST" })).toMatchObject(
      invalid("phone", "and last_name are already taken")
    )
    expect((await create({ ...named, email_address: "a.frost@works.example.com" })).status).toBe(200)
  })

  it.each(["00:10", "09:00", "16:00", "20:00", "23:50"])("has the time of a clock that shows %s", async (time) => {
    const { call, ids, sandbox } = await start({ now: `2024-02-29T${time}:00Z` })
    const created = sandbox.now().toISOString()
    const { id, ...made } = (await call("POST", "/v2/people", ada)).body.data
    const other = (await call("POST", "/v2/people", { email_address: "b@example.com" })).body.data
    for (const at of [made.created_at, made.updated_at, other.updated_at])
      expect(new Date(at).toISOString()).toBe(created)
    expect(other.updated_at > made.updated_at).toBe(true)
    expect(await ids(`/v2/people?updated_at[gt]=${encodeURIComponent(made.updated_at)}`)).toEqual([other.id])
    await sandbox.advance("1 hour")
    const { created_at, updated_at } = (await call("PUT", `/v2/people/${id}`, { title: "Buyer" })).body.data
    expect(created_at).toBe(made.created_at)
    expect(new Date(updated_at)).toEqual(sandbox.now())
  })

  it("is listed, shown and found afterwards", async () => {
    const { call, ids, one } = await start()
    const { id } = (await call("POST", "/v2/people", { ...ada, locale: "Europe/London" })).body.data
    expect((await ids("/v2/people"))[0]).toBe(id)
    expect(await ids("/v2/people?email_addresses[]=ada.winter@northgate.example.com")).toEqual([id])
    expect(await one(`/v2/people/${id}`)).toMatchObject({
      full_email_address: "Ada Winter <Ada.Winter@northgate.example.com>",
      locale_utc_offset: 60,
      created_at: expect.stringMatching(/^2026-05-12T11:0\d:\d\d\.\d{6}-04:00$/),
      owner: { id: 501, _href: expect.stringMatching(/^http:\/\/127.0.0.1:\d+\/v2\/users\/501$/) },
      counts: { emails_sent: 0, calls: 0 },
      untouched: true
    })
  })

  it.each([
    ["email_address", "roe", "is invalid"],
    ["account_id", 9, "does not exist"],
    ["owner_id", "nobody", "does not exist"],
    ["person_stage_id", 9, "does not exist"],
    ["import_id", 9, "does not exist"],
    ["contact_restrictions", ["phone"], "must be call, email or message"],
    ["job_seniority", "boss", expect.stringContaining("must be one of director")]
  ])("refuses a wrong %s", async (field, value, message) => {
    const { call } = await start()
    expect(await call("POST", "/v2/people", { ...ada, [field]: value })).toMatchObject(invalid(field, message))
  })

  it("accepts a CRM id only with its type, with 18 characters, of a contact or a lead", async () => {
    const { call } = await start()
    const create = (more: object) => call("POST", "/v2/people", { ...ada, ...more })
    const wrong = "must be the 18 characters of a Salesforce contact (003) or lead (00Q)"
    const crm_id_type = "salesforce"
    expect(await create({ crm_id: "003A00000000001AAA" })).toMatchObject(
      invalid("crm_id_type", "must be given with crm_id; known: salesforce")
    )
    expect(await create({ crm_id: "003A", crm_id_type })).toMatchObject(invalid("crm_id", wrong))
    expect(await create({ crm_id: "001A00000000001AAA", crm_id_type })).toMatchObject(invalid("crm_id", wrong))
    const { body } = await create({ crm_id: "00QA00000000001AAA", crm_id_type })
    expect(body.data).toMatchObject({ crm_id: "00QA00000000001AAA", crm_object_type: "lead" })
  })

  it("adds the date as a tag with autotag_date", async () => {
    const { call, ids } = await start()
    const { data } = (await call("POST", "/v2/people", { ...ada, tags: ["fair"], autotag_date: true })).body
    expect(data.tags).toEqual(["fair", "2026-05-12"])
    expect(await ids("/v2/tags?search=2026-05")).toHaveLength(1)
  })

  it("keeps values of the team's custom fields, and no others", async () => {
    const { call, one } = await start()
    const { data } = (
      await call("POST", "/v2/people", {
        ...ada,
        custom_fields: { "Lead Source": "Fair", Renewal: "2026", Shoe: "44" }
      })
    ).body
    // Renewal is a field of accounts.
    expect(data.custom_fields).toEqual({ "Lead Source": "Fair" })
    await call("PUT", `/v2/people/${data.id}`, { custom_fields: { "Lead Source": null } })
    expect((await one(`/v2/people/${data.id}`)).custom_fields).toEqual({})
  })

  it("counts the person in the import", async () => {
    const { call, one } = await start()
    const { data } = (await call("POST", "/v2/people", { ...ada, import_id: 30_816 })).body
    expect(data.import.id).toBe(30_816)
    expect(await one("/v2/imports/30816")).toMatchObject({ current_people_count: 1, imported_people_count: 1 })
    await call("DELETE", `/v2/people/${data.id}`)
    expect(await one("/v2/imports/30816")).toMatchObject({ current_people_count: 0, imported_people_count: 1 })
  })
})

it("List people shows starred people, and uses the address as a missing name", async () => {
  const { call } = await start()
  const starred = async (token: string) => (await call("GET", "/v2/people/30825", undefined, token)).body.data.starred
  expect([await starred("token"), await starred("token.as-502")]).toEqual([true, false])
  const { data } = (await call("POST", "/v2/people", { email_address: "x@works.example.com" })).body
  expect(data).toMatchObject({ display_name: "x@works.example.com", full_email_address: "x@works.example.com" })
})

describe("Update person", () => {
  it("clears the bounce with a new address", async () => {
    const { call, one } = await start()
    expect((await one("/v2/people/30823")).bouncing).toBe(true)
    await call("PUT", "/v2/people/30823", { title: "Owner" })
    expect((await one("/v2/people/30823")).bouncing).toBe(true)
    await call("PUT", "/v2/people/30823", { email_address: "good@works.example.com" })
    expect((await one("/v2/people/30823")).bouncing).toBe(false)
  })

  it("cannot remove the identity of the person", async () => {
    const { call } = await start()
    expect((await call("PUT", "/v2/people/30816", { email_address: "" })).status).toBe(200)
    expect(await call("PUT", "/v2/people/30816", { last_name: "" })).toMatchObject(
      invalid("email_address", "must be given, or phone and last_name")
    )
  })

  it("keeps the most recent of several imports", async () => {
    const { call, ids } = await start()
    const { data } = (await call("PUT", "/v2/people/30801", { import_id: 30_816 })).body
    expect(data.import.id).toBe(30_816)
    const again = (await call("PUT", "/v2/people/30801", { import_id: 789 })).body.data
    expect(again.import.id).toBe(789)
    expect(await ids("/v2/people?import_id[]=30816")).toEqual([30_801])
  })

  it("changes only the given fields", async () => {
    const { call, one } = await start()
    const before = await one("/v2/people/101112")
    const { body } = await call("PUT", "/v2/people/101112", { title: "Owner", city: "" })
    expect(before.cadences).toHaveLength(1)
    expect(body.data).toEqual({ ...before, title: "Owner", city: null, updated_at: body.data.updated_at })
    expect(body.data.updated_at > before.updated_at).toBe(true)
  })

  it("keeps addresses unique, and lets a person keep its own", async () => {
    const { call, one } = await start()
    const { email_address } = await one("/v2/people/30817")
    expect(await call("PUT", "/v2/people/30816", { email_address })).toMatchObject(
      invalid("email_address", "is already taken")
    )
    expect((await call("PUT", "/v2/people/30817", { email_address })).status).toBe(200)
  })

  it("frees the former address", async () => {
    const { call, one } = await start()
    const { email_address } = await one("/v2/people/30817")
    await call("PUT", "/v2/people/30817", { email_address: "new@works.example.com" })
    expect((await call("POST", "/v2/people", { email_address })).status).toBe(200)
  })

  it("removes a person who must not be contacted from all cadences", async () => {
    const { call, ids, one } = await start()
    expect(await ids("/v2/actions?person_id[]=101112")).toEqual([24_680])
    const { data } = (await call("PUT", "/v2/people/101112", { do_not_contact: true })).body
    expect(data.cadences).toEqual([])
    expect(await one("/v2/cadence_memberships/71206")).toMatchObject({
      currently_on_cadence: false,
      current_state: "removed"
    })
    expect(await ids("/v2/actions?person_id[]=101112")).toEqual([])
  })

  it("returns 404 for an unknown person", async () => {
    const { call } = await start()
    expect(await call("PUT", "/v2/people/9", { title: "Owner" })).toMatchObject({
      status: 404,
      body: { error: "Not Found" }
    })
  })
})

describe("Upsert person", () => {
  const upsert = async (body: object) => {
    const { call } = await start()
    return call("POST", "/v2/person_upserts", body)
  }

  it("updates the person that the key finds, or creates one", async () => {
    const { call, one } = await start()
    const upsert = (body: object) => call("POST", "/v2/person_upserts", { upsert_key: "email_address", ...body })
    const created = (await upsert(ada)).body.data
    expect(created).toMatchObject({ upsert_type: "create", person: { first_name: "Ada" } })
    const updated = (await upsert({ email_address: "ada.winter@northgate.example.com", title: "Buyer" })).body.data
    expect(updated).toMatchObject({ upsert_type: "update", person: { id: created.person.id, last_name: "Winter" } })
    expect((await one(`/v2/people/${created.person.id}`)).title).toBe("Buyer")
  })

  it("by crm_id needs crm_id_type", async () => {
    const { one } = await start()
    const { crm_id } = await one("/v2/people/30807")
    expect(crm_id).toHaveLength(18)
    const body = { upsert_key: "crm_id", crm_id, title: "Buyer" }
    expect(await upsert(body)).toMatchObject(invalid("crm_id_type", "must be given with crm_id; known: salesforce"))
    expect((await upsert({ ...body, crm_id_type: "salesforce" })).body.data).toMatchObject({
      upsert_type: "update",
      person: { id: 30_807 }
    })
  })

  it("fails if the key finds several", async () => {
    const { call } = await start()
    const crm = { crm_id: "003A00000000001AAA", crm_id_type: "salesforce" }
    await call("POST", "/v2/people", { ...ada, ...crm })
    await call("POST", "/v2/people", { email_address: "other@works.example.com", ...crm })
    expect(await call("POST", "/v2/person_upserts", { upsert_key: "crm_id", ...crm })).toMatchObject(
      invalid("crm_id", "matches several people")
    )
  })

  it("fails if the field that the key names is missing", async () => {
    expect(await upsert({ upsert_key: "email_address", id: 30_816 })).toMatchObject(
      invalid("email_address", "must be given, because it is the upsert_key")
    )
  })

  it("fails if id is not that of the person that another key finds", async () => {
    const { one } = await start()
    const { email_address } = await one("/v2/people/30817")
    expect(await upsert({ upsert_key: "email_address", email_address, id: 30_816 })).toMatchObject(
      invalid("id", "is not that of the person that email_address finds")
    )
  })

  it("fails for an unknown id", async () => {
    expect(await upsert({ upsert_key: "id", id: 9, title: "Buyer" })).toMatchObject(invalid("id", "does not exist"))
  })

  it("without a key never updates", async () => {
    const { one } = await start()
    const { email_address } = await one("/v2/people/30817")
    expect(await upsert({ email_address })).toMatchObject(invalid("email_address", "is already taken"))
    expect((await upsert(ada)).body.data.upsert_type).toBe("create")
  })
})

describe("Delete person", () => {
  it("deletes the person, and can be repeated", async () => {
    const { call, ids } = await start()
    expect(await call("DELETE", "/v2/people/30817")).toMatchObject({ status: 204, body: undefined })
    expect(await call("GET", "/v2/people/30817")).toMatchObject({ status: 404, body: { error: "Not Found" } })
    expect(await ids("/v2/people?ids[]=30817")).toEqual([])
    expect((await call("DELETE", "/v2/people/30817")).status).toBe(204)
    expect((await call("DELETE", "/v2/people/9")).status).toBe(404)
  })

  it("keeps the cadence memberships, with person_deleted", async () => {
    const { call, one } = await start()
    await call("DELETE", "/v2/people/30817")
    expect(await one("/v2/cadence_memberships/30816")).toMatchObject({
      person_deleted: true,
      currently_on_cadence: false
    })
  })

  it("frees the address", async () => {
    const { call, one } = await start()
    const { email_address } = await one("/v2/people/30817")
    await call("DELETE", "/v2/people/30817")
    expect((await call("POST", "/v2/people", { email_address })).status).toBe(200)
  })
})

it("List caller IDs finds all people with the number", async () => {
  const { call } = await start()
  await call("POST", "/v2/people", { ...ada, mobile_phone: "+44 20 7946 0123" })
  const { body } = await call("GET", "/v2/phone_numbers/caller_ids?phone_number=%2B442079460123")
  expect(body.data).toMatchObject([
    { display_name: "Jane Roe", account_name: expect.any(String), person: { id: 30_816 } },
    { display_name: "Ada Winter", account_name: null }
  ])
  expect((await call("GET", "/v2/phone_numbers/caller_ids?phone_number=%2B10")).body.data).toEqual([])
})
