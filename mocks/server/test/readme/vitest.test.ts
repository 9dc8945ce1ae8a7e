import { startSandbox } from "@salesbridge/mocks/sandbox"
import { expect, test } from "vitest"

test("a campaign is started once", async () => {
  await using sandbox = await startSandbox("salesflow")
  const start = () =>
    fetch(`${sandbox.url}/api/campaigns/start?token=t&accountId=321&campaignId=456`, { method: "POST" })
  expect((await start()).status).toBe(200)
  expect((await start()).status).toBe(409)
})
