import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { failure, outcome, Recorder } from "@salesbridge/core/testing"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { against, line } from "../test/against.ts"
import {
  Accounts,
  AccountStages,
  Actions,
  BulkJobs,
  CadenceId,
  CadenceMemberships,
  CallerIds,
  Imports,
  People,
  PersonId,
  Salesloft,
  Tags,
  Tasks,
  Users,
  WebhookSubscriptions
} from "./index.ts"

const at = new Date("2024-06-07T14:51:48.966Z")
/** The same moment, as Salesloft writes it and as it is asked for. */
const written = "2024-06-07T10:51:48.966580-04:00"
const sent = "2024-06-07T14:51:48.966Z"

const metadata = {
  filtering: {},
  paging: { per_page: 25, current_page: 1, next_page: 2, prev_page: null },
  sorting: { sort_by: "updated_at", sort_direction: "DESC NULLS LAST" }
}
const one = { data: { id: 1 } }
const many = { metadata, data: [{ id: 1 }, { id: "two" }] }

type Call = Effect.Effect<unknown, unknown, Salesloft>

/**
 * One call of each form, written as a user writes it, and what arrives. The contract compares every call with the
 * specification.
 */
const cases: Record<string, readonly [call: Call, line: string, body?: unknown]> = {
  createAccount: [
    Accounts.create({
      name: "Example Ltd",
      domain: "example.com",
      custom_fields: { "A b": "c" },
      tags: ["x"],
      owner_id: 2
    }),
    "POST /v2/accounts",
    { name: "Example Ltd", domain: "example.com", custom_fields: { "A b": "c" }, tags: ["x"], owner_id: 2 }
  ],
  createBulkJobData: [
    BulkJobs.addData({ bulk_jobs_id: 7, data: [{ upsert_key: "id", id: 1 }] }),
    "POST /v2/bulk_jobs/7/job_data",
    { data: [{ upsert_key: "id", id: 1 }] }
  ],
  createImport: [Imports.create(), "POST /v2/imports", {}],
  createTask: [
    Tasks.create({
      subject: "Call",
      person_id: 1,
      user_id: 2,
      task_type: "call",
      due_date: "2026-01-31",
      remind_at: at
    }),
    "POST /v2/tasks",
    {
      subject: "Call",
      person_id: 1,
      user_id: 2,
      task_type: "call",
      due_date: "2026-01-31",
      remind_at: sent
    }
  ],
  deleteCadenceMembership: [CadenceMemberships.remove({ id: "a/b" }), "DELETE /v2/cadence_memberships/a%2Fb"],
  deleteImport: [Imports.remove({ id: 1, undo: "all" }), "DELETE /v2/imports/1?undo=all"],
  listAccountStages: [
    AccountStages.list({ "ids[]": [1, 2], updated_at: { gt: at }, sort_by: "order", sort_direction: "asc" }),
    `GET /v2/account_stages?ids[]=1&ids[]=2&updated_at[gt]=${sent}&sort_by=order&sort_direction=asc`
  ],
  listAccounts: [
    Accounts.list({
      "tag[]": ["VIP"],
      "owner_id[]": ["_is_null"],
      archived: false,
      last_contacted: { lte: at },
      custom_fields: { "A b": "c" },
      user_relationships: { Manager: "_is_null" },
      limit_paging_counts: true
    }),
    `GET /v2/accounts?tag[]=VIP&archived=false&owner_id[]=_is_null&last_contacted[lte]=${sent}` +
      "&custom_fields[A b]=c&user_relationships[Manager]=_is_null&limit_paging_counts=true"
  ],
  listActions: [
    Actions.list({ type: "phone", due_on: { gte: written, lt: at }, "person_id[]": [1] }),
    `GET /v2/actions?type=phone&due_on[gte]=${written}&due_on[lt]=${sent}&person_id[]=1`
  ],
  listBulkJobResults: [
    BulkJobs.results({ bulk_jobs_id: 7, "status[]": ["error"], id: { gt: 9 }, per_page: 10 }),
    "GET /v2/bulk_jobs/7/results?status[]=error&id[gt]=9&per_page=10"
  ],
  listTags: [Tags.list({ search: "a b&c" }), "GET /v2/tags?search=a b&c"],
  updatePerson: [
    People.update({ id: 1, job_seniority: "director", do_not_contact: false }),
    "PUT /v2/people/1",
    { job_seniority: "director", do_not_contact: false }
  ],
  upsertPerson: [
    People.upsert({ upsert_key: "id", id: 1, first_name: "Jane" }),
    "POST /v2/person_upserts",
    { upsert_key: "id", id: 1, first_name: "Jane" }
  ],
  listPeople: [
    People.list({ "ids[]": [1, "2"], updated_at: { gt: written }, can_email: true, "locales[]": ["Null"] }),
    `GET /v2/people?ids[]=1&ids[]=2&updated_at[gt]=${written}&can_email=true&locales[]=Null`
  ]
}

