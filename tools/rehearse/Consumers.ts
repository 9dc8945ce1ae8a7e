/** Projects of those who install the packages: each calls the mocks that it installed, and checks what comes back. */
import { browser, worker } from "./Bundled.ts"
import { cli } from "./Command.ts"
import { type Consumer, nodePackage, prism, tsconfig } from "./Consumer.ts"
import { command, kit } from "./Testing.ts"

/** One call to each vendor, and one refusal; the same text in every language of modules. */
const calls = (secret: string) => `
const main = async () => {
  const vendors = ["salesflow", "salesblink", "getsales", "salesloft"]
  const mocks = await Promise.all(vendors.map((vendor) => startMock({ vendor })))
  const [salesflowUrl, salesblinkUrl, getsalesUrl, salesloftUrl] = mocks.map(({ url }) => url)
  const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl: salesflowUrl })
  const salesblink = createSalesBlink({ apiKey: "k", baseUrl: salesblinkUrl })
  const getsales = createGetSales({ token: "t", baseUrl: getsalesUrl })
  const salesloft = createSalesloft({ accessToken: async () => "t", baseUrl: salesloftUrl })
  const refused = createSalesflow({
    token: "${secret}",
    accountId: 1,
    baseUrl: salesflowUrl,
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init${"?"}.headers, prefer: "code=409" } })
  })
  try {
    const [campaign] = await salesflow.Campaigns.list()
    assert.equal(campaign${"?"}.CampaignName, "Sales")
    const { data: [member] } = { data: [], ...(await salesblink.Team.list()) }
    assert.equal(member.email, "jane.roe@example.com")
    const contact = await getsales.Contacts.findOne({ linkedin_id: "jane-roe-123456" })
    assert.equal(contact.name, "John Doe")
    const me = await salesloft.Users.me.withResponse()
    assert.deepEqual([me.status, me.value.data.name], [200, "John Roe"])
    const error = await refused.Campaigns.start({ campaignId: 1 }).catch((error) => error)
    assert.ok(error instanceof CampaignAlreadyRunning, String(error))
    assert.equal(error._tag, "CampaignAlreadyRunning")
    assert.ok(!JSON.stringify(error).includes("${secret}"))
    console.log("four vendors answered, one refused")
  } finally {
    for (const _ of [salesflow, salesblink, getsales, salesloft, refused, ...mocks]) await _.close()
  }
}
`

const plain = `import assert from "node:assert/strict"
import { createGetSales } from "@salesbridge/getsales/promise"
import { startMock } from "@salesbridge/mocks"
import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { CampaignAlreadyRunning, createSalesflow } from "@salesbridge/salesflow/promise"
import { createSalesloft } from "@salesbridge/salesloft/promise"
${calls("secret-of-a-consumer")}
await main()
`

const commonjs = `"use strict"
const assert = require("node:assert/strict")
const { createGetSales } = require("@salesbridge/getsales/promise")
const { startMock } = require("@salesbridge/mocks")
const { createSalesBlink } = require("@salesbridge/salesblink/promise")
const { CampaignAlreadyRunning, createSalesflow } = require("@salesbridge/salesflow/promise")
const { createSalesloft } = require("@salesbridge/salesloft/promise")
${calls("secret-of-a-consumer")}
main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
`

const promise = `import assert from "node:assert/strict"
import { createGetSales } from "@salesbridge/getsales/promise"
import type { Contacts } from "@salesbridge/getsales/promise"
import { startMock } from "@salesbridge/mocks"
import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { CampaignAlreadyRunning, createSalesflow } from "@salesbridge/salesflow/promise"
import type { SalesflowClient } from "@salesbridge/salesflow/promise"
import { createSalesloft } from "@salesbridge/salesloft/promise"

const refusal = async (salesflow: SalesflowClient): Promise<CampaignAlreadyRunning | undefined> => {
  try {
    // @ts-expect-error A campaign's number is no text: types come along.
    await salesflow.Campaigns.start({ campaignId: "one" })
  } catch (error) {
    assert.ok(error instanceof Error)
  }
  try {
    await salesflow.Campaigns.start({ campaignId: 1 })
    return undefined
  } catch (error) {
    if (error instanceof CampaignAlreadyRunning) return error
    throw error
  }
}

const flowMock = await startMock({ vendor: "salesflow" })
const blinkMock = await startMock({ vendor: "salesblink" })
const getMock = await startMock({ vendor: "getsales" })
const loftMock = await startMock({ vendor: "salesloft" })
const salesflow = createSalesflow({ token: "t", accountId: 1, baseUrl: flowMock.url })
const refused = createSalesflow({
  token: "t",
  accountId: 1,
  baseUrl: flowMock.url,
  fetch: (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set("prefer", "code=409")
    return fetch(input, { ...init, headers })
  }
})
const salesblink = createSalesBlink({ apiKey: "k", baseUrl: blinkMock.url })
const getsales = createGetSales({ token: "t", baseUrl: getMock.url })
const salesloft = createSalesloft({ accessToken: "t", baseUrl: loftMock.url })

const [campaign] = await salesflow.Campaigns.list({}, { signal: AbortSignal.timeout(20_000) })
const name: string | null | undefined = campaign?.CampaignName
assert.equal(name, "Sales")
assert.equal((await salesblink.Team.list()).data?.length, 1)
const contact: Contacts.Contact = await getsales.Contacts.findOne({ linkedin_id: "jane-roe-123456" })
assert.equal(contact.name, "John Doe")
const people: Array<number | string> = []
for await (const { id } of salesloft.People.stream()) {
  people.push(id)
  break
}
assert.equal(people.length, 1)
assert.equal((await refusal(refused))?.status, 409)
for (const _ of [salesflow, refused, salesblink, getsales, salesloft, flowMock, blinkMock, getMock, loftMock]) {
  await _.close()
}
console.log("four vendors answered, one refused")
`

