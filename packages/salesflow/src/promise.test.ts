import { promiseMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import { createSalesflow } from "./promise.ts"

const settings = { quota: { maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  layer: (baseUrl) => index.Salesflow.layer({ token: Redacted.make("token"), accountId: 321, baseUrl, ...settings }),
  client: (baseUrl) => createSalesflow({ token: "token", accountId: 321, baseUrl, ...settings })
})
