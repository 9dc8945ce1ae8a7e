/** Create bulk job, Create bulk job data, Update bulk job, Get bulk job, List bulk job results. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

type Caller = Awaited<ReturnType<typeof start>>

/** Creates a job, adds its records, and marks it as ready. */
const ready = async ({ call }: Caller, records: ReadonlyArray<object>, type = "person/upsert"): Promise<number> => {
  const { id } = (await call("POST", "/v2/bulk_jobs", { type, name: "Visitors" })).body.data
  for (let from = 0; from < records.length; from += 5000) {
    const { status } = await call("POST", `/v2/bulk_jobs/${id}/job_data`, { data: records.slice(from, from + 5000) })
    expect(status).toBe(200)
  }
  await call("PUT", `/v2/bulk_jobs/${id}`, { ready_to_execute: true })
  return id
}

const visitor = (index: number) => ({
  upsert_key: "email_address",
  email_address: `visitor.${index}@fair.example.com`,
  first_name: "Visitor",
  last_name: String(index)
})

describe("a bulk job", () => {
  it("is open, executing, then done", async () => {
    const caller = await start()
    const { call, one, sandbox } = caller
    const id = await ready(
      caller,
      Array.from({ length: 700 }, (_, index) => visitor(index))
    )
    const job = () => one(`/v2/bulk_jobs/${id}`)
    expect(await job()).toMatchObject({ state: "executing", ready_to_execute: true, total: 700, processed: 0 })
    const seen = []
    for (let step = 0; step < 30; step++) {
      await sandbox.advance("50 ms")
      const { finished_at, processed, started_at, state } = await job()
      seen.push(`${state} ${processed}`)
      // As documented: started_at is null until the job is done.
      const done = state === "done"
      expect([started_at !== null, finished_at !== null]).toEqual([done, done])
      if (!done) expect((await call("GET", `/v2/bulk_jobs/${id}/results`)).body.data).toEqual([])
    }
    expect([...new Set(seen)]).toEqual(["executing 0", "executing 500", "done 700"])
    expect(await job()).toMatchObject({ total: 700, errors: 0 })
  })

  it("starts without a name and times, and is executing in the response that starts it", async () => {
    const { call } = await start()
    const { body } = await call("POST", "/v2/bulk_jobs", { type: "person/upsert" })
    expect(body.data).toMatchObject({ name: null, state: "open", scopes: [], total: 0 })
    for (const time of ["started_at", "finished_at", "updated_at"]) expect(body.data).not.toHaveProperty(time)
    await call("POST", `/v2/bulk_jobs/${body.data.id}/job_data`, { data: [visitor(1)] })
    expect((await call("PUT", `/v2/bulk_jobs/${body.data.id}`, { ready_to_execute: true })).body.data).toMatchObject({
      state: "executing",
      total: 1,
      scopes: []
    })
  })

  it("changes people, and has a result for each record", async () => {
    const caller = await start()
    const { call, one, sandbox } = caller
    const records = [
      { upsert_key: "id", id: 30_816, title: "Owner" },
      visitor(1),
      { upsert_key: "email_address", email_address: "visitor" },
      { upsert_key: "email_address", first_name: "Nobody" },
      { upsert_key: "shoe_size", shoe_size: 44 },
      { ...visitor(2), phone: 5, tags: "fair", custom_fields: [], do_not_contact: "yes" }
    ]
    const id = await ready(caller, records)
    await sandbox.advance("5 seconds")
    expect(await one(`/v2/bulk_jobs/${id}`)).toMatchObject({ state: "done", processed: 6, errors: 4 })
    const { body } = await call("GET", `/v2/bulk_jobs/${id}/results`)
    expect(body.metadata).toEqual({ filtering: {}, paging: { per_page: 25 } })
    expect(body.data).toMatchObject([
      { status: "success", error: null, resource: { upsert_type: "update", person: { id: 30_816, title: "Owner" } } },
      {
        status: "success",
        record: visitor(1),
        resource: { upsert_type: "create", person: { display_name: "Visitor 1" } }
      },
      { status: "error", error: "Email address is invalid", record: records[2], resource: null },
      { status: "error", error: "Email address must be given, because it is the upsert_key" },
      { status: "error", error: "Upsert key must be one of id, crm_id, email_address" },
      { status: "error", error: expect.stringContaining("Phone must be text, Do not contact must be true or false") }
    ])
    expect((await one("/v2/people/30816")).title).toBe("Owner")
    expect((await one(`/v2/people/${body.data[1].resource.person.id}`)).email_address).toBe(
      "visitor.1@fair.example.com"
    )
  })

  it("has results by status, paged by id[gt]", async () => {
    const caller = await start()
    const { call, ids, sandbox } = caller
    const id = await ready(
      caller,
      Array.from({ length: 60 }, (_, index) => (index % 10 === 0 ? { upsert_key: "id", id: 9 } : visitor(index)))
    )
    await sandbox.advance("5 seconds")
    expect(await ids(`/v2/bulk_jobs/${id}/results?status[]=error`)).toHaveLength(6)
    expect(await ids(`/v2/bulk_jobs/${id}/results?status[]=error&status[]=success&per_page=100`)).toHaveLength(60)
    const seen: Array<number> = []
    for (let after = 0; ; after = seen.at(-1)!) {
      const { data, metadata } = (await call("GET", `/v2/bulk_jobs/${id}/results?per_page=20&id[gt]=${after}`)).body
      if (data.length === 0) break
      expect(metadata.paging).toEqual({ per_page: 20 })
      seen.push(...data.map(({ id }: { readonly id: number }) => id))
    }
    expect([seen.length, new Set(seen).size]).toEqual([60, 60])
    expect((await call("GET", `/v2/bulk_jobs/${id}/results?id[gt]=x`)).status).toBe(422)
  })

  it("can be updated and filled only while it is open", async () => {
    const caller = await start()
    const { call, sandbox } = caller
    const id = await ready(caller, [visitor(1)])
    const fill = () => call("POST", `/v2/bulk_jobs/${id}/job_data`, { data: [visitor(2)] })
    expect(await fill()).toMatchObject(invalid("state", "is executing; only an open bulk job can be changed"))
    await sandbox.advance("5 seconds")
    expect(await fill()).toMatchObject(invalid("state", "is done; only an open bulk job can be changed"))
    expect(await call("PUT", `/v2/bulk_jobs/${id}`, { name: "Late" })).toMatchObject(
      invalid("state", "is done; only an open bulk job can be changed")
    )
  })

  it("without records is done at once", async () => {
    const caller = await start()
    const id = await ready(caller, [])
    await caller.sandbox.advance("5 seconds")
    expect(await caller.one(`/v2/bulk_jobs/${id}`)).toMatchObject({ state: "done", total: 0 })
  })

  it("accepts at most 5,000 records a call", async () => {
    const { call } = await start()
    const data = Array.from({ length: 5001 }, (_, index) => visitor(index))
    expect(await call("POST", "/v2/bulk_jobs/6120/job_data", { data })).toMatchObject({
      status: 422,
      body: { errors: { data: ["must NOT have more than 5000 items"] } }
    })
    expect((await call("POST", "/v2/bulk_jobs/6120/job_data", { data: data.slice(1) })).body).toEqual({
      data: { records: 5000 }
    })
  })

  it("needs a known type", async () => {
    const { call } = await start()
    expect(await call("POST", "/v2/bulk_jobs", { type: "person/clone" })).toMatchObject(
      invalid("type", expect.stringContaining("is not supported; these are: person/upsert"))
    )
  })

  it.each([
    ["person/create", visitor(1), { last_name: "1" }],
    ["person/update", { id: 30_816, title: "Owner" }, { id: 30_816, title: "Owner" }],
    ["account/create", { name: "Anvils", domain: "anvils.example.com" }, { domain: "anvils.example.com" }],
    ["account/update", { id: 20_417, city: "York" }, { id: 20_417, city: "York" }],
    ["cadence_membership/create", { person_id: 30_860, cadence_id: 8801 }, { person: { id: 30_860 } }]
  ])("of type %s does what the single call does", async (type, record, resource) => {
    const caller = await start()
    const id = await ready(caller, [record, { id: 9 }], type)
    await caller.sandbox.advance("5 seconds")
    const { data } = (await caller.call("GET", `/v2/bulk_jobs/${id}/results`)).body
    expect(data).toMatchObject([
      { status: "success", resource },
      { status: "error", resource: null }
    ])
  })

  it("returns 404 for an unknown one", async () => {
    const { call } = await start()
    expect((await call("GET", "/v2/bulk_jobs/9/results")).status).toBe(404)
    expect((await call("POST", "/v2/bulk_jobs/9/job_data", { data: [{}] })).status).toBe(404)
  })
})

