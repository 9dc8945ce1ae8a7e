import { assert, expectTypeOf, it } from "@effect/vitest"
import { InvalidInput } from "@salesbridge/core/promise"
import { promiseMatrix, Recorder, type Untyped } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
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

it.live("requests any number of contacts, twenty at a time", () =>
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
  assert.throws(
    () => promise.createSalesflow({ token: "t", accountId: Number.NaN }),
    TypeError,
    "`accountId` is missing"
  )
})
