/** Automations: starting and stopping them, the contacts in them, and their steps. */
import { describe, expect, it } from "vitest"
import { type Caller, example, invalid, jane, mary, start } from "../test/caller.ts"

const flows = "/flows/api/flows"
const followUp = "11840a54-032e-452f-857e-bb369a5e7afa"
const off = "f0000000-0000-4000-8000-000000000006"
const draft = "f0000000-0000-4000-8000-000000000004"
const archived = "f0000000-0000-4000-8000-000000000005"
const somebody = "c0000000-0000-4000-8000-000000000009"

const ways = ({ state }: Caller, lead: string) =>
  Object.values(state().flowLeads).filter((one) => one.lead_uuid === lead)
const add = ({ post }: Caller, flow: string, lead: string) => post(`${flows}/${flow}/leads/${lead}`)
const messages = async ({ get }: Caller, filter: string) => (await get(`/flows/api/linkedin-messages?${filter}`)).body

describe("automations", () => {
  it.each([
    ["q", "germany", 1],
    ["q", "stand", 1],
    ["uuid", example, 1],
    ["flow_workspace_uuid", "80000000-0000-4000-8000-000000000001", 2],
    ["flow_version_uuid", example, 1],
    ["status", "on", 2],
    ["status", "archived", 1],
    ["is_public", "true", 1],
    ["is_public", "0", 5],
    ["user_id", "2", 1]
  ])("are selected by %s %s (List of automations)", async (key, value, total) => {
    const { get } = await start()
    expect((await get(`${flows}?filter[${key}]=${value}`)).body).toMatchObject({ total, has_more: false })
  })

  it("are listed as on once they are started, and as off once they are stopped", async () => {
    const { get, put } = await start()
    const status = async () => (await get(`${flows}?filter[uuid]=${draft}`)).body.data[0].status
    const started = await put(`${flows}/${draft}/start`)
    expect(started).toMatchObject({
      status: 200,
      body: { uuid: draft, status: "on", updated_at: expect.stringMatching(/^2026-01-26T09:/) }
    })
    expect(await status()).toBe("on")
    expect((await put(`${flows}/${draft}/stop`)).body.status).toBe("off")
    expect(await status()).toBe("off")
  })

  it("can be started or stopped twice", async () => {
    const { put, state } = await start()
    const { updated_at } = state().flows[example]!
    expect((await put(`${flows}/${example}/start`)).body).toMatchObject({ status: "on", updated_at })
    expect((await put(`${flows}/${archived}/stop`)).body.status).toBe("archived")
  })

  it("cannot be started if they are archived: 422 (Start automation)", async () => {
    const { post, put } = await start()
    const answer = await put(`${flows}/${archived}/start`)
    expect(answer).toMatchObject(invalid("status"))
    expect(answer.body.error.message).toBe(`The automation ${archived} is archived and cannot be started.`)
    expect(await post(`${flows}/${archived}/leads/${example}`)).toMatchObject(invalid("status"))
  })
})

