import { assert, it } from "@effect/vitest"
import { Recorder, runShown } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"

/** A vendor with three campaigns: one can start, one runs already, and one has no members. */
const vendor = ({ path, query }: Recorder.Received): Recorder.Answer => {
  if (path === "/api/campaigns/list-campaigns") {
    const rest = { Status: "CAMPAIGN_STOPPED", LastModifiedAt: null }
    return { body: [1, 2, 3].map((id) => ({ CampaignId: id, CampaignName: `Campaign ${id}`, ...rest })) }
  }
  if (path === "/api/members/list-contacts") return { body: [] }
  const status = { "1": 200, "2": 409, "3": 422 }[query["campaignId"]!] ?? 404
  return { status, body: { Status: status, Message: "Campaign has no members." } }
}

it.live.each([
  [
    new URL("../test/example.ts", import.meta.url),
    [
      "Campaign 1: 0 contacts, CAMPAIGN_STOPPED",
      "Campaign 2: 0 contacts, CAMPAIGN_STOPPED",
      "  runs already",
      "Campaign 3: 0 contacts, CAMPAIGN_STOPPED",
      "  cannot start: Campaign has no members."
    ]
  ],
  [
    new URL("../test/promiseExample.ts", import.meta.url),
    ["Campaign 1 has started", "Campaign 2 runs already", "Campaign 3 cannot start: Campaign has no members."]
  ]
] as const)(
  "the README has an example that runs: %s",
  ([example, lines]) =>
    Effect.gen(function* () {
      const { url } = yield* Recorder.start(vendor)
      const env = { SALESFLOW_TOKEN: "secret", SALESFLOW_ACCOUNT_ID: "321", SALESFLOW_BASE_URL: url }
      assert.deepStrictEqual(yield* runShown(example, env), [...lines])
    }).pipe(Effect.scoped),
  60_000
)
