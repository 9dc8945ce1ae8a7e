import { assert, describe, it } from "@effect/vitest"
import { Recorder, runExample } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import { readFileSync } from "node:fs"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
const example = new URL("../test/example.ts", import.meta.url)

describe("the README", () => {
  it.live(
    "has an example that runs",
    () =>
      Effect.gen(function* () {
        assert.strictEqual(/```ts\n(.*?)```/s.exec(readme)?.[1], readFileSync(example, "utf8"))
        const { url } = yield* Recorder.start(({ path, query }) => {
          if (path === "/api/campaigns/list-campaigns") {
            return {
              body: [1, 2, 3].map((CampaignId) => ({
                CampaignId,
                CampaignName: `Campaign ${CampaignId}`,
                Status: "CAMPAIGN_STOPPED",
                LastModifiedAt: null
              }))
            }
          }
          if (path === "/api/members/list-contacts") return { body: [] }
          const status = { "1": 200, "2": 409, "3": 422 }[query["campaignId"]!] ?? 404
          return { status, body: { Status: status, Message: "Campaign has no members." } }
        })
        const output = yield* runExample(example, {
          SALESFLOW_TOKEN: "secret",
          SALESFLOW_ACCOUNT_ID: "321",
          SALESFLOW_BASE_URL: url
        })
        assert.deepStrictEqual(output.trimEnd().split("\n"), [
          "Campaign 1: 0 contacts, CAMPAIGN_STOPPED",
          "Campaign 2: 0 contacts, CAMPAIGN_STOPPED",
          "  runs already",
          "Campaign 3: 0 contacts, CAMPAIGN_STOPPED",
          "  cannot start: Campaign has no members."
        ])
      }).pipe(Effect.scoped),
    30_000
  )
})

it.live(
  "has an example without Effect that runs",
  () =>
    Effect.gen(function* () {
      const example = new URL("../test/promiseExample.ts", import.meta.url)
      assert.include(readme, `\`\`\`ts\n${readFileSync(example, "utf8")}\`\`\``)
      const { url } = yield* Recorder.start(({ path, query }) => {
        const named = (CampaignId: number) => ({ CampaignId, CampaignName: `Campaign ${CampaignId}` })
        const rest = { Status: "CAMPAIGN_STOPPED", LastModifiedAt: null }
        if (path === "/api/campaigns/list-campaigns")
          return { body: [1, 2, 3].map((id) => ({ ...named(id), ...rest })) }
        const status = { "1": 200, "2": 409 }[query["campaignId"]!] ?? 422
        return { status, body: { Status: status, Message: "Campaign has no members." } }
      })
      const output = yield* runExample(example, {
        SALESFLOW_TOKEN: "secret",
        SALESFLOW_ACCOUNT_ID: "321",
        SALESFLOW_BASE_URL: url
      })
      assert.deepStrictEqual(output.trimEnd().split("\n"), [
        "Campaign 1 has started",
        "Campaign 2 runs already",
        "Campaign 3 cannot start: Campaign has no members."
      ])
    }).pipe(Effect.scoped),
  30_000
)
