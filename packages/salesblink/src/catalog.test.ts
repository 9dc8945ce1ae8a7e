import { assert, it } from "@effect/vitest"
import { catalog, definition } from "./catalog.ts"

/** As the document has them. */
const documented = [
  ["searchCampaign", "Search Campaign", "GET /api/campaign", "safe", undefined],
  ["getAllCampaigns", "Get All Campaigns", "GET /api/campaigns", "safe", undefined],
  ["getCampaign", "Get a Specific Campaign", "GET /api/campaign/{campaignID}", "safe", undefined],
  ["pauseCampaign", "Pause a Campaign", "POST /api/campaign-status", "idempotent", { pause: true }],
  ["unpauseCampaign", "UnPause a Campaign", "POST /api/campaign-status", "idempotent", { pause: false }],
  ["searchProspect", "Search Prospect", "GET /api/prospect", "safe", undefined],
  ["listProspects", "List Prospects", "GET /api/prospects/{campaignID}", "safe", undefined],
  ["getProspect", "Get Prospect", "GET /api/prospect/{prospectID}", "safe", undefined],
  ["addProspect", "Add Prospect", "POST /api/prospect-add", "unsafe", undefined],
  ["updateProspect", "Update Prospect", "POST /api/prospect", "idempotent", undefined],
  ["unsubscribeProspect", "Unsubscribe Prospect", "POST /api/prospect-unsubscribe", "idempotent", undefined],
  ["listMembers", "List Members", "GET /api/my-team", "safe", undefined]
]

const ids = new Set(documented.map(([id]) => id))
const known = catalog.filter(({ id }) => ids.has(id))

it("has the document's twelve calls in its order", () => {
  assert.deepStrictEqual(
    known.map(({ constantBody, id, method, path, safety, source }) => [
      id,
      source,
      `${method} ${path}`,
      safety,
      constantBody
    ]),
    documented as ReadonlyArray<unknown>
  )
  assert.strictEqual(new Set(catalog.map(({ id }) => id)).size, catalog.length)
  for (const { vendor } of catalog) assert.strictEqual(vendor, definition.name)
})

it("types the whole table of errors on every call, and the 200 that failed", () => {
  for (const { errors } of catalog) {
    assert.deepStrictEqual(
      errors.map(({ category, status, tag }) => [status, tag, category]),
      [
        [400, "BadRequest", "Invalid"],
        [401, "Unauthorized", "Unauthorized"],
        [403, "Forbidden", "Forbidden"],
        [404, "NotFound", "NotFound"],
        [405, "MethodNotAllowed", "Unexpected"],
        [406, "NotAcceptable", "Unexpected"],
        [429, "TooManyRequests", "RateLimited"],
        [500, "InternalServerError", "Server"],
        [503, "ServiceUnavailable", "Server"],
        [200, "RequestFailed", "Unexpected"]
      ]
    )
  }
})
