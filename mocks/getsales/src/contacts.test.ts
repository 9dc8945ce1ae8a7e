/** Contacts: finding, creating, merging and deleting them. */
import { describe, expect, it } from "vitest"
import { type Caller, example, invalid, mary, start } from "../test/caller.ts"

const leads = "/leads/api/leads"
const other = "a0000000-0000-4000-8000-000000000002"

const upsert = ({ post }: Caller, lead: object, more: object = {}) =>
  post(`${leads}/upsert`, { lead, list_uuid: example, ...more })

const lookup = ({ post }: Caller, identity: object) => post(`${leads}/lookup-one`, identity)

describe("a contact is found (Find one contact)", () => {
  it.each([
    ["its nickname", { linkedin_id: "john-doe-123456" }],
    ["its nickname in capitals", { linkedin_id: "John-Doe-123456" }],
    ["its profile's address", { linkedin_id: "https://www.linkedin.com/in/john-doe-123456/?locale=en" }],
    ["its address under /people/", { linkedin_id: "https://www.linkedin.com/people/john-doe-123456" }],
    ["its ln_id", { linkedin_id: "ACoAAAexample0000000000000000000000john" }],
    ["its sn_id", { linkedin_id: "ACwAAAexample0000000000000000000000john" }],
    [
      "its address in Sales Navigator",
      { linkedin_id: "https://www.linkedin.com/sales/lead/ACwAAAexample0000000000000000000000john,NAME_SEARCH" }
    ],
    ["its e-mail address", { email: "John.Doe@example.com" }],
    ["its name and company", { name: "john doe", company_name: "Example Ltd" }],
    [
      "the second thing said of it, where nobody has the first",
      { linkedin_id: "nobody", email: "john.doe@example.com" }
    ],
    ["what is not null", { linkedin_id: null, email: null, name: "John Doe", company_name: "Example Ltd" }]
  ])("by %s", async (_, identity) => {
    expect(await lookup(await start(), identity)).toMatchObject({ status: 200, body: { uuid: example } })
  })

  it("by its personal e-mail address", async () => {
    const caller = await start()
    const contact = Object.values(caller.state().contacts).find(({ personal_email }) => personal_email !== null)!
    expect((await lookup(caller, { email: contact.personal_email })).body.uuid).toBe(contact.uuid)
  })

  it("also under the path of an older page (find-one)", async () => {
    const { post } = await start()
    expect((await post(`${leads}/find-one`, { linkedin_id: "john-doe-123456" })).body.uuid).toBe(example)
  })

  it("or gets a 404 that names the requested contact", async () => {
    const answer = await lookup(await start(), { name: "John Doe", company_name: "Nowhere" })
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { message: "There is no contact of John Doe at Nowhere." } }
    })
  })

  it("only by one of three complete identities", async () => {
    const caller = await start()
    expect(await lookup(caller, { linkedin_id: null })).toMatchObject(invalid("linkedin_id"))
    expect(await lookup(caller, { linkedin_id: "" })).toMatchObject(invalid("linkedin_id"))
    expect(await lookup(caller, { name: "John Doe", company_name: null })).toMatchObject(invalid("company_name"))
    expect(await lookup(caller, { name: null, company_name: "Example Ltd" })).toMatchObject(invalid("name"))
  })
})

describe("Create contacts", () => {
  it("adds them to the list", async () => {
    const caller = await start()
    const { body, status } = await caller.post(leads, {
      list_uuid: other,
      leads: [
        { linkedin_id: "ann-lee-1", first_name: "Ann", last_name: "Lee", company_name: "ExampleCorp" },
        { email: "bob@example.com", raw_address: "Oslo, Oslo, Norway", custom_fields: { Gender: "Male" } }
      ]
    })
    expect(status).toBe(200)
    expect(body).toMatchObject([
      { name: "Ann Lee", linkedin: "ann-lee-1", list_uuid: other, status: "ok", linkedin_status: "need_enrichment" },
      { work_email: "bob@example.com", location: [{ address_string: "Oslo, Oslo, Norway" }], email_status: "verified" }
    ])
    expect((await caller.get(`${leads}/${body[0].uuid}`)).body).toEqual(body[0])
    const found = await caller.post(`${leads}/search`, { filter: { list_uuid: other, q: "ann lee" } })
    expect(found.body.data[0].lead).toEqual(body[0])
    expect(caller.state().customFields[body[1].uuid]).toEqual({ Gender: "Male" })
  })

  it("never creates a contact twice", async () => {
    const { post, state } = await start()
    const before = Object.keys(state().contacts).length
    const { body } = await post(leads, {
      list_uuid: other,
      leads: [
        { linkedin_id: "ann-lee-1" },
        { linkedin: "ann-lee-1", email: "a@example.com" },
        { email: "john.doe@example.com" }
      ]
    })
    expect(body[1]).toEqual(body[0])
    expect(body[2]).toMatchObject({ uuid: example, list_uuid: example })
    expect(Object.keys(state().contacts)).toHaveLength(before + 1)
  })

  it("gives a contact without data the status no_contact_data", async () => {
    const { post } = await start()
    const { body } = await post(leads, { list_uuid: example, leads: [{ first_name: "Ann" }] })
    expect(body).toMatchObject([{ name: "Ann", status: "no_contact_data", linkedin_status: "no_data" }])
  })

  it("needs an existing list, and a contact", async () => {
    const { post, state } = await start()
    const before = Object.keys(state().contacts).length
    expect(await post(leads, { list_uuid: "nowhere", leads: [{}] })).toMatchObject(invalid("list_uuid"))
    expect(await post(leads, { list_uuid: example, leads: [] })).toMatchObject(invalid("leads"))
    expect(Object.keys(state().contacts)).toHaveLength(before)
  })

  it("asks LinkedIn about them a little later", async () => {
    const { get, post, sandbox } = await start()
    const { body } = await post(leads, { list_uuid: example, leads: [{ linkedin_id: "ann-lee-1" }] })
    await sandbox.advance("30 seconds")
    expect((await get(`${leads}/${body[0].uuid}`)).body.linkedin_status).toBe("active")
  })
})

