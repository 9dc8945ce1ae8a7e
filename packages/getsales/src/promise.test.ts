import { promiseMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import { createGetSales } from "./promise.ts"

const settings = { teamId: 7, quota: { limits: [], maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  layer: (baseUrl) => index.GetSales.layer({ token: Redacted.make("token"), baseUrl, ...settings }),
  client: (baseUrl) => createGetSales({ token: "token", baseUrl, ...settings })
})
