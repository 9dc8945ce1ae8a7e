import { assert, it } from "@effect/vitest"
import { catalog, definition } from "./catalog.ts"

const documented = [
  ["createAccount", "Create account", "POST /v2/accounts", "unsafe"],
  ["createBulkJob", "Create bulk job", "POST /v2/bulk_jobs", "unsafe"],
  ["createBulkJobData", "Create bulk job data", "POST /v2/bulk_jobs/{bulk_jobs_id}/job_data", "unsafe"],
  ["createCadenceMembership", "Create cadence membership", "POST /v2/cadence_memberships", "unsafe"],
  ["createCall", "Create call", "POST /v2/activities/calls", "unsafe"],
  ["createCustomField", "Create custom field", "POST /v2/custom_fields", "unsafe"],
  ["createImport", "Create import", "POST /v2/imports", "unsafe"],
  ["createNote", "Create note", "POST /v2/notes", "unsafe"],
  ["createPerson", "Create person", "POST /v2/people", "unsafe"],
  ["createPersonStage", "Create person stage", "POST /v2/person_stages", "unsafe"],
  ["createTask", "Create task", "POST /v2/tasks", "unsafe"],
  ["deleteAccount", "Delete account", "DELETE /v2/accounts/{id}", "idempotent"],
  ["deleteCadenceMembership", "Delete cadence membership", "DELETE /v2/cadence_memberships/{id}", "idempotent"],
  ["deleteCustomField", "Delete custom field", "DELETE /v2/custom_fields/{id}", "idempotent"],
  ["deleteImport", "Delete import", "DELETE /v2/imports/{id}", "idempotent"],
  ["deleteNote", "Delete note", "DELETE /v2/notes/{id}", "idempotent"],
  ["deletePerson", "Delete person", "DELETE /v2/people/{id}", "idempotent"],
  ["deletePersonStage", "Delete person stage", "DELETE /v2/person_stages/{id}", "idempotent"],
  ["getAccount", "Get account", "GET /v2/accounts/{id}", "safe"],
  ["getBulkJob", "Get bulk job", "GET /v2/bulk_jobs/{id}", "safe"],
  ["getCadence", "Get cadence", "GET /v2/cadences/{id}", "safe"],
  ["getCadenceMembership", "Get cadence membership", "GET /v2/cadence_memberships/{id}", "safe"],
  ["getCall", "Get call", "GET /v2/activities/calls/{id}", "safe"],
  ["getCustomField", "Get custom field", "GET /v2/custom_fields/{id}", "safe"],
  ["getEmail", "Get email", "GET /v2/activities/emails/{id}", "safe"],
  ["getImport", "Get import", "GET /v2/imports/{id}", "safe"],
  ["getNote", "Get note", "GET /v2/notes/{id}", "safe"],
  ["getPerson", "Get person", "GET /v2/people/{id}", "safe"],
  ["getPersonStage", "Get person stage", "GET /v2/person_stages/{id}", "safe"],
  ["getStep", "Get step", "GET /v2/steps/{id}", "safe"],
  ["getTask", "Get task", "GET /v2/tasks/{id}", "safe"],
  ["getUser", "Get user", "GET /v2/users/{id}", "safe"],
  ["listAccountStages", "List account stages", "GET /v2/account_stages", "safe"],
  ["listAccountTiers", "List account tiers", "GET /v2/account_tiers", "safe"],
  ["listAccounts", "List accounts", "GET /v2/accounts", "safe"],
  ["listActions", "List actions", "GET /v2/actions", "safe"],
  ["listBulkJobResults", "List bulk job results", "GET /v2/bulk_jobs/{bulk_jobs_id}/results", "safe"],
  ["listCadenceMemberships", "List cadence memberships", "GET /v2/cadence_memberships", "safe"],
  ["listCadences", "List cadences", "GET /v2/cadences", "safe"],
  ["listCallDataRecords", "List call data records", "GET /v2/call_data_records", "safe"],
  ["listCallDispositions", "List call dispositions", "GET /v2/call_dispositions", "safe"],
  ["listCallSentiments", "List call sentiments", "GET /v2/call_sentiments", "safe"],
  ["listCallerIds", "List caller IDs", "GET /v2/phone_numbers/caller_ids", "safe"],
  ["listCalls", "List calls", "GET /v2/activities/calls", "safe"],
  ["listCrmActivities", "List CRM activities", "GET /v2/crm_activities", "safe"],
  ["listCrmActivityFields", "List CRM activity fields", "GET /v2/crm_activity_fields", "safe"],
  ["listCustomFields", "List custom fields", "GET /v2/custom_fields", "safe"],
  ["listEmails", "List emails", "GET /v2/activities/emails", "safe"],
  ["listGroups", "List groups", "GET /v2/groups", "safe"],
  ["listImports", "List imports", "GET /v2/imports", "safe"],
  ["listNotes", "List notes", "GET /v2/notes", "safe"],
  ["listPersonStages", "List person stages", "GET /v2/person_stages", "safe"],
  ["listSteps", "List steps", "GET /v2/steps", "safe"],
  ["listTags", "List tags", "GET /v2/tags", "safe"],
  ["listTasks", "List tasks", "GET /v2/tasks", "safe"],
  ["listUsers", "List users", "GET /v2/users", "safe"],
  ["updateAccount", "Update account", "PUT /v2/accounts/{id}", "idempotent"],
  ["updateBulkJob", "Update bulk job", "PUT /v2/bulk_jobs/{id}", "idempotent"],
  ["updateCustomField", "Update custom field", "PUT /v2/custom_fields/{id}", "idempotent"],
  ["updateImport", "Update import", "PUT /v2/imports/{id}", "idempotent"],
  ["updateNote", "Update note", "PUT /v2/notes/{id}", "idempotent"],
  ["updatePerson", "Update person", "PUT /v2/people/{id}", "idempotent"],
  ["updatePersonStage", "Update person stage", "PUT /v2/person_stages/{id}", "idempotent"],
  ["upsertPerson", "Upsert person", "POST /v2/person_upserts", "unsafe"]
]

