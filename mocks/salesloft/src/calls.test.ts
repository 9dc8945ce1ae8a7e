/** Create call, Create note, Update note, Create task, List tasks, and related calls. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

const create = "/v2/activities/calls"

describe("Create call", () => {
  it("logs a call, with its note and its CRM activity", async () => {
    const { call, one } = await start()
    const before = (await one("/v2/people/30816")).counts.calls
    const body = {
      person_id: 30_816,
      duration: 60,
      notes: "Will think",
      disposition: "Connected",
      sentiment: "Friendly"
    }
    const { data } = (await call("POST", create, { ...body, crm_params: { Subject: "First talk", Type: "Call" } })).body
    expect(data).toMatchObject({ to: "+442079460123", duration: 60, called_person: { id: 30_816 }, user: { id: 501 } })
    expect(await one(`/v2/notes/${data.note.id}`)).toMatchObject({ content: "Will think", call: { id: data.id } })
    const [activity] = (await call("GET", `/v2/crm_activities?ids[]=${data.crm_activity.id}`)).body.data
    expect(activity).toMatchObject({ subject: "First talk", activity_type: "phone", description: "Will think" })
    expect(await one("/v2/people/30816")).toMatchObject({
      counts: { calls: before + 1 },
      last_contacted_type: "call",
      last_contacted_by: { id: 501 }
    })
  })

  it("completes the action that it is logged for, once, and only one of type phone of that person", async () => {
    const { call, ids } = await start()
    const log = (action_id: number, person_id: number) => call("POST", create, { person_id, action_id })
    expect(await log(90_512, 30_819)).toMatchObject(invalid("action_id", "must be of type phone"))
    expect(await log(24_680, 30_816)).toMatchObject(invalid("action_id", "is another person's"))
    const { data } = (await log(24_680, 101_112)).body
    expect(data).toMatchObject({ action: { id: 24_680 }, cadence: { id: 8801 }, step: { id: 9311 } })
    expect(await ids("/v2/actions?ids[]=24680")).toEqual([])
    expect(await log(24_680, 101_112)).toMatchObject(invalid("action_id", "is not in progress"))
  })

  it.each([
    [{ person_id: 9 }, "person_id", "does not exist"],
    [{ person_id: 30_822 }, "person_id", "can not be called: the person has opted out or has a contact restriction"],
    [{ person_id: 30_820 }, "person_id", "can not be called: the person has opted out or has a contact restriction"],
    [{ disposition: "connected" }, "disposition", "is not in the list: Connected, No answer, Left a message"],
    [{ sentiment: "Angry" }, "sentiment", "is not in the list: Friendly, Undecided, Interested"],
    [{ linked_call_data_record_ids: [135, 9] }, "linked_call_data_record_ids", "do not all exist"],
    [{ linked_call_data_record_ids: [77_031] }, "linked_call_data_record_ids", "are linked to a call already"],
    [{ crm_params: { Mood: "good" } }, "crm_params", "have no field Mood"],
    [{ crm_params: { Type: "Chat" } }, "crm_params", "have for Type only Call, Meeting"],
    [{ crm_params: { Status: "Open" } }, "crm_params", "can not set Status to anything but Completed"],
    [{ user_guid: "nobody" }, "user_guid", "does not exist"]
  ])("%o is answered 422", async (body, field, message) => {
    const { call } = await start()
    expect(await call("POST", create, { person_id: 30_816, ...body })).toMatchObject(invalid(field, message))
  })

  it("links records of the telephone system, each only once", async () => {
    const { call, ids } = await start()
    const log = () => call("POST", create, { person_id: 101_112, linked_call_data_record_ids: [135] })
    const { data } = (await log()).body
    expect(data.recordings).toHaveLength(1)
    expect(await ids("/v2/call_data_records?has_call=true&ids[]=135")).toEqual([135])
    expect((await log()).status).toBe(422)
  })

  it("for another user is only for team admins: 403", async () => {
    const { call } = await start()
    const body = { person_id: 30_816, user_guid: "2f8e1d3c-90b7-4a52-b6d4-6e5a1c9f8b22" }
    expect((await call("POST", create, body)).body.data.user.id).toBe(503)
    expect((await call("POST", create, body, "token.as-502")).status).toBe(403)
  })

  it("a call that ends leaves a record without a logged call", async () => {
    const { call, sandbox } = await start()
    await sandbox.trigger("callEnded", { to: "+442079460123", duration: 12 })
    const { data } = (await call("GET", "/v2/call_data_records?has_call=false&person_id[]=30816")).body
    expect(data[0]).toMatchObject({ duration: 12, call: null, called_person: { id: 30_816 } })
  })
})

describe("notes", () => {
  const note = { content: "Likes tea", associated_with_type: "Person", associated_with_id: 30_816 }

  it("are on a person or an account, in any case", async () => {
    const { call } = await start()
    const write = async (more: object) => call("POST", "/v2/notes", { ...note, ...more })
    expect((await write({})).body.data).toMatchObject({ associated_type: "person", associated_with: { id: 30_816 } })
    const account = { associated_with_type: "ACCOUNT", associated_with_id: 20_417 }
    expect((await write(account)).body.data.associated_with._href).toMatch(/\/v2\/accounts\/20417$/)
    expect(await write({ associated_with_type: "task" })).toMatchObject(
      invalid("associated_with_type", "must be person or account")
    )
    expect(await write({ associated_with_id: 9 })).toMatchObject(invalid("associated_with_id", "does not exist"))
  })

  it("belong to a call without a note", async () => {
    const { call, one } = await start()
    const write = (call_id: number) => call("POST", "/v2/notes", { ...note, call_id })
    expect(await write(44_019)).toMatchObject(invalid("call_id", "already has a note"))
    expect(await write(9)).toMatchObject(invalid("call_id", "does not exist"))
    const { id } = (await write(54_321)).body.data
    expect((await one("/v2/activities/calls/54321")).note.id).toBe(id)
  })

  it("move from one call to another by an update", async () => {
    const { call, one } = await start()
    const update = (call_id: number | null) => call("PUT", "/v2/notes/12077", { content: "Changed", call_id })
    expect((await update(44_019)).status).toBe(200)
    expect((await update(54_321)).body.data).toMatchObject({ content: "Changed", call: { id: 54_321 } })
    expect((await one("/v2/activities/calls/44019")).note).toBeNull()
    expect((await one("/v2/activities/calls/54321")).note.id).toBe(12_077)
    expect(await call("PUT", "/v2/notes/4321", { content: "Mine", call_id: 54_321 })).toMatchObject(
      invalid("call_id", "already has a note")
    )
    expect((await update(null)).body.data.call).toBeNull()
    expect((await one("/v2/activities/calls/54321")).note).toBeNull()
  })

  it("reach the CRM as Note, or with their subject, unless skip_crm_sync", async () => {
    const { call } = await start()
    const subjects = async () =>
      (await call("GET", "/v2/crm_activities?sort_by=created_at&sort_direction=ASC")).body.data
        .slice(3)
        .map(({ subject }: { readonly subject: string }) => subject)
    await call("POST", "/v2/notes", note)
    await call("POST", "/v2/notes", { ...note, subject: "Tea" })
    await call("POST", "/v2/notes", { ...note, skip_crm_sync: true })
    expect(await subjects()).toEqual(["Note", "Tea"])
  })

  it("for another user are only for team admins: 403", async () => {
    const { call } = await start()
    const body = { ...note, user_guid: "0b6f2a9e-6c1d-4f7e-9a35-2d8c4e1f7a60" }
    expect((await call("POST", "/v2/notes", body, "token.as-502")).status).toBe(403)
    expect((await call("POST", "/v2/notes", body)).status).toBe(200)
  })

  it("can be deleted, also repeatedly", async () => {
    const { call, one } = await start()
    expect((await call("DELETE", "/v2/notes/12077")).status).toBe(204)
    expect((await call("GET", "/v2/notes/12077")).status).toBe(404)
    expect((await one("/v2/activities/calls/44019")).note).toBeNull()
    expect((await call("DELETE", "/v2/notes/12077")).status).toBe(204)
  })
})

describe("tasks", () => {
  const task = {
    subject: "Write",
    person_id: 30_816,
    user_id: 501,
    task_type: "email",
    due_date: "2026-05-13"
  }

  it("with an idempotency key are created once", async () => {
    const { call, ids } = await start()
    const create = () => call("POST", "/v2/tasks", { ...task, description: "Bring tea", idempotency_key: "once" })
    const [one, again] = [await create(), await create()]
    expect(one.body.data).toMatchObject({ description: "Bring tea", current_state: "scheduled", due_at: null })
    expect([again.status, again.body.data.id]).toEqual([200, one.body.data.id])
    expect(await ids("/v2/tasks?idempotency_key=once")).toEqual([one.body.data.id])
  })

  it("need an existing person and user", async () => {
    const { call } = await start()
    expect(await call("POST", "/v2/tasks", { ...task, person_id: 9 })).toMatchObject(
      invalid("person_id", "does not exist")
    )
    expect(await call("POST", "/v2/tasks", { ...task, user_id: 504 })).toMatchObject(
      invalid("user_id", "does not exist")
    )
  })

  it("belong to the token's user by default, or to a user by guid", async () => {
    const { call } = await start()
    const userOf = async (body: object, token?: string) =>
      (await call("POST", "/v2/tasks", body, token)).body.data.user.id
    expect(await userOf({ subject: "Write", due_date: "2026-05-13" }, "token.as-502")).toBe(502)
    expect(await userOf({ user_guid: "7d2c9b14-55aa-4c0e-8b61-0f3e9d7c2a11" })).toBe(502)
    expect(await call("POST", "/v2/tasks", { user_guid: "nobody" })).toMatchObject(
      invalid("user_guid", "does not exist")
    )
  })

  it("are filtered by completion and change, in the order of their changes", async () => {
    const { ids, sandbox } = await start()
    for (const task_id of [51_880, 8642]) {
      await sandbox.trigger("taskCompleted", { task_id })
      await sandbox.advance("1 day")
    }
    expect(await ids("/v2/tasks?completed_time_interval=yesterday")).toEqual([8642])
    expect(await ids("/v2/tasks?completed_time_interval=this_week&sort_by=updated_at")).toEqual([51_880, 8642])
    expect(await ids("/v2/tasks?completed_time_interval=previous_week")).toEqual([])
    expect(await ids("/v2/tasks?completed_at[gte]=2026-05-13T00:00:00Z")).toEqual([8642])
    expect(await ids("/v2/tasks?updated_at[gte]=2026-05-13T00:00:00Z")).toEqual([8642])
    expect(await ids("/v2/tasks?source[]=salesloft.signal")).toEqual([])
  })

  it.each([
    ["overdue", [51_882, 8642]],
    ["today", [51_881]],
    ["tomorrow", [30_816]],
    ["this_week", [51_881, 30_816]],
    ["next_week", [51_880]]
  ])("due %s are found, and counted in any case", async (interval, expected) => {
    const { call, ids } = await start()
    expect(await ids(`/v2/tasks?time_interval_filter=${interval}`)).toEqual(expected)
    const { counts } = (await call("GET", "/v2/tasks")).body.metadata
    expect(counts).toEqual({ all: 6, overdue: 2, today: 1, tomorrow: 1, this_week: 2, next_week: 1 })
  })

  it("are filtered by state, type, account and time zone", async () => {
    const { ids, one } = await start()
    expect(await ids("/v2/tasks?current_state[]=completed")).toEqual([51_883])
    expect(await ids("/v2/tasks?task_type[]=general&task_type[]=call")).toEqual([51_882, 8642, 51_881])
    const { account, locale } = await one("/v2/people/101112")
    expect(await ids(`/v2/tasks?account_id[]=${account.id}`)).toEqual([8642])
    expect(await ids(`/v2/tasks?locale[]=${encodeURIComponent(locale)}`)).toContain(8642)
  })

  it("are completed by their users", async () => {
    const { one, sandbox } = await start()
    await sandbox.trigger("taskCompleted", { task_id: 51_880 })
    expect(await one("/v2/tasks/51880")).toMatchObject({ current_state: "completed", completed_by: { id: 501 } })
    await expect(sandbox.trigger("taskCompleted", { task_id: 51_880 })).rejects.toThrow("completed already")
  })
})

describe("List emails", () => {
  it("refuses scoped fields without their scope, with the documented message", async () => {
    const { call } = await start()
    const path = "/v2/activities/emails?ids[]=66210&scoped_fields[]=subject"
    expect(await call("GET", path)).toMatchObject({
      status: 422,
      body: { error: "Requested scoped field(s) could not be returned, required scope access not included." }
    })
    expect((await call("GET", path, undefined, "token.email-contents")).body.data[0].subject).toBe("Introduction")
    expect((await call("GET", "/v2/activities/emails?ids[]=66210")).body.data[0].subject).toBeUndefined()
  })
})
