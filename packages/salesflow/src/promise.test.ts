import { assert, expectTypeOf, it } from "@effect/vitest"
import { InvalidInput } from "@salesbridge/core/promise"
import { promiseMatrix, Recorder, runExample, type Untyped } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { readFileSync } from "node:fs"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { quota: { maxHold: 0 }, retry: false } as const
const create = (baseUrl: string) => promise.createSalesflow({ token: "token", accountId: 321, baseUrl, ...settings })

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.Salesflow.layer({ token: Redacted.make("token"), accountId: 321, baseUrl, ...settings }),
  client: create
})

it("types every operation", () => {
  type Client = promise.SalesflowClient
  expectTypeOf<Untyped<typeof index, Client>>().toEqualTypeOf<never>()
  expectTypeOf<Awaited<ReturnType<Client["Campaigns"]["list"]>>>().toEqualTypeOf<
    ReadonlyArray<index.Campaigns.Campaign>
  >()
  expectTypeOf<keyof Client["Webhooks"]>().toEqualTypeOf<"create" | "remove" | "list" | "attach" | "detach">()
  expectTypeOf<ReturnType<Client["Members"]["listByPublicIdentifiers"]>>().toEqualTypeOf<
    Promise<Array<index.Members.Member>>
  >()
  const client = create("http://127.0.0.1:1")
  // @ts-expect-error an id of something else
  void (() => client.Campaigns.start({ campaignId: index.MemberId.make(1) }))
})

it.live("asks for any number of contacts, twenty at a time", () =>
  Effect.gen(function* () {
    const { received, url } = yield* Recorder.start(() => ({ body: [] }))
    const PublicIdentifiers = Array.from({ length: 45 }, (_, number) => `jane-${number}`)
    const client = create(url)
    const found = yield* Effect.promise(() =>
      client.Members.listByPublicIdentifiers(
        { PublicIdentifiers },
        { concurrency: 3, signal: new AbortController().signal }
      )
    )
    assert.deepStrictEqual(found, [])
    assert.deepStrictEqual(
      received
        .map(({ body }) => (body as typeof promise & { PublicIdentifiers: [] }).PublicIdentifiers.length)
        .toSorted(),
      [20, 20, 5]
    )
    const error = yield* Effect.flip(
      Effect.tryPromise({
        try: () => client.Members.listByPublicIdentifiers({ PublicIdentifiers: [] }),
        catch: (error) => error
      })
    )
    assert.instanceOf(error, InvalidInput)
    yield* Effect.promise(() => client.close())
  }).pipe(Effect.scoped)
)

it("needs its credentials", () => {
  for (const token of ["", undefined]) {
    assert.throws(
      () => promise.createSalesflow({ token: token as string, accountId: 1 }),
      TypeError,
      "`token` is missing"
    )
  }
  assert.throws(() => promise.createSalesflow({ token: "t", accountId: "" }), TypeError, "`accountId` is missing")
})

it.live(
  "has an example in the README that runs",
  () =>
    Effect.gen(function* () {
      const example = new URL("../test/promiseExample.ts", import.meta.url)
      const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
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