it("List bulk jobs filters by state, and is paged by id[gt]", async () => {
  const { call, ids } = await start()
  expect(await ids("/v2/bulk_jobs")).toEqual([6119, 6120, 12_345, 30_816])
  expect(await ids("/v2/bulk_jobs?state[]=done")).toEqual([6119])
  expect(await ids("/v2/bulk_jobs?id[gt]=6120&per_page=1")).toEqual([12_345])
  expect((await call("GET", "/v2/bulk_jobs?id[gt]=6120")).body.metadata.filtering).toEqual({ id: { gt: 6120 } })
})

it("a bulk job of 20,000 records ends, and its people can be paged and counted", async () => {
  const caller = await start()
  const { call, one, sandbox } = caller
  const id = await ready(
    caller,
    Array.from({ length: 20_000 }, (_, index) => visitor(index))
  )
  await sandbox.advance("10 seconds")
  expect(await one(`/v2/bulk_jobs/${id}`)).toMatchObject({ state: "done", errors: 0 })
  let after = "2026-05-12T15:00:00Z"
  for (let page = 0; page < 5; page++) {
    const query = `updated_at[gt]=${encodeURIComponent(after)}&sort_by=updated_at&sort_direction=ASC&per_page=100`
    const { data } = (await call("GET", `/v2/people?${query}`)).body
    expect(data[0].last_name).toBe(String(page * 100))
    after = data.at(-1).updated_at
  }
  const total = async (limited: boolean) =>
    (await call("GET", `/v2/people?include_paging_counts=true&limit_paging_counts=${limited}`)).body.metadata.paging
  expect(await total(true)).toMatchObject({ total_count: 10_000, total_pages: 400 })
  expect(await total(false)).toMatchObject({ total_count: 20_081, total_pages: 804 })
}, 60_000)
