/** A page of a hundred people as rough as they come: each has one odd field, and nothing else is lost. */
import { assert, describe, it } from "@effect/vitest"
import { failure, outcome } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import { against } from "../test/against.ts"
import { Accounts, People } from "./index.ts"

const reference = (id: number | string, resource: string) => ({
  _href: `https://api.salesloft.com/v2/${resource}/${id}`,
  id
})

const person = {
  id: 1,
  created_at: "2024-06-07T10:51:48.966580-04:00",
  updated_at: "2024-06-07T14:51:48.966580Z",
  last_contacted_at: null,
  first_name: "Jane",
  last_name: "Roe",
  display_name: "Jane Roe",
  email_address: "jane.roe@example.com",
  phone: "+15550100",
  locale: "US/Pacific",
  locale_utc_offset: -480,
  do_not_contact: false,
  bouncing: true,
  job_seniority: "founder",
  custom_fields: { Segment: "Enterprise", Score: 7, Nothing: null },
  tags: ["a", "b"],
  contact_restrictions: [],
  counts: { emails_sent: 4, emails_viewed: null, calls: 0 },
  account: reference(5, "accounts"),
  owner: { id: 4 },
  person_stage: null,
  cadences: [reference(6, "cadences"), reference("x7", "cadences")]
}

const at = new Date("2024-06-07T14:51:48.966Z")
const whole = { ...person, created_at: at, updated_at: at }

type Fields = Readonly<Record<string, unknown>>

/** One odd field, and what is read instead of it; `undefined` for nothing at all. */
const oddities: ReadonlyArray<readonly [odd: Fields, read: Fields]> = [
  [{ first_name: null }, { first_name: null }],
  [{ phone: { country: 1, number: 5550100 } }, { phone: null }],
  [{ phone: 15550100 }, { phone: null }],
  [{ display_name: ["Jane", "Roe"] }, { display_name: null }],
  [{ email_address: false }, { email_address: null }],
  [{ created_at: "soon" }, { created_at: null }],
  [{ created_at: "" }, { created_at: null }],
  [{ updated_at: "2024-02-30T10:00:00Z" }, { updated_at: null }],
  [{ updated_at: 1717771908 }, { updated_at: null }],
  [{ updated_at: "2024-06-07" }, { updated_at: new Date("2024-06-07T00:00:00Z") }],
  [{ updated_at: "2024-06-07 12:51:48 -0200" }, { updated_at: new Date("2024-06-07T14:51:48Z") }],
  [{ custom_fields: [] }, { custom_fields: {} }],
  [{ custom_fields: null }, { custom_fields: null }],
  [{ custom_fields: ["x"] }, { custom_fields: null }],
  [{ counts: [] }, { counts: {} }],
  [{ counts: "none" }, { counts: null }],
  [{ counts: { emails_sent: "4", calls: 1.5, letters: 1 } }, { counts: { emails_sent: null, calls: null } }],
  [{ tags: {} }, { tags: null }],
  [{ tags: "a,b" }, { tags: null }],
  [{ tags: ["a", null] }, { tags: null }],
  [{ contact_restrictions: null }, { contact_restrictions: null }],
  [{ account: [] }, { account: null }],
  [{ account: 5 }, { account: null }],
  [{ account: {} }, { account: {} }],
  [{ account: { _href: 5, id: "a5", name: "Example Ltd" } }, { account: { _href: null, id: "a5" } }],
  [{ owner: { id: null } }, { owner: { id: null } }],
  [{ cadences: [null, 7, { id: 7 }] }, { cadences: [null, null, { id: 7 }] }],
  [{ cadences: [{}] }, { cadences: [{}] }],
  [{ do_not_contact: "false" }, { do_not_contact: null }],
  [{ locale_utc_offset: 0.5 }, { locale_utc_offset: null }],
  [{ job_seniority: 3 }, { job_seniority: null }],
  [{ first_name: undefined }, { first_name: undefined }],
  [{ custom_fields: undefined }, { custom_fields: undefined }],
  [{ id: "5f9b2c1e" }, { id: "5f9b2c1e" }],
  [{ undocumented: { at: "2024" } }, {}]
]

const withoutUndefined = (fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

describe("a page of a hundred people", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => oddities[index % oddities.length]!)
  const data = hundred.map(([odd]) => ({ ...person, ...odd }))
  const people = hundred.map(([, read]) => withoutUndefined({ ...whole, ...read }))

  it.live("is read if each has one field of a wrong type, and no other field is lost", () =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: { metadata: { paging: { next_page: null } }, data } }, People.list())
      assert.deepStrictEqual(outcome(exit) as unknown, { metadata: { paging: { next_page: null } }, data: people })
    })
  )

  it.live("keeps the original body of the response", () =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: { data } }, People.list.withResponse())
      const { body } = outcome(exit) as { readonly body: { readonly data: ReadonlyArray<unknown> } }
      assert.deepStrictEqual(body.data, JSON.parse(JSON.stringify(data)))
    })
  )

  it.live.each([
    [undefined, undefined],
    [null, null],
    [[], null],
    ["none", null],
    [{}, {}],
    [
      { paging: [], filtering: [], sorting: [] },
      { paging: {}, filtering: {}, sorting: {} }
    ],
    [
      { paging: { per_page: "25", next_page: {} }, filtering: { ids: ["1"] }, sorting: 7 },
      { paging: { per_page: null, next_page: null }, filtering: { ids: ["1"] }, sorting: null }
    ]
  ])("is read whatever its metadata are: %j", ([odd, read]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ body: { metadata: odd, data: [] } }, People.list())
      assert.deepStrictEqual(outcome(exit), { ...(read === undefined ? {} : { metadata: read }), data: [] })
    })
  )

  it.live("is not read if a person has no id", () =>
    Effect.gen(function* () {
      for (const [id, path] of [
        [undefined, "data[0].id"],
        [null, "data[0].id"],
        ["", "data[0].id"]
      ]) {
        const { exit } = yield* against({ body: { data: [{ ...person, id }] } }, People.list())
        const error = outcome(exit) as Readonly<Record<string, unknown>>
        assert.strictEqual(error["_tag"], "UnexpectedResponse")
        assert.strictEqual(error["path"], path)
      }
    })
  )
})

describe("cleared fields", () => {
  it.live("are sent as null, of people and of accounts", () =>
    Effect.gen(function* () {
      const { received } = yield* against(
        ({ path }) => ({ body: { data: path.endsWith("upserts") ? { person } : person } }),
        Effect.all([
          People.update({ id: 1, title: null, job_seniority: null, owner_id: null }),
          People.upsert({ upsert_key: "email_address", email_address: "jane.roe@example.com", phone: null }),
          Accounts.update({ id: 1, website: null, account_tier_id: null })
        ])
      )
      assert.deepStrictEqual(
        received.map(({ body }) => body),
        [
          { title: null, job_seniority: null, owner_id: null },
          { upsert_key: "email_address", email_address: "jane.roe@example.com", phone: null },
          { website: null, account_tier_id: null }
        ]
      )
    })
  )

  it.live("count as missing if a new person needs them", () =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ body: {} }, People.create({ email_address: null, phone: "1" }))
      assert.strictEqual(failure(exit)["_tag"], "InvalidInput")
      assert.strictEqual(received.length, 0)
    })
  )
})
