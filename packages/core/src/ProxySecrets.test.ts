import { assert, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as ProxySecrets from "./ProxySecrets.ts"

const of = (env: Record<string, string>) => ProxySecrets.ofEnvironment(env).map(Redacted.value)

it("passwords of proxies are known in their written and in their sent form", () => {
  assert.deepStrictEqual(of({ HTTPS_PROXY: "http://me:p%40ss:w@proxy.example:3128" }), [
    "me:p%40ss:w",
    "p%40ss:w",
    "me:p@ss:w",
    "p@ss:w"
  ])
  assert.deepStrictEqual(of({ http_proxy: "//me:100%@proxy.example" }), ["me:100%", "100%"])
})

it("a proxy without a password has no secret", () => {
  assert.deepStrictEqual(of({ HTTPS_PROXY: "http://proxy.example:3128", HTTP_PROXY: "http://me@proxy.example" }), [])
  assert.deepStrictEqual(of({}), [])
})
