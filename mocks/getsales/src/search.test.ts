/** Search contacts: the filter's values and keys, order, pages, and the form of contacts. */
import { describe, expect, it } from "vitest"
import { type Caller, example, invalid, mary, start } from "../test/caller.ts"
import type { Contact, State } from "./State.ts"

const path = "/leads/api/leads/search"
const search = ({ post }: Caller, filter: object, more: object = {}) =>
  post(path, { filter, limit: 100, disable_aggregation: true, ...more })

const uuids = (rows: ReadonlyArray<Contact>) => rows.map(({ uuid }) => uuid).toSorted()

/** Selects with a filter, and compares the result with the contacts that it should select. */
const select = async (filter: object, expected: (contact: Contact) => boolean) => {
  const caller = await start()
  const { body, status } = await search(caller, filter)
  expect(status).toBe(200)
  const wanted = uuids(Object.values(caller.state().contacts).filter(expected))
  expect(uuids(body.data)).toEqual(wanted)
  expect(body.total).toBe(wanted.length)
  expect(wanted.length).toBeGreaterThan(0)
  expect(wanted.length).toBeLessThan(72)
}

describe("a filter's value (Search contacts)", () => {
  it("is equal to the field", () => select({ company_name: "ExampleCorp" }, (_) => _.company_name === "ExampleCorp"))

  it("may be an array of alternatives", () =>
    select({ company_name: ["ExampleCorp", "Example Ltd"] }, (_) => _.company_name?.startsWith("Example") === true))

  it("matches nothing if the array is empty", async () => {
    expect((await search(await start(), { company_name: [] })).body.total).toBe(0)
  })

  it.each([
    [">=", (at: string) => at >= "2026-01-10T09:00:00Z"],
    [">", (at: string) => at > "2026-01-10T09:00:00Z"],
    ["<=", (at: string) => at <= "2026-01-10T09:00:00Z"],
    ["<", (at: string) => at < "2026-01-10T09:00:00Z"],
    ["=", (at: string) => at === "2026-01-10T09:00:00Z"],
    ["!=", (at: string) => at !== "2026-01-10T09:00:00Z"],
    ["<>", (at: string) => at !== "2026-01-10T09:00:00Z"]
  ])("is compared by %s, dates as dates", (operator, holds) =>
    // The same moment, written in another time zone.
    select({ created_at: { [operator]: "2026-01-10T10:00:00+01:00" } }, (_) => holds(_.created_at))
  )

  it("is compared by several operators at once", () =>
    select(
      { created_at: { ">=": "2026-01-08", "<": "2026-01-10" } },
      (_) => _.created_at >= "2026-01-08" && _.created_at < "2026-01-10"
    ))

  it("is compared as a number if the field is a number", () =>
    select(
      { connections_number: { ">": 90, "<=": "400" } },
      (_) => (_.connections_number ?? 0) > 90 && _.connections_number! <= 400
    ))

  it("may be is_null or is_not_null", async () => {
    await select({ work_email: "is_null" }, (_) => _.work_email === null)
    await select({ work_email: "is_not_null" }, (_) => _.work_email !== null)
  })

  it("does not differ from null", () =>
    select({ work_email: { "!=": "john.doe@example.com" } }, (_) => _.work_email !== null && _.uuid !== example))

  it("is combined with the other filters", () =>
    select(
      { company_name: "ExampleCorp", linkedin_status: "active" },
      (_) => _.company_name === "ExampleCorp" && _.linkedin_status === "active"
    ))

  it("is refused with an unknown operator, an invalid date, or a list to compare with", async () => {
    const caller = await start()
    for (const created_at of [{ "~": "2026" }, { ">": "soon" }, { ">": ["2026-01-01"] }, { constructor: "x" }]) {
      expect(await search(caller, { created_at })).toMatchObject(invalid("filter.created_at"))
    }
  })
})

