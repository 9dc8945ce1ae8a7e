import { assert, it } from "@effect/vitest"
import { catalog, definition } from "./catalog.ts"

/** As the API reference declares them. */
const documented = [
  ["getCampaignStatistics", "GetCampaignStatistics", "GET /api/statistics/GetCampaignStatistics", "safe"],
  ["importMember", "ImportMember", "POST /api/members/Import", "unsafe"],
  ["updateContact", "UpdateContact", "POST /api/members/{memberId}", "idempotent"],
  ["getContactByMemberId", "GetContact (by memberId)", "GET /api/members/{memberId}", "safe"],
  ["getContactByPublicIdentifier", "GetContact (by public identifier)", "GET /api/members", "safe"],
  ["deleteContact", "DeleteContact", "DELETE /api/members/{memberId}", "idempotent"],
  [
    "listContactsByPublicIdentifiers",
    "ListContacts (by public identifiers)",
    "POST /api/members/list-contacts",
    "safe"
  ],
  ["listContactsByCampaignId", "ListContacts (by campaignId)", "GET /api/members/list-contacts", "safe"],
  ["listCampaigns", "ListCampaigns", "GET /api/campaigns/list-campaigns", "safe"],
  ["startCampaign", "Start campaign", "POST /api/campaigns/start", "unsafe"],
  ["listAccounts", "List Accounts", "GET /api/accounts/list", "safe"],
  ["createWebhook", "CreateWebhook", "POST /api/webhooks/create", "unsafe"],
  ["deleteWebhook", "DeleteWebhook", "DELETE /api/webhooks/delete", "idempotent"],
  ["listWebhooks", "ListWebhooks", "GET /api/webhooks/list", "safe"],
  ["attachWebhook", "AttachWebhook", "POST /api/webhooks/attach", "unsafe"],
  ["detachWebhook", "DetachWebhook", "POST /api/webhooks/detach", "idempotent"]
]

const ids = new Set(documented.map(([id]) => id))
const known = catalog.filter(({ id }) => ids.has(id))

it("has the API reference's sixteen calls in its order", () => {
  assert.deepStrictEqual(
    known.map(({ id, method, path, safety, source }) => [id, source, `${method} ${path}`, safety]),
    documented as ReadonlyArray<unknown>
  )
  assert.strictEqual(new Set(catalog.map(({ id }) => id)).size, catalog.length)
  for (const { vendor } of catalog) assert.strictEqual(vendor, definition.name)
})

it("types 403 for every call, and 404 for calls that name a record", () => {
  const errors = Object.fromEntries(
    known.map(({ errors, id }) => [id, errors.map(({ status, tag }) => `${status} ${tag}`)])
  )
  const credentials = "403 InvalidCredentials"
  assert.deepStrictEqual(errors, {
    getCampaignStatistics: ["404 CampaignNotFound", credentials],
    importMember: ["404 CampaignNotFound", credentials],
    updateContact: ["404 MemberNotFound", credentials],
    getContactByMemberId: ["404 MemberNotFound", credentials],
    getContactByPublicIdentifier: ["404 MemberNotFound", credentials],
    deleteContact: ["404 MemberNotFound", credentials],
    listContactsByPublicIdentifiers: [credentials],
    listContactsByCampaignId: ["404 CampaignNotFound", credentials],
    listCampaigns: [credentials],
    startCampaign: ["404 CampaignNotFound", "409 CampaignAlreadyRunning", "422 CampaignCannotStart", credentials],
    listAccounts: [credentials],
    createWebhook: [credentials],
    deleteWebhook: ["404 WebhookNotFound", credentials],
    listWebhooks: [credentials],
    attachWebhook: ["404 WebhookNotFound", credentials],
    detachWebhook: ["404 WebhookAttachmentNotFound", credentials]
  })
})
