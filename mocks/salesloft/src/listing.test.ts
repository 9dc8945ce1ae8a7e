/** Rules of all lists, tested with the lists that show them best. */
import { describe, expect, it } from "vitest"
import { invalid, start } from "../test/caller.ts"

describe("pages", () => {
  it("have 25 records, and metadata with their position", async () => {
    const { call } = await start()
    const { body } = await call("GET", "/v2/people")
    expect(body.data).toHaveLength(25)
    expect(body.metadata.paging).toEqual({ per_page: 25, current_page: 1, next_page: 2, prev_page: null })
  })

  it("cover every record once, and end when next_page is null", async () => {
    const { call } = await start()
    const seen: Array<number> = []
    for (let page = 1; page !== null;) {
      const { body } = await call("GET", `/v2/people?per_page=30&page=${page}`)
      expect(body.metadata.paging.prev_page).toBe(page === 1 ? null : page - 1)
      seen.push(...body.data.map(({ id }: { readonly id: number }) => id))
      page = body.metadata.paging.next_page
    }
    expect(new Set(seen).size).toBe(81)
    expect(seen).toHaveLength(81)
  })

  it("past the end are empty", async () => {
    const { call } = await start()
    const { body } = await call("GET", "/v2/people?page=9")
    expect(body).toMatchObject({ data: [], metadata: { paging: { next_page: null, prev_page: 8 } } })
  })

  it("are counted only with include_paging_counts", async () => {
    const { call } = await start()
    const { body } = await call("GET", "/v2/people?include_paging_counts=true&per_page=100&limit_paging_counts=true")
    expect(body.metadata.paging).toMatchObject({ total_pages: 1, total_count: 81 })
  })

  it("of users exist only with page; without it all users are returned", async () => {
    const { call } = await start()
    const all = (await call("GET", "/v2/users?per_page=2")).body
    expect([all.data.length, all.metadata.paging]).toEqual([5, undefined])
    const some = (await call("GET", "/v2/users?per_page=2&page=1")).body
    expect([some.data.length, some.metadata.paging.next_page]).toEqual([2, 2])
  })

  it("of groups and caller ids do not exist", async () => {
    const { call } = await start()
    expect((await call("GET", "/v2/groups")).body.metadata.paging).toBeUndefined()
    expect(
      (await call("GET", "/v2/phone_numbers/caller_ids?phone_number=%2B442079460123")).body.metadata
    ).toBeUndefined()
  })
})

describe("sorting", () => {
  it("by updated_at is total, as no two of the vendor's records of a kind have the same", async () => {
    const { state } = await start()
    for (const [name, rows] of Object.entries(state())) {
      const all = Array.isArray(rows) ? rows.flatMap((row) => ("updated_at" in row ? [row.updated_at] : [])) : []
      expect({ name, distinct: new Set(all).size }).toEqual({ name, distinct: all.length })
    }
  })

  it("is by updated_at, descending, and described as in SQL", async () => {
    const { call } = await start()
    const { body } = await call("GET", "/v2/accounts")
    const times = body.data.map(({ updated_at }: { readonly updated_at: string }) => Date.parse(updated_at))
    expect(times).toEqual(times.toSorted((one: number, other: number) => other - one))
    expect(body.metadata.sorting).toEqual({ sort_by: "updated_at", sort_direction: "DESC NULLS LAST" })
  })

  it.each(["ASC", "asc", "DESC", "desc"])(
    "by %s puts nulls first in ascending and last in descending order",
    async (direction) => {
      const { call } = await start()
      const { body } = await call("GET", `/v2/accounts?sort_by=account_stage_name&sort_direction=${direction}`)
      const stages = body.data.map(
        ({ company_stage }: { readonly company_stage: { id: number } | null }) => company_stage?.id
      )
      const ascends = direction.toUpperCase() === "ASC"
      expect([...new Set(stages)]).toEqual(ascends ? [undefined, 8, 9, 7] : [7, 9, 8, undefined])
      expect(body.metadata.sorting.sort_direction).toBe(ascends ? "ASC NULLS FIRST" : "DESC NULLS LAST")
    }
  )

  it.each([
    ["/v2/call_dispositions", "name", "ASC"],
    ["/v2/call_sentiments", "name", "ASC"],
    ["/v2/crm_activity_fields", "title", "ASC"],
    ["/v2/tags", "name", "ASC"],
    ["/v2/tasks", "due_date", "ASC"],
    ["/v2/imports", "created_at", "DESC"],
    ["/v2/users", "id", "DESC"]
  ])("of %s is by %s, %s", async (path, by, direction) => {
    const { call } = await start()
    const { body } = await call("GET", path)
    expect(body.metadata.sorting).toEqual({
      sort_by: by,
      sort_direction: `${direction} NULLS ${direction === "ASC" ? "FIRST" : "LAST"}`
    })
  })

  it("supports each key of the specification", async () => {
    const { ids } = await start()
    const people = (key: string) => ids(`/v2/people?sort_by=${key}&per_page=100`)
    const keys = "created_at last_contacted_at name title job_seniority call_count sent_emails replied_emails account"
    const orders = await Promise.all(keys.split(" ").map(async (key) => (await people(key)).join(" ")))
    expect(new Set(orders).size).toBe(9)
    expect(await people("clicked_emails")).toHaveLength(81)
    expect((await people("replied_emails"))[0]).toBe(30_824)
    expect(await ids("/v2/accounts?sort_by=counts_people")).toHaveLength(14)
    expect((await ids("/v2/cadences?sort_by=name&sort_direction=ASC"))[0]).toBe(456)
    expect((await ids("/v2/users?sort_by=email&sort_direction=ASC"))[0]).toBe(30_816)
  })
})

