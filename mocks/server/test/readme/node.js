import { startSandbox } from "@salesbridge/mocks/sandbox"
import assert from "node:assert/strict"
import { after, before, beforeEach, test } from "node:test"

let sandbox
before(async () => (sandbox = await startSandbox("salesblink")))
beforeEach(() => sandbox.reset())
after(() => sandbox.close())

test("a caller waits after a 429", async () => {
  sandbox.fault({ operation: "listMembers", status: 429, retryAfter: 1, count: 1 })
  const ask = () => fetch(`${sandbox.url}/api/my-team`, { headers: { authorization: "key" } })
  const refused = await ask()
  assert.equal(refused.status, 429)
  assert.equal(refused.headers.get("retry-after"), "1")
  assert.equal((await ask()).status, 200)
})