describe("Create or update contact", () => {
  it("creates a new contact in the list", async () => {
    const caller = await start()
    const { body, status } = await upsert(
      caller,
      { linkedin_id: "https://www.linkedin.com/in/ann-lee-1", first_name: "Ann", last_name: "Lee" },
      { list_uuid: other }
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: "Ann Lee", linkedin: "ann-lee-1", list_uuid: other })
    expect((await caller.get(`${leads}/${body.uuid}`)).body).toEqual(body)
  })

  it("changes only the given fields", async () => {
    const caller = await start()
    const { body } = await upsert(
      caller,
      { linkedin_id: "john-doe-123456", last_name: "Roe", headline: "" },
      { custom_fields: { Tier: "A" } }
    )
    expect(body).toMatchObject({
      uuid: example,
      name: "John Roe",
      first_name: "John",
      company_name: "Example Ltd",
      headline: "Sales & Partner Manager at Example Ltd",
      updated_at: expect.stringMatching(/^2026-01-26T09:/)
    })
    expect(caller.state().customFields[example]).toEqual({ Gender: "Male", Tier: "A" })
    expect((await lookup(caller, { name: "John Doe", company_name: "Example Ltd" })).status).toBe(404)
    expect((await lookup(caller, { name: "John Roe", company_name: "Example Ltd" })).status).toBe(200)
  })

  it.each([
    [
      "ln_id before sn_id",
      { ln_id: "ACoAAAexample0000000000000000000000john", sn_id: "ACwAAAexample0000000000000000000000mary" },
      example
    ],
    [
      "sn_id before the nickname",
      { sn_id: "ACwAAAexample0000000000000000000000mary", linkedin: "john-doe-123456" },
      mary
    ],
    ["the nickname before e-mail", { linkedin: "john-doe-123456", email: "mary.major@example.com" }, example],
    [
      "e-mail before name and company",
      { email: "mary.major@example.com", first_name: "John", last_name: "Doe", company_name: "Example Ltd" },
      mary
    ],
    ["name and company", { first_name: "John", last_name: "Doe", company_name: "Example Ltd" }, example]
  ])("takes for the same person by %s", async (_, lead, uuid) => {
    const { body } = await upsert(
      await start(),
      { linkedin_id: "nobody-knows-it", ...lead },
      { update_if_exists: false }
    )
    expect(body.uuid).toBe(uuid)
  })

  it("changes nothing with update_if_exists false", async () => {
    const caller = await start()
    const before = caller.state().contacts[example]
    const lead = { linkedin_id: "john-doe-123456", last_name: "Roe" }
    const { body } = await upsert(caller, lead, { update_if_exists: false, custom_fields: { Tier: "A" } })
    expect(body).toEqual(before)
    expect(caller.state().customFields[example]).toEqual({ Gender: "Male" })
  })

  it("moves a contact from another list only with move_to_list", async () => {
    const caller = await start()
    const listed = async (list_uuid: string) => {
      const { body } = await caller.post(`${leads}/search`, { filter: { list_uuid, linkedin: "john-doe-123456" } })
      return body.total
    }
    const lead = { linkedin_id: "john-doe-123456" }
    expect((await upsert(caller, lead, { list_uuid: other })).body.list_uuid).toBe(example)
    expect((await upsert(caller, lead, { list_uuid: other, move_to_list: true })).body.list_uuid).toBe(other)
    expect([await listed(example), await listed(other)]).toEqual([0, 1])
  })

  it("needs a LinkedIn identity, and an existing list", async () => {
    const caller = await start()
    expect(await upsert(caller, {})).toMatchObject(invalid("lead.linkedin_id"))
    expect(await upsert(caller, { linkedin_id: " " })).toMatchObject(invalid("lead.linkedin_id"))
    const answer = await upsert(caller, { linkedin_id: "ann" }, { list_uuid: "nowhere" })
    expect(answer).toMatchObject(invalid("list_uuid"))
    expect(answer.body.error.message).toBe("The selected list uuid is invalid: there is no list nowhere.")
  })

  it("finds companies by their names", async () => {
    const caller = await start()
    const ann = await upsert(caller, { linkedin_id: "ann", company_name: "examplecorp" })
    expect(ann.body.company_uuid).toBe(caller.state().contacts[mary]!.company_uuid)
    const bob = await upsert(caller, { linkedin_id: "bob", company_name: "New Example", domain: "new.example.com" })
    expect(caller.state().companies[bob.body.company_uuid]).toMatchObject({
      name: "New Example",
      domain: "new.example.com"
    })
  })
})

