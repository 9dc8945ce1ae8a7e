/** Create cadence membership, Delete cadence membership, List actions, and the effects of steps. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

const create = "/v2/cadence_memberships"

describe("Create cadence membership", () => {
  it("adds a person to a cadence, with an action for the first step", async () => {
    const { call, one } = await start()
    const { data } = (await call("POST", create, { person_id: 30_860, cadence_id: 8801 })).body
    expect(data).toMatchObject({
      currently_on_cadence: true,
      current_state: "staged",
      person_deleted: false,
      user: { id: 501 },
      latest_action: { id: expect.any(Number) }
    })
    const [action] = (await call("GET", "/v2/actions?person_id[]=30860")).body.data
    expect(action).toMatchObject({
      id: data.latest_action.id,
      due: true,
      due_on: "2026-05-12T00:00:00.000000+00:00",
      type: "email",
      status: "in_progress",
      step: { id: 9310 }
    })
    expect(await one("/v2/people/30860")).toMatchObject({
      cadences: [{ id: 8801 }],
      most_recent_cadence: { id: 8801 },
      person_stage: { id: 13 }
    })
  })

  it("counts the person on the cadence", async () => {
    const { call, one } = await start()
    const { cadence_people } = (await one("/v2/cadences/8801")).counts
    await call("POST", create, { person_id: 30_860, cadence_id: 8801 })
    expect((await one("/v2/cadences/8801")).counts.cadence_people).toBe(cadence_people + 1)
  })

  it("starts with step_id, which must be a step of the cadence", async () => {
    const { call } = await start()
    const add = (step_id: number) => call("POST", create, { person_id: 30_860, cadence_id: 8801, step_id })
    expect(await add(1357)).toMatchObject(invalid("step_id", "is not a step of the cadence"))
    await add(9312)
    const [action] = (await call("GET", "/v2/actions?person_id[]=30860")).body.data
    expect(action).toMatchObject({ step: { id: 9312 }, due_on: "2026-05-12T00:00:00.000000+00:00" })
  })

  it.each([
    [{ person_id: 9, cadence_id: 8801 }, "person_id", "does not exist"],
    [{ person_id: 30_860, cadence_id: 9 }, "cadence_id", "does not exist"],
    [{ person_id: 30_860, cadence_id: 8801, user_id: 9 }, "user_id", "does not exist"],
    [{ person_id: 30_860, cadence_id: 8803 }, "cadence_id", "does not take people, because it is archived or a draft"],
    [{ person_id: 30_860, cadence_id: 8804 }, "cadence_id", "does not take people, because it is archived or a draft"],
    [{ person_id: 30_822, cadence_id: 8801 }, "person_id", "has opted out of all communication"],
    [{ person_id: 101_112, cadence_id: 8801 }, "person_id", "is already on this cadence"]
  ])("%o is answered 422", async (body, field, message) => {
    const { call } = await start()
    expect(await call("POST", create, body)).toMatchObject(invalid(field, message))
  })

  it("for a teammate needs a team cadence, or one that the teammate owns", async () => {
    const { call } = await start()
    const add = (user_id: number) => call("POST", create, { person_id: 30_860, cadence_id: 8802, user_id })
    expect(await add(503)).toMatchObject(invalid("user_id", "must own the cadence, or it must be a team cadence"))
    expect((await add(502)).status).toBe(200)
  })

  it("keeps the membership of a person who left", async () => {
    const { call, ids, one } = await start()
    const before = await one(`${create}/71204`)
    const { data } = (await call("POST", create, { person_id: 30_816, cadence_id: 8801 })).body
    expect(data).toMatchObject({ id: 71_204, created_at: before.created_at, currently_on_cadence: true })
    expect(data.added_at > before.added_at).toBe(true)
    expect(await ids(`${create}?person_id=30816&cadence_id=8801`)).toEqual([71_204])
  })
})

describe("Delete cadence membership", () => {
  it("removes the person from the cadence, and keeps the membership as a past one", async () => {
    const { call, ids, one } = await start()
    expect((await call("DELETE", `${create}/71205`)).status).toBe(204)
    expect(await one(`${create}/71205`)).toMatchObject({ currently_on_cadence: false, current_state: "removed" })
    expect(await ids("/v2/actions?ids[]=90511")).toEqual([])
    expect((await call("DELETE", `${create}/9`)).status).toBe(404)
  })

  it("has its own state if nothing was done before", async () => {
    const { call, one } = await start()
    await call("DELETE", `${create}/71209`)
    expect((await one(`${create}/71209`)).current_state).toBe("removed_no_action")
  })
})

describe("a cadence", () => {
  it("sends its email, waits for its call and the rest, and ends", async () => {
    const { call, ids, one, sandbox } = await start()
    const { id } = (await call("POST", create, { person_id: 30_860, cadence_id: 456, user_id: 2468 })).body.data
    await sandbox.advance("1 minute")
    const [email] = (await call("GET", "/v2/activities/emails?person_id[]=30860")).body.data
    expect(email).toMatchObject({ status: "sent", step: { id: 1357 }, cadence: { id: 456 }, user: { id: 2468 } })
    expect(await one("/v2/people/30860")).toMatchObject({
      last_contacted_type: "email",
      last_contacted_by: { id: 2468 },
      last_completed_step: { id: 1357 },
      untouched: false
    })
    expect(await one(`${create}/${id}`)).toMatchObject({ current_state: "active", counts: { sent_emails: 1 } })
    const [action] = (await call("GET", "/v2/actions?person_id[]=30860")).body.data
    expect(action).toMatchObject({ type: "phone", due: false, due_on: "2026-05-13T00:00:00.000000+00:00" })
    await sandbox.advance("1 day")
    expect((await call("GET", "/v2/actions?person_id[]=30860")).body.data[0].due).toBe(true)
    await call("POST", "/v2/activities/calls", { person_id: 30_860, action_id: action.id, disposition: "Connected" })
    const [last] = (await call("GET", "/v2/actions?person_id[]=30860")).body.data
    expect(last).toMatchObject({ type: "other", step: { id: 1356 }, due_on: "2026-05-14T00:00:00.000000+00:00" })
    await sandbox.trigger("actionCompleted", { action_id: last.id })
    expect(await one(`${create}/${id}`)).toMatchObject({
      current_state: "completed",
      currently_on_cadence: false,
      counts: { sent_emails: 1, calls: 1 }
    })
    expect(await one("/v2/people/30860")).toMatchObject({ cadences: [], person_stage: { id: 14 } })
    expect(await ids("/v2/actions?person_id[]=30860")).toEqual([])
  })

  it("skips steps that the person's contact restrictions forbid", async () => {
    const { call, ids, one, sandbox } = await start()
    // First restricted from email, then from calls.
    const first = (await call("POST", create, { person_id: 30_821, cadence_id: 456 })).body.data
    expect((await call("GET", "/v2/actions?person_id[]=30821")).body.data[0].step.id).toBe(1358)
    await call("POST", create, { person_id: 30_820, cadence_id: 30_816 })
    expect((await call("GET", "/v2/actions?person_id[]=30820")).body.data[0].step.id).toBe(30_817)
    await sandbox.advance("1 day")
    await sandbox.advance("1 minute")
    expect(await ids("/v2/actions?person_id[]=30820")).toEqual([])
    expect(await ids(`${create}?person_id=30820&currently_on_cadence=true`)).toEqual([])
    expect((await one(`${create}/${first.id}`)).current_state).toBe("staged")
  })

  it("does not send emails that are not automated", async () => {
    const { call, ids, sandbox } = await start()
    await call("POST", create, { person_id: 30_860, cadence_id: 8801, step_id: 9312 })
    await sandbox.advance("1 day")
    expect(await ids("/v2/actions?person_id[]=30860&type=email")).toHaveLength(1)
    expect(await ids("/v2/activities/emails?person_id[]=30860")).toEqual([])
  })

  it("skips disabled steps", async () => {
    const { one, sandbox } = await start()
    // The last enabled step; only the disabled one follows.
    await sandbox.trigger("actionCompleted", { action_id: 90_512 })
    expect(await one(`${create}/71207`)).toMatchObject({ current_state: "completed" })
  })

  it("removes people who reply, if configured, and sets their stage", async () => {
    const { call, one, sandbox } = await start()
    await sandbox.trigger("emailReplied", { person_id: 101_112 })
    expect(await one(`${create}/71206`)).toMatchObject({ current_state: "removed", counts: { replies: 1 } })
    expect(await one("/v2/people/101112")).toMatchObject({
      person_stage: { id: 12 },
      counts: { emails_replied_to: 1 },
      last_replied_at: expect.any(String)
    })
    expect((await call("GET", "/v2/activities/emails/3456")).body.data.counts.replies).toBe(1)
    await expect(sandbox.trigger("emailReplied", { person_id: 30_879 })).rejects.toThrow("was sent no email")
    await expect(sandbox.trigger("emailReplied", { person_id: 9 })).rejects.toThrow("There is no 9 among people.")
  })

  it("removes people whose email bounces", async () => {
    const { one, sandbox } = await start()
    await sandbox.trigger("emailBounced", { email_id: 30_816 })
    expect(await one(`${create}/30816`)).toMatchObject({ current_state: "removed", counts: { bounces: 1 } })
    expect(await one("/v2/people/30817")).toMatchObject({ bouncing: true, person_stage: { id: 11 } })
    expect((await one("/v2/activities/emails/30816")).bounced).toBe(true)
  })

  it("accepts nobody after it was archived", async () => {
    const { call, sandbox } = await start()
    await sandbox.trigger("cadenceArchived", { cadence_id: 8801 })
    expect((await call("POST", create, { person_id: 30_860, cadence_id: 8801 })).status).toBe(422)
  })
})

it("List actions shows administrators the team's actions, others only their own", async () => {
  const { call, ids } = await start()
  const users = async (token: string, query = "") =>
    new Set(
      (await call("GET", `/v2/actions?per_page=100${query}`, undefined, token)).body.data.map(
        ({ user }: { readonly user: { readonly id: number } }) => user.id
      )
    )
  expect((await users("token")).size).toBe(3)
  expect(await users("token.as-503")).toEqual(new Set([503]))
  const guid = "7d2c9b14-55aa-4c0e-8b61-0f3e9d7c2a11"
  expect(await users("token", `&user_guid[]=${guid}`)).toEqual(new Set([502]))
  expect(await ids(`/v2/actions?user_guid[]=${guid}`, "token.as-503")).toEqual([])
})

it("counts opened and clicked emails", async () => {
  const { ids, one, sandbox } = await start()
  for (let time = 0; time < 2; time++) await sandbox.trigger("emailClicked", { email_id: 66_213 })
  await sandbox.trigger("emailOpened", { email_id: 66_213 })
  expect((await one("/v2/activities/emails/66213")).counts).toMatchObject({ clicks: 2, views: 1 })
  expect((await one("/v2/people/30820")).counts).toMatchObject({ emails_clicked: 1, emails_viewed: 1 })
  expect((await ids("/v2/people?sort_by=clicked_emails"))[0]).toBe(30_820)
})

it("a person who opts out leaves all cadences", async () => {
  const { one, sandbox } = await start()
  await sandbox.trigger("personOptedOut", { person_id: 101_112 })
  expect(await one("/v2/people/101112")).toMatchObject({ do_not_contact: true, cadences: [] })
})