const answerOf = (id: string): unknown => {
  if (id === "createBulkJobData") return { data: { records: 1 } }
  if (id === "upsertPerson") return { data: { person: { id: 1 }, upsert_type: "update" } }
  return id.startsWith("list") ? many : one
}

describe.each(Object.entries(cases))("%s", (id, [call, arrives, body]) => {
  it.live("is sent as the API expects, and its response is decoded", () =>
    Effect.gen(function* () {
      const answer = id.startsWith("delete") ? undefined : answerOf(id)
      const { exit, received } = yield* against(answer === undefined ? { status: 204 } : { body: answer }, call)
      assert.deepStrictEqual(outcome(exit), answer)
      assert.deepStrictEqual(received.map(line), [arrives])
      assert.deepStrictEqual(received[0]!.body, body)
      assert.strictEqual(received[0]!.headers.authorization, "Bearer secret-token")
    })
  )
})

describe("a refusal", () => {
  const create = People.create({ email_address: "jane.roe@example.com" })

  it.live.each([
    [{ errors: { email_address: ["is already taken"] } }, "email_address is already taken"],
    [
      { errors: { email_address: ["is already taken", "is invalid"], name: "is blank" } },
      "email_address is already taken; email_address is invalid; name is blank"
    ],
    [{ errors: { custom_fields: { Segment: ["is unknown"] } } }, "custom_fields Segment is unknown"],
    [{ error: "Requested scoped field(s) could not be returned." }, "Requested scoped field(s) could not be returned."],
    [{ errors: {}, error: "No." }, "No."],
    [{ errors: { name: null, age: 7 } }, undefined],
    [{ errors: ["No."] }, undefined],
    [{}, undefined]
  ])("says why: %j", ([answer, reason]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({ status: 422, body: answer }, create)
      const error = failure(exit)
      assert.strictEqual(error["_tag"], "ValidationFailed")
      assert.strictEqual(error["category"], "Invalid")
      assert.strictEqual(error["reason"], reason)
      assert.strictEqual(received.length, 1)
    })
  )

  it.live("has its messages by field", () =>
    Effect.gen(function* () {
      const body = { errors: { email_address: ["is already taken"], tags: "are odd" } }
      const messages = create.pipe(
        Effect.as<ReadonlyArray<ReadonlyArray<string> | undefined>>([]),
        Effect.catchTag("ValidationFailed", ({ details }) =>
          Effect.succeed([details?.errors?.["email_address"], details?.errors?.["tags"]])
        )
      )
      const { exit } = yield* against({ status: 422, body }, messages)
      assert.deepStrictEqual(outcome(exit), [["is already taken"], ["are odd"]])
    })
  )

  it.live.each([
    [401, "Unauthorized"],
    [403, "Forbidden"],
    [404, "NotFound"]
  ] as const)("with %d and an error text is %s", ([status, tag]) =>
    Effect.gen(function* () {
      const { exit } = yield* against({ status, body: { error: "Not you.", status } }, People.get({ id: 1 }))
      assert.strictEqual(failure(exit)["_tag"], tag)
      assert.strictEqual(failure(exit)["reason"], "Not you.")
      assert.notInclude(String(outcome(exit)), "secret-token")
    })
  )
})

describe("input", () => {
  const task = { subject: "Call", person_id: 1, user_id: 2, task_type: "call" } as const

  it.live.each([
    ["per_page", People.list({ per_page: 101 })],
    ["per_page", BulkJobs.list({ per_page: 0 })],
    ["page", Users.list({ page: 0 })],
    ["sort_by", Tags.list({ sort_by: "updated_at" as never })],
    ["sort_direction", Tags.list({ sort_direction: "up" as never })],
    ["updated_at.gt", Accounts.list({ updated_at: { gt: new Date(Number.NaN) } })],
    ["updated_at.gt", Accounts.list({ updated_at: { gt: "yesterday" } })],
    ["updated_at.after", Accounts.list({ updated_at: { after: at } as never })],
    ["updated_at.gt", Accounts.list({ updated_at: { gt: "2026-02-30T10:00:00Z" } })],
    ["phone_number", CallerIds.list({ phone_number: "" })],
    ["id", People.get({ id: "" })],
    ["id", People.get({ id: 1.5 })],
    ["due_date", Tasks.create({ ...task, due_date: "2026-01-31T10:00:00Z" })],
    ["due_date", Tasks.create({ ...task, due_date: "2026-02-30" })],
    ["data", BulkJobs.addData({ bulk_jobs_id: 1, data: [] })],
    ["job_seniority", People.create({ job_seniority: "boss" as never })],
    ["data", BulkJobs.addData({ bulk_jobs_id: 1, data: Array.from({ length: 5001 }, () => ({})) })],
    ["email_address", People.create({ phone: "+15550100" })],
    ["email", People.create({ email: "jane.roe@example.com" } as never)]
  ] as const)("names an unfit %s before anything is sent", ([field, call]) =>
    Effect.gen(function* () {
      const { exit, received } = yield* against({}, call as Call)
      assert.strictEqual(failure(exit)["_tag"], "InvalidInput")
      const issues = failure(exit)["issues"] as ReadonlyArray<{ readonly path: string }>
      assert.isTrue(
        issues.every(({ path }) => path === field),
        JSON.stringify(issues)
      )
      assert.strictEqual(received.length, 0)
    })
  )
})

