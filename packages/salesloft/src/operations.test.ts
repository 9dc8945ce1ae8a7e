import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { assert, describe, it } from "@effect/vitest"
import { Recorder } from "@salesbridge/core/testing"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { against, failure, line, outcome } from "../test/against.ts"
import { catalog } from "./catalog.ts"
import {
  AccountId,
  Accounts,
  AccountStages,
  AccountTiers,
  Actions,
  BulkJobs,
  CadenceId,
  CadenceMemberships,
  Cadences,
  CallDataRecords,
  CallDispositions,
  CallerIds,
  Calls,
  CallSentiments,
  CrmActivities,
  CrmActivityFields,
  CustomFields,
  Emails,
  Groups,
  Imports,
  Notes,
  People,
  PersonId,
  PersonStages,
  Salesloft,
  Steps,
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

/** By operation: the call, and what arrives. */
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
  createBulkJob: [BulkJobs.create({ type: "person/upsert" }), "POST /v2/bulk_jobs", { type: "person/upsert" }],
  createBulkJobData: [
    BulkJobs.addData({ bulk_jobs_id: 7, data: [{ upsert_key: "id", id: 1 }] }),
    "POST /v2/bulk_jobs/7/job_data",
    { data: [{ upsert_key: "id", id: 1 }] }
  ],
  createCadenceMembership: [
    CadenceMemberships.create({ person_id: 1, cadence_id: 2, step_id: 3 }),
    "POST /v2/cadence_memberships",
    { person_id: 1, cadence_id: 2, step_id: 3 }
  ],
  createCall: [
    Calls.create({ person_id: 1, crm_params: { Subject: "Demo" }, linked_call_data_record_ids: [4, "5"] }),
    "POST /v2/activities/calls",
    { person_id: 1, crm_params: { Subject: "Demo" }, linked_call_data_record_ids: [4, "5"] }
  ],
  createCustomField: [
    CustomFields.create({ name: "Segment", field_type: "company" }),
    "POST /v2/custom_fields",
    { name: "Segment", field_type: "company" }
  ],
  createImport: [Imports.create(), "POST /v2/imports", {}],
  createNote: [
    Notes.create({ content: "Hi", associated_with_type: "person", associated_with_id: 1, skip_crm_sync: true }),
    "POST /v2/notes",
    { content: "Hi", associated_with_type: "person", associated_with_id: 1, skip_crm_sync: true }
  ],
  createPerson: [
    People.create({ email_address: "jane.roe@example.com", contact_restrictions: ["call"], autotag_date: true }),
    "POST /v2/people",
    { email_address: "jane.roe@example.com", contact_restrictions: ["call"], autotag_date: true }
  ],
  createPersonStage: [PersonStages.create({ name: "New" }), "POST /v2/person_stages", { name: "New" }],
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
  deleteAccount: [Accounts.remove({ id: 1 }), "DELETE /v2/accounts/1"],
  deleteCadenceMembership: [CadenceMemberships.remove({ id: "a/b" }), "DELETE /v2/cadence_memberships/a%2Fb"],
  deleteCustomField: [CustomFields.remove({ id: 1 }), "DELETE /v2/custom_fields/1"],
  deleteImport: [Imports.remove({ id: 1, undo: "all" }), "DELETE /v2/imports/1?undo=all"],
  deleteNote: [Notes.remove({ id: 1 }), "DELETE /v2/notes/1"],
  deletePerson: [People.remove({ id: 1 }), "DELETE /v2/people/1"],
  deletePersonStage: [PersonStages.remove({ id: 1 }), "DELETE /v2/person_stages/1"],
  getAccount: [Accounts.get({ id: 1 }), "GET /v2/accounts/1"],
  getBulkJob: [BulkJobs.get({ id: 1 }), "GET /v2/bulk_jobs/1"],
  getCadence: [Cadences.get({ id: 1 }), "GET /v2/cadences/1"],
  getCadenceMembership: [CadenceMemberships.get({ id: 1 }), "GET /v2/cadence_memberships/1"],
  getCall: [Calls.get({ id: 1 }), "GET /v2/activities/calls/1"],
  getCustomField: [CustomFields.get({ id: 1 }), "GET /v2/custom_fields/1"],
  getEmail: [Emails.get({ id: 1 }), "GET /v2/activities/emails/1"],
  getImport: [Imports.get({ id: 1 }), "GET /v2/imports/1"],
  getNote: [Notes.get({ id: 1 }), "GET /v2/notes/1"],
  getPerson: [People.get({ id: 1 }), "GET /v2/people/1"],
  getPersonStage: [PersonStages.get({ id: 1 }), "GET /v2/person_stages/1"],
  getStep: [Steps.get({ id: 1 }), "GET /v2/steps/1"],
  getTask: [Tasks.get({ id: 1 }), "GET /v2/tasks/1"],
  getUser: [Users.get({ id: 1 }), "GET /v2/users/1"],
  listAccountStages: [
    AccountStages.list({ "ids[]": [1, 2], updated_at: { gt: at }, sort_by: "order", sort_direction: "asc" }),
    `GET /v2/account_stages?ids[]=1&ids[]=2&updated_at[gt]=${sent}&sort_by=order&sort_direction=asc`
  ],
  listAccountTiers: [AccountTiers.list({ "name[]": ["A", "B"] }), "GET /v2/account_tiers?name[]=A&name[]=B"],
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
  listCadenceMemberships: [
    CadenceMemberships.list({ person_id: 1, currently_on_cadence: true }),
    "GET /v2/cadence_memberships?person_id=1&currently_on_cadence=true"
  ],
  listCadences: [
    Cadences.list({ "owned_by_guid[]": ["g"], group_ids: "[1,2]" }),
    "GET /v2/cadences?owned_by_guid[]=g&group_ids=[1,2]"
  ],
  listCallDataRecords: [CallDataRecords.list({ has_call: false }), "GET /v2/call_data_records?has_call=false"],
  listCallDispositions: [CallDispositions.list(), "GET /v2/call_dispositions"],
  listCallSentiments: [CallSentiments.list({ name: "Good" }), "GET /v2/call_sentiments?name=Good"],
  listCallerIds: [
    CallerIds.list({ phone_number: "+15550100" }),
    "GET /v2/phone_numbers/caller_ids?phone_number=+15550100"
  ],
  listCalls: [
    Calls.list({ "sentiment[]": ["Good"], created_at: { gt: at } }),
    `GET /v2/activities/calls?created_at[gt]=${sent}&sentiment[]=Good`
  ],
  listCrmActivities: [CrmActivities.list({ "ids[]": [1] }), "GET /v2/crm_activities?ids[]=1"],
  listCrmActivityFields: [CrmActivityFields.list({ source: "phone" }), "GET /v2/crm_activity_fields?source=phone"],
  listCustomFields: [CustomFields.list({ field_type: "person" }), "GET /v2/custom_fields?field_type=person"],
  listEmails: [
    Emails.list({ "status[]": ["sent", "failed"], one_off: true, "scoped_fields[]": ["subject"], page: 2 }),
    "GET /v2/activities/emails?status[]=sent&status[]=failed&one_off=true&scoped_fields[]=subject&page=2"
  ],
  listGroups: [Groups.list({ sort_by: "created_at" }), "GET /v2/groups?sort_by=created_at"],
  listImports: [Imports.list({ "user_ids[]": [1, 2] }), "GET /v2/imports?user_ids[]=1&user_ids[]=2"],
  listNotes: [
    Notes.list({ associated_with_type: "account", associated_with_id: AccountId.make(5) }),
    "GET /v2/notes?associated_with_type=account&associated_with_id=5"
  ],
  listPersonStages: [PersonStages.list({ per_page: 100 }), "GET /v2/person_stages?per_page=100"],
  listSteps: [Steps.list({ cadence_id: 1, has_due_actions: true }), "GET /v2/steps?cadence_id=1&has_due_actions=true"],
  listTags: [Tags.list({ search: "a b&c" }), "GET /v2/tags?search=a b&c"],
  listTasks: [
    Tasks.list({ "current_state[]": ["scheduled"], time_interval_filter: "today", sort_by: "due_at" }),
    "GET /v2/tasks?current_state[]=scheduled&time_interval_filter=today&sort_by=due_at"
  ],
  listUsers: [
    Users.list({ "role_id[]": ["Admin"], search: "jane roe", visible_only: false }),
    "GET /v2/users?role_id[]=Admin&search=jane roe&visible_only=false"
  ],
  updateAccount: [Accounts.update({ id: 1, archived: true }), "PUT /v2/accounts/1", { archived: true }],
  updateBulkJob: [
    BulkJobs.update({ id: 1, ready_to_execute: true }),
    "PUT /v2/bulk_jobs/1",
    { ready_to_execute: true }
  ],
  updateCustomField: [CustomFields.update({ id: 1, name: "New" }), "PUT /v2/custom_fields/1", { name: "New" }],
  updateImport: [Imports.update({ id: 1, user_id: 2 }), "PUT /v2/imports/1", { user_id: 2 }],
  updateNote: [Notes.update({ id: 1, content: "Hi" }), "PUT /v2/notes/1", { content: "Hi" }],
  updatePerson: [
    People.update({ id: 1, job_seniority: "director", do_not_contact: false }),
    "PUT /v2/people/1",
    { job_seniority: "director", do_not_contact: false }
  ],
  updatePersonStage: [PersonStages.update({ id: 1, name: "New" }), "PUT /v2/person_stages/1", { name: "New" }],
  upsertPerson: [
    People.upsert({ upsert_key: "id", id: 1, first_name: "Jane" }),
    "POST /v2/person_upserts",
    { upsert_key: "id", id: 1, first_name: "Jane" }
  ],
  listPeople: [
    People.list({ "ids[]": [1, "2"], updated_at: { gt: written }, can_email: true, "locales[]": ["Null"] }),
    `GET /v2/people?ids[]=1&ids[]=2&updated_at[gt]=${written}&can_email=true&locales[]=Null`
  ],
  listBulkJobs: [BulkJobs.list({ "state[]": ["open"], id: { gt: 1 } }), "GET /v2/bulk_jobs?state[]=open&id[gt]=1"],
  getMe: [Users.me(), "GET /v2/me"],
  listWebhookSubscriptions: [
    WebhookSubscriptions.list({ enabled: true }),
    "GET /v2/webhook_subscriptions?enabled=true"
  ],
  createWebhookSubscription: [
    WebhookSubscriptions.create({
      callback_url: "https://hooks.example.com",
      callback_token: "t",
      event_type: "person_created"
    }),
    "POST /v2/webhook_subscriptions",
    { callback_url: "https://hooks.example.com", callback_token: "t", event_type: "person_created" }
  ],
  getWebhookSubscription: [WebhookSubscriptions.get({ id: 1 }), "GET /v2/webhook_subscriptions/1"],
  updateWebhookSubscription: [
    WebhookSubscriptions.update({ id: 1, enabled: false }),
    "PUT /v2/webhook_subscriptions/1",
    { enabled: false }
  ],
  deleteWebhookSubscription: [WebhookSubscriptions.remove({ id: 1 }), "DELETE /v2/webhook_subscriptions/1"]
}