describe("a contact in an automation", () => {
  it("passes through its steps, and then has finished (Add contact to automation)", async () => {
    const caller = await start()
    const { sandbox } = caller
    const contact = caller.state().contacts[somebody]!
    expect(await add(caller, example, somebody)).toMatchObject({ status: 204, body: undefined })
    const [way] = ways(caller, somebody)
    expect(way).toMatchObject({ flow_uuid: example, status: "in_progress", node_id: 1 })
    await sandbox.advance("1 minute")
    const markers = () => Object.values(caller.state().markers).filter(({ lead_uuid }) => lead_uuid === somebody)
    const { sender_profile_uuid } = way!
    const { linkedin_last_connection_sent_at: asked } = markers().find(
      (_) => _.sender_profile_uuid === sender_profile_uuid
    )!
    expect(asked).toMatch(/^2026-01-26T09:/)
    await sandbox.advance("1 day")
    await sandbox.advance("15 seconds")
    const sent = await messages(caller, `filter[task_pipeline_uuid]=${way!.uuid}`)
    expect(sent.data).toMatchObject([
      {
        lead_uuid: somebody,
        sender_profile_uuid,
        type: "outbox",
        automation: "auto",
        status: "done",
        text: `Hello ${contact.first_name}, how is work at ${contact.company_name}?`,
        template_uuid: example
      }
    ])
    await sandbox.advance("3 days")
    expect((await messages(caller, `filter[task_pipeline_uuid]=${way!.uuid}`)).total).toBe(2)
    expect(ways(caller, somebody)).toMatchObject([{ status: "finished", node_id: null }])
  })

  it("gets e-mails from one that writes them", async () => {
    const caller = await start()
    await add(caller, followUp, somebody)
    await caller.sandbox.advance("70 seconds")
    const [way] = ways(caller, somebody)
    const { body } = await caller.get(`/emails/api/emails?task_pipeline_uuid=${way!.uuid}`)
    expect(body).toMatchObject([
      { lead_uuid: somebody, flow_uuid: followUp, flow_node_id: 1, sender_profile_uuid: jane, status: "sent" }
    ])
  })

  it("is in it only once, even if it is added again", async () => {
    const caller = await start()
    for (let time = 0; time < 3; time++) expect((await add(caller, example, somebody)).status).toBe(204)
    expect(ways(caller, somebody)).toHaveLength(1)
  })

  it("waits until the automation is started", async () => {
    const caller = await start()
    await add(caller, off, somebody)
    await caller.sandbox.advance("1 day")
    expect(ways(caller, somebody)).toMatchObject([{ node_id: 1, waits: true }])
    await caller.put(`${flows}/${off}/start`)
    await caller.sandbox.advance("1 minute")
    expect(ways(caller, somebody)).toMatchObject([{ node_id: 2, waits: false }])
    await caller.put(`${flows}/${off}/stop`)
    await caller.sandbox.advance("2 days")
    expect(ways(caller, somebody)).toMatchObject([{ node_id: 2, waits: true }])
  })

  it("passes one step at a time, even if the automation is started at once", async () => {
    const caller = await start()
    await add(caller, off, somebody)
    await caller.put(`${flows}/${off}/start`)
    await caller.sandbox.advance("2 minutes")
    expect(ways(caller, somebody)).toMatchObject([{ node_id: 2 }])
  })

  it("leaves only the given automations (Cancel contact from automations)", async () => {
    const caller = await start()
    await add(caller, followUp, mary)
    expect((await caller.put(`${flows}/leads/${mary}/cancel`, { flow_uuids: [followUp] })).status).toBe(204)
    const status = (flow: string) => ways(caller, mary).findLast(({ flow_uuid }) => flow_uuid === flow)!.status
    expect([status(followUp), status(example)]).toEqual(["canceled", "in_progress"])
    await caller.sandbox.advance("10 minutes")
    expect((await caller.get(`/emails/api/emails?lead_uuid=${mary}&flow_uuid=${followUp}`)).body).toHaveLength(1)
  })

  it("leaves none without the names of automations (Cancel contact from automations)", async () => {
    const { put } = await start()
    const cancel = (flow_uuids: ReadonlyArray<string>) => put(`${flows}/leads/${mary}/cancel`, { flow_uuids })
    expect(await cancel([])).toMatchObject(invalid("flow_uuids"))
    expect(await cancel([example, "nothing"])).toMatchObject(invalid("flow_uuids.1"))
    expect((await cancel([draft])).status).toBe(204)
  })

  it("leaves all of them (Cancel contact from all automations)", async () => {
    const caller = await start()
    await add(caller, followUp, mary)
    expect((await caller.put(`${flows}/leads/${mary}/cancel-all`)).status).toBe(204)
    expect(ways(caller, mary).filter(({ status }) => status === "in_progress")).toEqual([])
    expect((await caller.put(`${flows}/leads/${mary}/cancel-all`)).status).toBe(204)
  })

  it("can start again after it was removed", async () => {
    const caller = await start()
    await caller.put(`${flows}/leads/${mary}/cancel-all`)
    await add(caller, example, mary)
    expect(ways(caller, mary).findLast(({ flow_uuid }) => flow_uuid === example)).toMatchObject({
      status: "in_progress",
      node_id: 1
    })
  })

  it("has finished when automation_finished is triggered", async () => {
    const caller = await start()
    await caller.sandbox.trigger("automation_finished", { flow_uuid: example, lead_uuid: mary })
    expect(ways(caller, mary).map(({ status }) => status)).toEqual(["finished", "finished"])
    await expect(
      caller.sandbox.trigger("automation_finished", { flow_uuid: example, lead_uuid: mary })
    ).rejects.toThrow(`The contact ${mary} is not in the automation ${example}.`)
  })
})

