import { assert, expectTypeOf, it } from "@effect/vitest"
import { promiseMatrix, type Untyped } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import * as promise from "./promise.ts"

const settings = { quota: { limits: [], maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  exports: promise,
  layer: (baseUrl) => index.SalesBlink.layer({ apiKey: Redacted.make("key"), baseUrl, ...settings }),
  client: (baseUrl) => promise.createSalesBlink({ apiKey: "key", baseUrl, ...settings })
})

it("types every operation", () => {
  type Client = promise.SalesBlinkClient
  expectTypeOf<Untyped<typeof index, Client>>().toEqualTypeOf<never>()
  expectTypeOf<Awaited<ReturnType<Client["Team"]["list"]>>["data"]>().toEqualTypeOf<
    ReadonlyArray<index.Team.TeamMember> | null | undefined
  >()
})

it("throws if the key is missing", () => {
  for (const apiKey of ["", undefined]) {
    assert.throws(() => promise.createSalesBlink({ apiKey: apiKey as string }), TypeError, "`apiKey` is missing")
  }
})
