import { assert, expectTypeOf, it } from "@effect/vitest"
import { promiseMatrix, Recorder, type Untyped } from "@salesbridge/core/testing"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { teamId: 7, quota: { limits: [], maxHold: 0 }, retry: false } as const
const create = (baseUrl: string) => promise.createGetSales({ token: "token", baseUrl, ...settings })

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.GetSales.layer({ token: Redacted.make("token"), baseUrl, ...settings }),
  client: create
})

it("types every operation, and streams", () => {
  type Client = promise.GetSalesClient
  expectTypeOf<Untyped<typeof index, Client>>().toEqualTypeOf<never>()
  expectTypeOf<ReturnType<Client["Contacts"]["stream"]>>().toEqualTypeOf<AsyncIterable<index.Contacts.FoundContact>>()
  expectTypeOf<Parameters<Client["Contacts"]["stream"]>[0]>().toEqualTypeOf<
    Parameters<typeof index.Contacts.stream>[0]
  >()
  expectTypeOf<NonNullable<Parameters<Client["Lists"]["pages"]>[1]>["signal"]>().toEqualTypeOf<
    AbortSignal | undefined
  >()
})

it.live("reads lists page by page, until the loop ends", () =>
  Effect.gen(function* () {
    const { received, url } = yield* Recorder.start(({ query }) => ({
      body: { data: [{ uuid: `l${query["offset"]}` }], has_more: query["offset"] !== "2" }
    }))
    const client = create(url)
    yield* Effect.promise(async () => {
      const seen: Array<string> = []
      for await (const { uuid } of client.Lists.stream()) seen.push(uuid)
      assert.deepStrictEqual(seen, ["l0", "l1", "l2"])
      for await (const { data } of client.Lists.pages({ limit: 5 })) {
        assert.strictEqual(data[0]?.uuid, "l0")
        break
      }
      await client.close()
    })
    assert.deepStrictEqual(
      received.map(({ query }) => query["limit"]),
      ["100", "100", "100", "5"]
    )
  }).pipe(Effect.scoped)
)

it("needs its key", () => {
  for (const token of ["", undefined]) {
    assert.throws(() => promise.createGetSales({ token: token as string }), TypeError, "`token` is missing")
  }
  assert.throws(() => promise.createGetSales({ token: "t", teamId: Number.NaN }), TypeError, "`teamId` is missing")
})