describe("Add new contact to automation", () => {
  const addNew = ({ post }: Caller, flow: string, lead: object, more: object = {}) =>
    post(`${flows}/${flow}/add-new-lead`, { lead, list_uuid: example, ...more })

  it("creates the contact and adds it: 204", async () => {
    const caller = await start()
    const lead = { linkedin_id: "ann-lee-1", first_name: "Ann", last_name: "Lee" }
    expect(await addNew(caller, example, lead, { custom_fields: { Tier: "A" }, flow_segment_id: 2 })).toMatchObject({
      status: 204,
      body: undefined
    })
    const { body } = await caller.post("/leads/api/leads/lookup-one", { linkedin_id: "ann-lee-1" })
    expect(body).toMatchObject({ name: "Ann Lee", list_uuid: example })
    expect(ways(caller, body.uuid)).toMatchObject([{ flow_uuid: example, flow_segment_id: 2 }])
    expect(caller.state().customFields[body.uuid]).toEqual({ Tier: "A" })
  })

  it("adds an existing contact, and updates it by default", async () => {
    const caller = await start()
    await addNew(caller, followUp, { linkedin_id: "john-doe-123456", last_name: "Roe" })
    expect(caller.state().contacts[example]!.name).toBe("John Roe")
    await addNew(caller, off, { linkedin_id: "john-doe-123456", last_name: "Poe" }, { update_lead_if_exists: false })
    expect(caller.state().contacts[example]!.name).toBe("John Roe")
    expect(ways(caller, example).map(({ flow_uuid }) => flow_uuid)).toEqual([example, followUp, off])
  })

  it("skips an existing contact with skip_if_lead_exists: 200 and the reason", async () => {
    const caller = await start()
    const lead = { linkedin_id: "john-doe-123456", last_name: "Roe" }
    expect(await addNew(caller, off, lead, { skip_if_lead_exists: true })).toMatchObject({
      status: 200,
      body: { reason: "skipped" }
    })
    expect(caller.state().contacts[example]!.name).toBe("John Doe")
    expect(ways(caller, example)).toHaveLength(1)
    expect((await addNew(caller, off, { linkedin_id: "new" }, { skip_if_lead_exists: true })).status).toBe(204)
  })

  it("moves a contact from another list only with move_to_list", async () => {
    const caller = await start()
    const list_uuid = "a0000000-0000-4000-8000-000000000005"
    const lead = { linkedin_id: "john-doe-123456" }
    await addNew(caller, off, lead, { list_uuid })
    expect(caller.state().contacts[example]!.list_uuid).toBe(example)
    await addNew(caller, off, lead, { list_uuid, move_to_list: true })
    expect(caller.state().contacts[example]!.list_uuid).toBe(list_uuid)
  })

  it("does nothing if the automation or the list does not exist", async () => {
    const caller = await start()
    const before = caller.state()
    expect((await addNew(caller, "nothing", { linkedin_id: "ann" })).status).toBe(404)
    expect(await addNew(caller, example, { linkedin_id: "ann" }, { list_uuid: "nothing" })).toMatchObject(
      invalid("list_uuid")
    )
    expect(await addNew(caller, example, { linkedin_id: "" })).toMatchObject(invalid("lead.linkedin_id"))
    expect(await addNew(caller, archived, { linkedin_id: "ann" })).toMatchObject(invalid("status"))
    expect(caller.state()).toEqual(before)
  })
})