/** What answers an operation. Whole records are in the tests of samples and of people. */
const answerOf = (id: string): unknown => {
  const subscription = { id: 1, event_type: "person_created", enabled: true, tenant_id: 3 }
  if (id === "listWebhookSubscriptions") return [subscription]
  if (id.endsWith("WebhookSubscription")) return subscription
  if (id === "createBulkJobData") return { data: { records: 1 } }
  if (id === "upsertPerson") return { data: { person: { id: 1 }, upsert_type: "update" } }
  if (id === "listCallerIds") return { data: [{ display_name: "Jane Roe", person: { id: 1 } }] }
  return id.startsWith("list") ? many : one
}

// Calls written out, as a user writes them. That every operation is sent as its specification has it, the contract says.
const samples = Object.entries(cases).map(([id, sample]) => {
  const operation = catalog.find((_) => _.id === id)!
  return [operation.source, operation, sample] as const
})

describe.each(samples)("%s", (_, operation, [call, arrives, body]) => {
  const answer = answerOf(operation.id)

  it.live("is sent as the API expects, and its response is decoded", () =>
    Effect.gen(function* () {
      const isDelete = operation.method === "DELETE"
      const { exit, received } = yield* against(isDelete ? { status: 204 } : { body: answer }, call)
      assert.strictEqual(exit._tag, "Success", String(outcome(exit)))
      assert.deepStrictEqual(outcome(exit), isDelete ? undefined : answer)
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