describe("Update contact", () => {
  const path = `${leads}/${example}`

  it("changes the given fields", async () => {
    const { get, put } = await start()
    const { body, status } = await put(path, {
      first_name: "Johnny",
      email: "johnny@example.com",
      about: "",
      raw_address: "Lyon, Rhône, France"
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: "Johnny Doe",
      last_name: "Doe",
      work_email: "johnny@example.com",
      about: null,
      location: [{ address_string: "Lyon, Rhône, France" }],
      updated_at: expect.stringMatching(/^2026-01-26T09:/)
    })
    expect((await get(path)).body).toEqual(body)
  })

  it("clears with null", async () => {
    const { get, put } = await start()
    await put(path, { last_name: null, email: null, company_name: null, raw_address: null })
    expect((await get(path)).body).toMatchObject({
      name: "John",
      last_name: null,
      work_email: null,
      company_name: null,
      raw_address: null,
      location: []
    })
  })

  it("ignores custom_fields and unknown fields", async () => {
    const { put, state } = await start()
    const { body } = await put(path, { custom_fields: { Gender: "Other" }, list_uuid: other, uuid: "another" })
    expect(body).toMatchObject({ uuid: example, list_uuid: example })
    expect(state().customFields[example]).toEqual({ Gender: "Male" })
  })

  it("refuses to make two contacts the same person", async () => {
    const { put } = await start()
    expect(await put(path, { linkedin: "mary-major-654321" })).toMatchObject(invalid("linkedin"))
    expect(await put(path, { email: "mary.major@example.com" })).toMatchObject(invalid("email"))
    expect((await put(path, { email: "john.doe@example.com" })).status).toBe(200)
  })
})

describe("Delete contact", () => {
  it("removes it from its list, from automations and from searches", async () => {
    const caller = await start()
    const total = async () => (await caller.post(`${leads}/search`, { filter: { list_uuid: example } })).body.total
    const before = await total()
    expect((await lookup(caller, { linkedin_id: "john-doe-123456" })).body.uuid).toBe(example)
    expect(await caller.call("DELETE", `${leads}/${example}`)).toMatchObject({ status: 204, body: undefined })
    expect((await caller.get(`${leads}/${example}`)).status).toBe(404)
    expect((await lookup(caller, { linkedin_id: "john-doe-123456" })).status).toBe(404)
    expect(await total()).toBe(before - 1)
    expect((await caller.call("DELETE", `${leads}/${example}`)).status).toBe(404)
    expect(caller.state().flowLeads[example]).toMatchObject({ status: "canceled" })
    const again = await upsert(caller, { linkedin_id: "john-doe-123456" })
    expect(again.status).toBe(200)
    expect(again.body.uuid).not.toBe(example)
    expect((await upsert(caller, { linkedin_id: "john-doe-123456" })).body.uuid).toBe(again.body.uuid)
  })

  it("removes its messages in the background", async () => {
    const { call, get, sandbox, state } = await start()
    const messages = async () => (await get(`/flows/api/linkedin-messages?filter[lead_uuid]=${example}`)).body.total
    expect(await messages()).toBe(2)
    await call("DELETE", `${leads}/${mary}`)
    await call("DELETE", `${leads}/${example}`)
    await sandbox.advance("1 second")
    expect(await messages()).toBe(0)
    expect((await get(`/emails/api/emails?lead_uuid=${mary}`)).body).toEqual([])
    const { customFields, emailBodies, emails, flowLeads, markers } = state()
    expect(Object.keys(emailBodies)).toHaveLength(Object.keys(emails).length)
    expect(Object.values(flowLeads).filter(({ lead_uuid }) => lead_uuid === mary)).toEqual([])
    expect(Object.keys(markers).filter((key) => key.startsWith(example))).toEqual([])
    expect(customFields).toEqual({})
  })
})
