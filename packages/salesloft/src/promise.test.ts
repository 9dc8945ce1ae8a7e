import { promiseMatrix } from "@salesbridge/core/testing"
import * as Redacted from "effect/Redacted"
import { catalog } from "./catalog.ts"
import * as index from "./index.ts"
import { createSalesloft } from "./promise.ts"

const settings = { quota: { limits: [], maxHold: 0 }, retry: false } as const

promiseMatrix({
  catalog,
  index,
  layer: (baseUrl) => index.Salesloft.layer({ accessToken: Redacted.make("token"), baseUrl, ...settings }),
  client: (baseUrl) => createSalesloft({ accessToken: "token", baseUrl, ...settings })
})
