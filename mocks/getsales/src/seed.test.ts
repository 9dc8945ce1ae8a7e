/** The initial state of a sandbox. */
import { expect, it } from "vitest"
import { start } from "../test/caller.ts"

it("is the same every time", async () => {
  const [one, other] = [(await start()).state(), (await start({ limits: false })).state()]
  expect(other).toEqual(one)
})

it("has enough data for paging, and automations in every state", async () => {
  const { contacts, emails, flows, linkedinMessages } = (await start()).state()
  expect(Object.keys(contacts).length).toBeGreaterThanOrEqual(60)
  expect(Object.keys(linkedinMessages).length).toBeGreaterThan(20)
  expect(Object.keys(emails).length).toBeGreaterThan(20)
  expect(new Set(Object.values(flows).map(({ status }) => status))).toEqual(new Set(["on", "off", "draft", "archived"]))
})

it("refers only to records that it contains", async () => {
  const state = (await start()).state()
  const { companies, contacts, emailBodies, emails, flowLeads, flows, flowVersions, lists, mailboxes, tags } = state
  const { linkedinMessages, pipelineStages, senderProfiles, templates } = state
  const lost: Array<string> = []
  const held = (records: object, ids: ReadonlyArray<string | null | undefined>) =>
    lost.push(...ids.filter((id): id is string => typeof id === "string" && !Object.hasOwn(records, id)))
  for (const one of Object.values(contacts)) {
    held(lists, [one.list_uuid])
    held(companies, [one.company_uuid])
    held(pipelineStages, [one.pipeline_stage_uuid])
    held(senderProfiles, [one.sender_profile_uuid])
    held(tags, one.tags)
  }
  held(
    flowVersions,
    Object.values(flows).map((_) => _.flow_version_uuid)
  )
  for (const { nodes, sender_profile_uuids } of Object.values(flowVersions)) {
    held(
      templates,
      nodes.map((_) => _.template_uuid)
    )
    held(senderProfiles, sender_profile_uuids)
  }
  for (const one of [...Object.values(flowLeads), ...Object.values(linkedinMessages), ...Object.values(emails)]) {
    held(contacts, [one.lead_uuid])
    held(senderProfiles, [one.sender_profile_uuid])
    if ("template_uuid" in one) {
      held(templates, [one.template_uuid])
      held(flowLeads, [one.task_pipeline_uuid])
    }
    if ("flow_uuid" in one) held(flows, [one.flow_uuid])
    if ("mailbox_uuid" in one) {
      held(mailboxes, [one.mailbox_uuid])
      held(emailBodies, [one.email_body_uuid])
      held(emails, [one.replied_to_uuid, one.bounced_by_uuid])
    }
  }
  held(
    mailboxes,
    Object.values(senderProfiles).map((_) => _.mailbox_uuid)
  )
  for (const records of Object.values(state)) {
    for (const [key, one] of Object.entries<{ uuid?: string }>(records)) {
      if (one.uuid !== undefined && one.uuid !== key) lost.push(key)
    }
  }
  expect(lost).toEqual([])
})

it("has only addresses at example.com", async () => {
  const addresses = JSON.stringify((await start()).state()).match(/[\w.-]+@[\w.-]+/g)!
  expect(addresses.filter((address) => !/[@.]example\.com$/.test(address))).toEqual([])
})

it("changes after an hour, and its automations after a day", async () => {
  const { sandbox, state } = await start()
  const standing = () => {
    const { emails, linkedinMessages } = state()
    return [
      linkedinMessages["d0000000-0000-4000-8000-000000000001"]!.status,
      linkedinMessages["d0000000-0000-4000-8000-000000000002"]!.status,
      emails["d0000000-0000-4000-8000-000000000003"]!.status
    ]
  }
  const under = () => Object.values(state().flowLeads).filter(({ status, waits }) => status === "in_progress" && !waits)
  await sandbox.advance("59 minutes")
  expect(standing()).toEqual(["new", "in_progress", "waiting"])
  await sandbox.advance("2 minutes")
  expect(standing()).toEqual(["done", "done", "sent"])
  expect(under()).toHaveLength(4)
  await sandbox.advance("5 days")
  expect(under()).toEqual([])
})

it("has contacts that were changed since yesterday, whatever the day", async () => {
  for (const now of ["2020-02-29T00:30:00Z", "2031-05-05T23:30:00Z"]) {
    const { post, state } = await start({ now })
    const yesterday = new Date(Date.parse(now) - 24 * 3_600_000).toISOString()
    const { body } = await post("/leads/api/leads/search", { filter: { updated_at: { ">": yesterday } }, limit: 100 })
    expect(body.total).toBe(2)
    expect(Object.values(state().contacts).every(({ updated_at }) => updated_at < now)).toBe(true)
  }
})
