/** Consumers that esbuild makes one file of, for where there is nothing but what the web platform has. */
import { type Consumer, prism } from "./Consumer.ts"

const operation = `import { createSalesflow } from "@salesbridge/salesflow/promise"

const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl })
salesflow.Campaigns.list()
  .then(([campaign]) => postMessage(campaign.CampaignName))
  .catch(reportError)
  .finally(() => salesflow.close())
`

/** Runs a bundle with the globals that browsers have. */
const page = `import assert from "node:assert/strict"
import { runInNewContext } from "node:vm"
import { startMock } from "@salesbridge/mocks"
import { build } from "esbuild"

const options = { entryPoints: ["operation.js"], bundle: true, minify: true, platform: "browser", format: "iife" }
const { outputFiles, warnings } = await build({ ...options, write: false })
assert.deepEqual([outputFiles.length, warnings], [1, []])
const code = outputFiles[0].text

const names = \`AbortController AbortSignal Blob DOMException Event EventTarget File FormData Headers ReadableStream Request
  Response TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream atob btoa clearInterval clearTimeout
  console crypto fetch performance queueMicrotask setInterval setTimeout structuredClone\`
const web = Object.fromEntries(names.split(/\\s+/).map((name) => [name, globalThis[name]]))
const mock = await startMock({ vendor: "salesflow" })
try {
  const answer = await new Promise((resolve, reject) => {
    const scope = { ...web, baseUrl: mock.url, postMessage: resolve, reportError: reject }
    runInNewContext(code, Object.assign(scope, { self: scope }))
  })
  assert.equal(answer, "Sales")
} finally {
  await mock.close()
}
console.log(\`one vendor answered \${Math.round(code.length / 1024)} KiB of script\`)
`

export const browser: Consumer = {
  name: "browser",
  title: "esbuild, for browsers",
  packages: ["@salesbridge/core", "@salesbridge/salesflow", "@salesbridge/mocks"],
  installs: ["effect", "esbuild", ...prism],
  type: "module",
  files: { "main.js": page, "operation.js": operation },
  compiles: false,
  main: "main.js"
}

/** Calls one vendor without Effect and another with it, as a request comes in. */
const handler = `import { createSalesflow, CampaignAlreadyRunning } from "@salesbridge/salesflow/promise"
import { GetSales } from "@salesbridge/getsales"
import * as Contacts from "@salesbridge/getsales/Contacts"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

export default {
  async fetch(request, { getsalesUrl, salesflowUrl }) {
    const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl: salesflowUrl })
    const refused = createSalesflow({
      token: "t",
      accountId: 1,
      baseUrl: salesflowUrl,
      fetch: (url, init) => {
        const headers = new Headers(init?.headers)
        headers.set("prefer", "code=409")
        return fetch(url, { ...init, headers })
      }
    })
    const getsales = GetSales.layer({ token: Redacted.make("t"), baseUrl: getsalesUrl }).pipe(
      Layer.provide(FetchHttpClient.layer)
    )
    try {
      const [campaign] = await salesflow.Campaigns.list({}, { signal: request.signal })
      const contact = await Contacts.findOne({ linkedin_id: "jane-roe-123456" }).pipe(
        Effect.provide(getsales),
        Effect.runPromise
      )
      const error = await refused.Campaigns.start({ campaignId: 1 }).catch((error) => error)
      return Response.json({
        campaign: campaign.CampaignName,
        contact: contact.name,
        refused: [error instanceof CampaignAlreadyRunning, error._tag, error.status],
        node: [typeof process, typeof Buffer]
      })
    } finally {
      await salesflow.close()
      await refused.close()
    }
  }
}
`

/** Starts the runtime that such workers have in production, and asks it over HTTP. */
const runtime = `import assert from "node:assert/strict"
import { startMock } from "@salesbridge/mocks"
import { build } from "esbuild"
import { Miniflare } from "miniflare"

const options = { entryPoints: ["worker.js"], bundle: true, minify: true, platform: "browser", format: "esm" }
const { outputFiles, warnings } = await build({ ...options, conditions: ["workerd", "worker", "browser"], write: false })
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
`

export const worker: Consumer = {
  name: "worker",
  title: "esbuild, for a worker",
  packages: ["@salesbridge/core", "@salesbridge/salesflow", "@salesbridge/getsales", "@salesbridge/mocks"],
  installs: ["effect", "esbuild", "miniflare@4.20260730.0", ...prism],
  type: "module",
  files: { "main.js": runtime, "worker.js": handler },
  compiles: false,
  main: "main.js"
}