describe("filters", () => {
  it("by ids ignore unknown ones, and are echoed as strings", async () => {
    const { call } = await start()
    const { body } = await call("GET", "/v2/people?ids[]=30816&ids[]=9")
    expect(body.data.map(({ id }: { readonly id: number }) => id)).toEqual([30_816])
    expect(body.metadata.filtering).toEqual({ ids: ["30816", "9"] })
  })

  it("by updated_at compare microseconds: gt, gte, lt, lte", async () => {
    const { call, ids, one, sandbox } = await start()
    await sandbox.advance("1500 ms")
    await call("PUT", "/v2/people/30816", { title: "Buyer" })
    const { updated_at } = await one("/v2/people/30816")
    expect(updated_at).toMatch(/^2026-05-12T11:00:\d\d\.\d{6}-04:00$/)
    const at = encodeURIComponent(updated_at)
    const before = encodeURIComponent(
      updated_at.replace(/\d{6}-/, (digits: string) => `${String(Number(digits.slice(0, 6)) - 1).padStart(6, "0")}-`)
    )
    expect(await ids(`/v2/people?updated_at[gte]=${at}`)).toEqual([30_816])
    expect(await ids(`/v2/people?updated_at[gt]=${at}`)).toEqual([])
    expect(await ids(`/v2/people?updated_at[gt]=${before}`)).toEqual([30_816])
    expect(await ids(`/v2/people?updated_at[gt]=${before}&updated_at[lt]=${at}`)).toEqual([])
    expect(await ids(`/v2/people?updated_at[gt]=${before}&updated_at[lte]=${at}`)).toEqual([30_816])
  })

  it("by updated_at find every record once, without deep pages", async () => {
    const { call } = await start()
    const seen: Array<number> = []
    for (let after = "2026-01-01T00:00:00Z"; ;) {
      const query = `updated_at[gt]=${encodeURIComponent(after)}&sort_by=updated_at&sort_direction=ASC&per_page=10`
      const { body } = await call("GET", `/v2/people?${query}`)
      if (body.data.length === 0) break
      seen.push(...body.data.map(({ id }: { readonly id: number }) => id))
      after = body.data.at(-1).updated_at
    }
    expect([seen.length, new Set(seen).size]).toEqual([81, 81])
  })

  it.each([
    ["people", "email_addresses[]=JANE.ROE@sample.example.com", 0],
    ["people", "job_seniority[]=director&job_seniority[]=manager", 33],
    ["people", "person_stage_id[]=_is_null", 16],
    ["people", "custom_fields[Region]=north", 14],
    ["people", "custom_fields[region]=north", 0],
    ["people", "do_not_contact=true", 1],
    ["people", "can_call=false", 2],
    ["people", "can_email=false", 2],
    ["people", "can_text=false", 2],
    ["people", "import_id[]=_is_null", 32],
    ["people", "import_id[]=789", 8],
    ["people", "replied=true", 1],
    ["people", "bounced=true", 1],
    ["people", "success=true", 1],
    ["people", "starred_by_guid[]=0b6f2a9e-6c1d-4f7e-9a35-2d8c4e1f7a60", 1],
    ["people", "eu_resident=true", 1],
    ["people", "cadence_id[]=30816", 1],
    ["people", "new=true", 41],
    ["people", "tag_id[]=802", 21],
    ["people", "owner_crm_id[]=_is_null", 27],
    ["people", "locales[]=Null", 6],
    ["people", "country[]=Norway&country[]=Portugal", 11],
    ["people", "last_contacted[gt]=2026-01-01T00:00:00Z", 27],
    ["people", "owned_by_guid[]=0b6f2a9e-6c1d-4f7e-9a35-2d8c4e1f7a60", 27],
    ["people", "phone_number=false", 0],
    ["accounts", "archived=true", 1],
    ["accounts", "archived=false", 13],
    ["accounts", "domain=quill.example.com", 1],
    ["accounts", "name[]=quill printing", 0],
    ["accounts", "name[]=Quill Printing", 1],
    ["accounts", "website[]=_is_null", 1],
    ["accounts", "tag[]=trade fair", 7],
    ["accounts", "owner_is_active=false", 2],
    ["accounts", "owner_is_active=true", 10],
    ["people", "owner_is_active=false", 0],
    ["accounts", "owner_id[]=_is_null", 2],
    ["accounts", "account_stage_id[]=7&account_tier_id[]=3", 5],
    ["accounts", "user_relationships[Account manager]=mira okafor", 1],
    ["accounts", "user_relationships[Account manager]=_is_null", 12],
    ["accounts", "user_relationships[Account manager]=_unmapped", 10],
    ["accounts", "crm_id[]=001A000000Kestr4AA", 1],
    ["cadences", "team_cadence=false", 1],
    ["cadences", "archived=true", 1],
    ["cadences", "people_addable=false", 2],
    ["cadences", "group_ids=[12]", 1],
    ["cadences", "owned_by_guid[]=5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5", 1],
    ["steps", "cadence_id=8801&type=email", 3],
    ["steps", "has_due_actions=true", 5],
    ["actions", "type=other", 1],
    ["actions", "due_on[gt]=2026-05-13T00:00:00Z", 1],
    ["actions", "person_id[]=101112&cadence_id[]=8801&step_id=9311", 1],
    ["cadence_memberships", "person_id=30816&cadence_id=8801", 1],
    ["cadence_memberships", "currently_on_cadence=false", 2],
    ["activities/calls", "sentiment[]=Friendly&disposition[]=Connected", 3],
    ["activities/calls", "sentiment[]=friendly", 0],
    ["call_data_records", "has_call=false", 3],
    ["call_sentiments", "name=Undecided", 1],
    ["crm_activity_fields", "source=email", 1],
    ["custom_fields", "field_type=company", 2],
    ["activities/emails", "bounced=true", 1],
    ["activities/emails", "one_off=true", 1],
    ["activities/emails", "status[]=failed", 1],
    ["activities/emails", "sent_at[lt]=2030-01-01T00:00:00Z", 6],
    ["imports", "user_ids[]=502", 1],
    ["notes", "associated_with_type=ACCOUNT", 1],
    ["notes", "associated_with_type=person&associated_with_id=30816", 2],
    ["tags", "search=FAIR", 1],
    ["account_tiers", "name[]=Second tier", 1],
    ["account_stages", "updated_at[gt]=2026-03-03T15:00:00Z", 3],
    ["users", "search=tom lind", 1],
    ["users", "role_id[]=Admin", 2],
    ["users", "has_crm_user=false", 2],
    ["users", "visible_only=false", 6],
    ["users", "visible_only=false&active=false", 1],
    ["users", "active=false", 0],
    ["users", "group_id[]=12&work_country[]=GB", 1]
  ])("of %s by %s", async (collection, query, count) => {
    const { ids } = await start()
    expect(await ids(`/v2/${collection}?per_page=100&page=1&${query}`)).toHaveLength(count)
  })

  it("with an invalid value get a 422", async () => {
    const { call } = await start()
    expect(await call("GET", "/v2/people?updated_at[gt]=yesterday")).toMatchObject({
      status: 422,
      body: { errors: { updated_at: [expect.any(String)] } }
    })
    expect(await call("GET", "/v2/cadences?group_ids=12")).toMatchObject(
      invalid("group_ids", "must be a JSON array of ids")
    )
    expect(await call("GET", "/v2/notes?associated_with_id=30816")).toMatchObject(
      invalid("associated_with_type", "must be given with associated_with_id")
    )
  })
})