describe("a filter's key (Search contacts)", () => {
  it.each<[string, unknown, (contact: Contact) => boolean]>([
    ["company_name", "Example Ltd", (_) => _.company_name === "Example Ltd"],
    ["company_uuid", "b0000000-0000-4000-8000-000000000003", (_) => _.company_name === "Alder Example"],
    ["email_status", "unsubscribed", (_) => _.email_status === "unsubscribed"],
    ["linkedin_status", "blocked", (_) => _.linkedin_status === "blocked"],
    ["list_uuid", example, (_) => _.list_uuid === example],
    ["sender_profile_uuid", example, (_) => _.uuid === example],
    ["status", "no_contact_data", (_) => _.status === "no_contact_data"],
    ["tags", example, (_) => _.tags.includes(example)],
    [
      "work_email_domain",
      "examplecorp.example.com",
      (_) => _.work_email?.endsWith("@examplecorp.example.com") === true
    ],
    ["q", "MARY maj", (_) => _.uuid === mary],
    ["has_premium", true, (_) => _.has_premium === 1]
  ])("may be %s", (key, value, expected) => select({ [key]: value }, expected))

  it.each(["data_source_uuid", "pipeline_stage_uuid"])("may be %s", async (key) => {
    const caller = await start()
    expect((await search(caller, { [key]: example })).body.total).toBe(72)
    expect((await search(caller, { [key]: "another" })).body.total).toBe(0)
  })

  it("is refused if contacts do not have the field", async () => {
    expect(await search(await start(), { colour: "red" })).toMatchObject(invalid("filter.colour"))
  })
})

describe("contacts found (Search contacts)", () => {
  it("come with their history with each sender profile", async () => {
    const { post } = await start()
    const { body } = await post(path, { filter: { list_uuid: example }, limit: 2 })
    expect(body).toMatchObject({ limit: 2, offset: 0, total: 25, has_more: true })
    expect(body.data[0]).toEqual({
      lead: expect.objectContaining({ uuid: example }),
      markers: [
        {
          sender_profile_uuid: example,
          last_message_type: "inbox",
          linkedin_messages_inbox_count: 1,
          linkedin_messages_sent_count: 1,
          linkedin_read_count: 1,
          linkedin_last_connection_sent_at: "2026-01-13T09:00:00Z",
          linkedin_last_connection_accepted_at: "2026-01-14T09:00:00Z"
        }
      ]
    })
  })

  it("come bare with disable_aggregation", async () => {
    const { post } = await start()
    expect((await post(path, { limit: 1, disable_aggregation: true })).body.data).toMatchObject([{ uuid: example }])
  })

  it("are ordered and paged", async () => {
    const caller = await start()
    const order = { order_field: "name", order_type: "desc" }
    const all = (await search(caller, {}, order)).body.data.map(({ name }: Contact) => name)
    expect(all).toEqual(all.toSorted().toReversed())
    const page = await search(caller, {}, { ...order, limit: 5, offset: 70 })
    expect(page.body).toMatchObject({ limit: 5, offset: 70, total: 72, has_more: false })
    expect(page.body.data.map(({ name }: Contact) => name)).toEqual(all.slice(70))
    expect(await search(caller, {}, { order_field: "colour" })).toMatchObject(invalid("order_field"))
  })

  it("are limited to the first 10,000", async () => {
    const caller = await start()
    const { state, ...snapshot } = caller.sandbox.snapshot()
    const { contacts, ...rest } = state as State
    for (let number = 0; number < 10_000; number++) {
      contacts[`many-${number}`] = { ...contacts[example]!, uuid: `many-${number}`, created_at: "2026-02-01T09:00:00Z" }
    }
    caller.sandbox.restore({ ...snapshot, state: { ...rest, contacts } })
    const { body } = await search(caller, {}, { offset: 9990 })
    expect(body).toMatchObject({ total: 10_000, has_more: false })
    expect(body.data).toHaveLength(10)
    expect((await search(caller, {}, { offset: 10_000 })).body.data).toEqual([])
  })
})
