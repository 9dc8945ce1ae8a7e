import { assert, it } from "@effect/vitest"
import { catalog, definition } from "./catalog.ts"

/** As the API reference declares them. */
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

it("ends with the twelve legacy calls, in the order of their API reference", () => {
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
  assert.deepStrictEqual(catalog.slice(-known.length), known)
  assert.strictEqual(new Set(catalog.map(({ id }) => id)).size, catalog.length)
  for (const { vendor } of catalog) assert.strictEqual(vendor, definition.name)
})

it("types every documented error of each legacy call, and the 200 that reports a failure", () => {
  for (const { errors } of known) {
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

it("has the paths and the provenance of version 1.0.0", () => {
  for (const { path, provenance } of catalog.slice(0, -known.length)) {
    assert.deepStrictEqual([path.startsWith("/api/public/v1.0.0/"), provenance], [true, "public"], path)
  }
})

it("weights calls so that 30 units a minute stay within each of the three limits", () => {
  const kinds = { GET: 30, POST: 15, PATCH: 15, PUT: 10, DELETE: 10 }
  for (const { cost, method, path } of catalog) {
    const units = cost?.({} as never) ?? 1
    assert.strictEqual(units, path.startsWith("/api/public/") ? 30 / kinds[method] : 0, path)
  }
})