it("accepts an id without a brand, or with the right one", () => {
  const [person, cadence] = [PersonId.make(1), CadenceId.make(2)]
  const calls = () => [
    People.get({ id: 1 }),
    People.get({ id: "1" }),
    People.get({ id: person }),
    People.list({ "ids[]": [1, "2", person] }),
    BulkJobs.results({ bulk_jobs_id: 1, id: { gt: 3 } }),
    // @ts-expect-error -- the id of a cadence
    People.get({ id: cadence }),
    // @ts-expect-error -- the id of a cadence
    People.list({ "ids[]": [cadence] }),
    // @ts-expect-error -- no key to sort by
    People.list({ sort_by: "colour" })
  ]
  assert.strictEqual(calls().length, 8)
})

describe("webhook subscriptions", () => {
  const subscription = { id: 1, event_type: "person_created", enabled: true }

  it.live("are read without an envelope and with one", () =>
    Effect.gen(function* () {
      for (const body of [subscription, { data: subscription }]) {
        const { exit } = yield* against({ body }, WebhookSubscriptions.get({ id: 1 }))
        assert.deepStrictEqual(outcome(exit), subscription)
      }
      for (const body of [[subscription], { data: [subscription] }, { metadata, data: [subscription] }]) {
        const { exit } = yield* against({ body }, WebhookSubscriptions.list())
        assert.deepStrictEqual(outcome(exit), [subscription])
      }
    })
  )
})

describe("the layer", () => {
  it.live("does not retry a creation after a 500, but retries reads and updates", () =>
    Effect.gen(function* () {
      for (const call of [
        People.create({ phone: "1", last_name: "Roe" }),
        People.upsert(),
        BulkJobs.addData({ bulk_jobs_id: 1, data: [{}] })
      ]) {
        const { received } = yield* against({ status: 500 }, call as Call)
        assert.strictEqual(received.length, 1)
      }
      for (const call of [People.get({ id: 1 }), People.update({ id: 1 })]) {
        const { exit, received } = yield* against(
          (_, index) => (index === 0 ? { status: 503 } : { body: one }),
          call as Call
        )
        assert.strictEqual(exit._tag, "Success")
        assert.strictEqual(received.length, 2)
      }
    })
  )

  it.live("retries even a creation after a 429", () =>
    Effect.gen(function* () {
      const { received } = yield* against(
        (_, index) => (index === 0 ? { status: 429, headers: { "retry-after": "0" } } : { body: one }),
        People.create({ email_address: "jane.roe@example.com" })
      )
      assert.strictEqual(received.length, 2)
    })
  )

  it.live("reads its token from configuration", () =>
    Effect.gen(function* () {
      const { received, url } = yield* Recorder.start(() => ({ body: many }))
      const run = (layer: typeof Salesloft.layerConfig, env: Record<string, string>) =>
        Tags.list().pipe(
          Effect.provide(Layer.provide(layer, NodeHttpClient.layerUndici)),
          Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
        )
      const token = { SALESLOFT_ACCESS_TOKEN: "from-env" }
      yield* run(Salesloft.layerConfig, { ...token, SALESLOFT_BASE_URL: url })
      yield* run(Salesloft.layerConfigWith({ retry: false, baseUrl: url }), { ...token, SALESLOFT_BASE_URL: "" })
      assert.deepStrictEqual(
        received.map(({ headers }) => headers.authorization),
        ["Bearer from-env", "Bearer from-env"]
      )
      const missing = yield* Effect.result(run(Salesloft.layerConfig, {}))
      assert.include(String(missing._tag === "Failure" ? missing.failure : ""), "SALESLOFT_ACCESS_TOKEN")
    }).pipe(Effect.scoped)
  )
})
