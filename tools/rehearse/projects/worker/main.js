// Bundles a worker, starts the runtime that such workers have in production, and asks it over HTTP.
import assert from "node:assert/strict"
import { startMock } from "@salesbridge/mocks"
import { build } from "esbuild"
import { Miniflare } from "miniflare"

const options = { entryPoints: ["worker.js"], bundle: true, minify: true, platform: "browser", format: "esm" }
const { outputFiles, warnings } = await build({
  ...options,
  conditions: ["workerd", "worker", "browser"],
  write: false
})
assert.deepEqual([outputFiles.length, warnings], [1, []])

const [salesflow, getsales] = await Promise.all(["salesflow", "getsales"].map((vendor) => startMock({ vendor })))
const miniflare = new Miniflare({
  modules: true,
  script: outputFiles[0].text,
  compatibilityDate: "2026-01-01",
  bindings: { salesflowUrl: salesflow.url, getsalesUrl: getsales.url }
})
try {
  const answer = await fetch(await miniflare.ready)
  const text = await answer.text()
  assert.equal(answer.status, 200, text)
  assert.deepEqual(JSON.parse(text), {
    campaign: "Sales",
    contact: "John Doe",
    refused: [true, "CampaignAlreadyRunning", 409],
    node: ["undefined", "undefined"]
  })
} finally {
  await miniflare.dispose()
  for (const mock of [salesflow, getsales]) await mock.close()
}
console.log("two vendors answered, one refused, in workerd")