const effect = `import assert from "node:assert/strict"
import { NodeHttpClient, NodeRuntime } from "@effect/platform-node"
import { Contacts, GetSales } from "@salesbridge/getsales"
import { Mock } from "@salesbridge/mocks"
import { SalesBlink, Team } from "@salesbridge/salesblink"
import { catalog } from "@salesbridge/salesblink/catalog"
import { Campaigns, Salesflow } from "@salesbridge/salesflow"
import { Salesloft, Users } from "@salesbridge/salesloft"
import { Effect, Layer, Redacted } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"

const prefer409 = Layer.effect(
  HttpClient.HttpClient,
  Effect.map(
    HttpClient.HttpClient,
    HttpClient.mapRequest(HttpClientRequest.setHeader("prefer", "code=409"))
  )
).pipe(Layer.provide(NodeHttpClient.layerUndici))

const token = Redacted.make("t")

const program = Effect.gen(function* () {
  const flow = yield* Mock.start({ vendor: "salesflow" })
  const blink = yield* Mock.start({ vendor: "salesblink" })
  const get = yield* Mock.start({ vendor: "getsales" })
  const loft = yield* Mock.start({ vendor: "salesloft" })
  const salesflow = Salesflow.layer({ token, accountId: 1, baseUrl: flow.url })
  const live = Layer.mergeAll(
    salesflow,
    SalesBlink.layer({ apiKey: token, baseUrl: blink.url }),
    GetSales.layer({ token, baseUrl: get.url }),
    Salesloft.layer({ accessToken: token, baseUrl: loft.url })
  ).pipe(Layer.provide(NodeHttpClient.layerUndici))

  yield* Effect.gen(function* () {
    const [campaign] = yield* Campaigns.list()
    assert.equal(campaign?.CampaignName, "Sales")
    assert.equal((yield* Team.list()).data?.length, 1)
    const contact = yield* Contacts.findOne({ linkedin_id: "jane-roe-123456" })
    assert.equal(contact.name, "John Doe")
    assert.equal((yield* Users.me()).data.name, "John Roe")
  }).pipe(Effect.provide(live))

  // Each documented refusal is an error of its own, known to the compiler.
  const refused = Campaigns.start({ campaignId: 1 }).pipe(
    Effect.as("started"),
    Effect.catchTag("CampaignAlreadyRunning", ({ status }) => Effect.succeed(status))
  )
  // @ts-expect-error A campaign's number is no text: types come along.
  void Campaigns.start({ campaignId: "one" })
  assert.equal(yield* refused.pipe(Effect.provide(salesflow.pipe(Layer.provide(prefer409)))), 409)
  assert.ok(catalog.some(({ id }) => id === "createSequence"))
  yield* Effect.sync(() => console.log("four vendors answered, one refused"))
}).pipe(Effect.scoped)

NodeRuntime.runMain(program)
`

export const consumers: ReadonlyArray<Consumer> = [
  {
    name: "plain",
    title: "plain JavaScript",
    installs: ["effect", `${nodePackage}@20.19.0`, ...prism],
    alsoOn: `node_modules/${nodePackage}/bin/node`,
    type: "module",
    files: { "main.js": plain },
    compiles: false,
    main: "main.js"
  },
  {
    name: "effect",
    title: "strict TypeScript with Effect",
    installs: ["effect", "@effect/platform-node", "typescript", "@types/node", ...prism],
    type: "module",
    files: { "tsconfig.json": tsconfig, "src/main.ts": effect },
    compiles: true,
    main: "out/main.js"
  },
  {
    name: "promise",
    title: "strict TypeScript without Effect",
    installs: ["effect", "typescript", "@types/node", ...prism],
    type: "module",
    files: { "tsconfig.json": tsconfig, "src/main.ts": promise },
    compiles: true,
    main: "out/main.js"
  },
  {
    name: "commonjs",
    title: "CommonJS, by require of modules",
    installs: ["effect", ...prism],
    type: "commonjs",
    files: { "main.cjs": commonjs },
    compiles: false,
    main: "main.cjs"
  },
  browser,
  worker,
  command,
  cli,
  kit
]
