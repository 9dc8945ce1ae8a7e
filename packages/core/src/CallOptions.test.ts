import { assert, expectTypeOf, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Acme from "../test/Acme.ts"
import { inTurn, json } from "../test/FaultServer.ts"
import type { Refused } from "../test/Refused.ts"
import { withServer } from "../test/run.ts"
import type { CallOptions, Override, Paging, Quota, RawRequest, Timeouts, Vendor, Webhook } from "./index.ts"
import type { PromiseClient, PromiseWebhook } from "./promise.ts"

it("options may be undefined, with `exactOptionalPropertyTypes` too", () => {
  expectTypeOf<Refused<CallOptions>>().toBeNever()
  expectTypeOf<Refused<Override>>().toBeNever()
  expectTypeOf<Refused<Timeouts>>().toBeNever()
  expectTypeOf<Refused<Vendor.Options>>().toBeNever()
  expectTypeOf<Refused<Quota.Options>>().toBeNever()
  expectTypeOf<Refused<Quota.Limit>>().toBeNever()
  expectTypeOf<Refused<RawRequest>>().toBeNever()
  expectTypeOf<Refused<Paging.Options<1, 1, 1>>>().toBeNever()
  expectTypeOf<Refused<Webhook.Options<1, never>>>().toBeNever()
  expectTypeOf<Refused<NonNullable<Parameters<typeof Webhook.inMemory>[0]>>>().toBeNever()
  expectTypeOf<Refused<PromiseClient.Options>>().toBeNever()
  expectTypeOf<Refused<PromiseClient.QuotaOptions>>().toBeNever()
  expectTypeOf<Refused<PromiseClient.CallOptions>>().toBeNever()
  expectTypeOf<Refused<PromiseWebhook.Options<1>>>().toBeNever()
})

it.live("an undefined option counts as missing", () =>
  withServer(
    inTurn(json(Acme.widget)),
    (server) =>
      Effect.gen(function* () {
        yield* Acme.getWidget({ id: "w1" }, { override: { path: undefined, method: undefined }, timeout: undefined })
        assert.deepStrictEqual(
          server.received.map(({ method, path }) => `${method} ${path}`),
          ["POST /v2/w1"]
        )
      }),
    {
      overrides: { getWidget: { method: "POST", path: "/v2/{id}", baseUrl: undefined } },
      quota: { key: undefined, limits: undefined, remaining: undefined, maxHold: undefined },
      retry: undefined,
      maxBodyBytes: undefined
    }
  )
)
