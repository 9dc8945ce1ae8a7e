import { assert, it } from "@effect/vitest"
import { catalog, definition } from "./catalog.ts"

/** As the API reference declares them. */
const documented = [
  ["findOneContact", "Find one contact", "POST /leads/api/leads/lookup-one", "safe"],
  ["searchContacts", "Search contacts", "POST /leads/api/leads/search", "safe"],
  ["getLead", "Get contact", "GET /leads/api/leads/{uuid}", "safe"],
  ["updateLead", "Update contact", "PUT /leads/api/leads/{uuid}", "idempotent"],
  ["deleteLead", "Delete contact", "DELETE /leads/api/leads/{uuid}", "idempotent"],
  ["upsertContact", "Create or update contact", "POST /leads/api/leads/upsert", "idempotent"],
  ["createLead", "Create contacts", "POST /leads/api/leads", "unsafe"],
  ["listFlows", "List of automations", "GET /flows/api/flows", "safe"],
  ["startFlow", "Start automation", "PUT /flows/api/flows/{flowUuid}/start", "idempotent"],
  ["stopFlow", "Stop automation", "PUT /flows/api/flows/{flowUuid}/stop", "idempotent"],
  ["addLeadToFlow", "Add contact to automation", "POST /flows/api/flows/{flowUuid}/leads/{leadUuid}", "unsafe"],
  ["addNewLeadToFlow", "Add new contact to automation", "POST /flows/api/flows/{flowUuid}/add-new-lead", "unsafe"],
  [
    "cancelLeadFromFlows",
    "Cancel contact from automations",
    "PUT /flows/api/flows/leads/{leadUuid}/cancel",
    "idempotent"
  ],
  [
    "cancelLeadFromAllFlows",
    "Cancel contact from all automations",
    "PUT /flows/api/flows/leads/{leadUuid}/cancel-all",
    "idempotent"
  ],
  ["listLinkedinMessages", "List of LinkedIn Messages", "GET /flows/api/linkedin-messages", "safe"],
  ["sendLinkedInMessage", "Send LinkedIn Message", "POST /flows/api/linkedin-messages", "unsafe"],
  ["listEmails", "List of Emails", "GET /emails/api/emails", "safe"],
  ["sendEmail", "Send Email", "POST /emails/api/emails/send-email", "unsafe"],
  ["listSenderProfiles", "List of sender profiles", "GET /flows/api/sender-profiles", "safe"],
  ["createSenderProfile", "Create sender profile", "POST /flows/api/sender-profiles", "unsafe"],
  ["getSenderProfile", "Get sender profile", "GET /flows/api/sender-profiles/{senderProfileUuid}", "safe"],
  [
    "connectSenderProfile",
    "Connect external sender profile",
    "POST /flows/client-api/sender-profiles/connect-external",
    "unsafe"
  ],
  ["listLists", "List of lists", "GET /leads/api/lists", "safe"],
  ["createList", "Create list", "POST /leads/api/lists", "unsafe"],
  ["getList", "Get list", "GET /leads/api/lists/{uuid}", "safe"]
]

const ids = new Set(documented.map(([id]) => id))
const known = catalog.filter(({ id }) => ids.has(id))

it("has the API reference's 25 calls in its order", () => {
  assert.deepStrictEqual(
    known.map(({ id, method, path, safety, source }) => [id, source, `${method} ${path}`, safety]),
    documented as ReadonlyArray<unknown>
  )
  assert.strictEqual(new Set(catalog.map(({ id }) => id)).size, catalog.length)
  for (const { vendor } of catalog) assert.strictEqual(vendor, definition.name)
})

it("distinguishes the four described calls from those that are only named", () => {
  assert.deepStrictEqual(
    known.filter(({ provenance }) => provenance === undefined).map(({ id }) => id),
    ["listLinkedinMessages", "sendLinkedInMessage", "listEmails", "sendEmail"]
  )
})

it("types the vendor's errors on every call", () => {
  for (const { errors } of catalog) {
    assert.deepStrictEqual(
      errors.map(({ category, status, tag }) => [status, tag, category]),
      [
        [400, "BadRequest", "Invalid"],
        [401, "Unauthorized", "Unauthorized"],
        [402, "PaymentRequired", "Forbidden"],
        [403, "Forbidden", "Forbidden"],
        [404, "NotFound", "NotFound"],
        [422, "ValidationFailed", "Invalid"],
        [429, "TooManyRequests", "RateLimited"]
      ]
    )
  }
})