const known = [
  ["listBulkJobs", "List bulk jobs", "GET /v2/bulk_jobs", "safe"],
  ["listPeople", "List people", "GET /v2/people", "safe"],
  ["getMe", "Get current user", "GET /v2/me", "safe"],
  ["listWebhookSubscriptions", "List webhook subscriptions", "GET /v2/webhook_subscriptions", "safe"],
  ["getWebhookSubscription", "Get webhook subscription", "GET /v2/webhook_subscriptions/{id}", "safe"],
  ["createWebhookSubscription", "Create webhook subscription", "POST /v2/webhook_subscriptions", "unsafe"],
  ["updateWebhookSubscription", "Update webhook subscription", "PUT /v2/webhook_subscriptions/{id}", "idempotent"],
  ["deleteWebhookSubscription", "Delete webhook subscription", "DELETE /v2/webhook_subscriptions/{id}", "idempotent"]
]

it("has the API reference's 64 calls in its order, then the others", () => {
  assert.strictEqual(documented.length, 64)
  const ids = new Set([...documented, ...known].map(([id]) => id))
  const there = catalog.filter(({ id }) => ids.has(id))
  assert.deepStrictEqual(
    there.map(({ id, method, path, safety, source }) => [id, source, `${method} ${path}`, safety]),
    [...documented, ...known]
  )
  assert.deepStrictEqual(
    there.map(({ provenance }) => provenance),
    [...documented.map(() => undefined), ...known.map(() => "public" as const)]
  )
  assert.strictEqual(new Set(catalog.map(({ id }) => id)).size, catalog.length)
  for (const { vendor } of catalog) assert.strictEqual(vendor, definition.name)
})

it("types the errors of every call, and 404 for calls that name a record", () => {
  for (const { errors, id, path } of catalog) {
    assert.deepStrictEqual(
      errors.map(({ category, status, tag }) => [status, tag, category]),
      [
        ...(path.includes("{") ? [[404, "NotFound", "NotFound"]] : []),
        [401, "Unauthorized", "Unauthorized"],
        [403, "Forbidden", "Forbidden"],
        [422, "ValidationFailed", "Invalid"],
        [429, "TooManyRequests", "RateLimited"]
      ],
      id
    )
  }
})

it.each([
  [undefined, 1],
  [1, 1],
  [100, 1],
  [101, 3],
  [150, 3],
  [151, 8],
  [250, 8],
  [251, 10],
  [500, 10],
  [501, 30],
  [9000, 30]
])("takes, for page %s, %d of the quota's units", (page, units) => {
  for (const { cost } of catalog) assert.strictEqual(cost?.({ page } as never), units)
})
