import assert from "node:assert/strict"
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
  Effect.map(HttpClient.HttpClient, HttpClient.mapRequest(HttpClientRequest.setHeader("prefer", "code=409")))
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
