import { promiseMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import { createSalesBlink } from "./promise.ts"

const settings = { quota: { maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  layer: (baseUrl) => index.SalesBlink.layer({ apiKey: Redacted.make("key"), baseUrl, ...settings }),
  client: (baseUrl) => createSalesBlink({ apiKey: "key", baseUrl, ...settings })
})
