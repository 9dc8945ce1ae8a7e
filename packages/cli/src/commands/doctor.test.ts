import { assert, describe, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import * as Effect from "effect/Effect"
import { salesbridge } from "../../test/salesbridge.ts"

describe("doctor", () => {
  it.effect("finds no problem with any vendor's sandbox", () =>
    Effect.gen(function* () {
      const { code, err, out } = yield* salesbridge(["doctor", "--sandbox"])
      assert.strictEqual(code, 0, out + err)
      assert.match(out, /ok +salesloft +quota +\d+ left; the documented limit is 600 in 1m/)
      assert.match(out, /ok +salesflow +clock/)
      assert.match(
        out,
        /skipped +salesflow +quota +the vendor does not report the remaining quota; no limit is documented/
      )
    })
  )

  it.effect("reports refused credentials, without showing them", () =>
    Effect.gen(function* () {
      const sandbox = yield* Effect.promise(() => startSandbox("salesloft", { accept: ["another"] }))
      const environment = { SALESLOFT_ACCESS_TOKEN: "secret-token", SALESLOFT_BASE_URL: sandbox.url }
      const { code, err, out } = yield* salesbridge(["doctor", "salesloft"], { environment })
      assert.strictEqual(code, 1)
      assert.match(out, /failed +salesloft +credentials +.*401/)
      assert.notInclude(out + err, "secret-token")
      yield* Effect.promise(() => sandbox.close())
    })
  )

  it.effect("reports an undocumented response, and an address without a server", () =>
    Effect.gen(function* () {
      const sandbox = yield* Effect.promise(() => startSandbox("salesloft"))
      sandbox.fault({ operation: "getMe", status: 200, body: "html" })
      const odd = yield* salesbridge(["doctor", "salesloft", "--base-url", sandbox.url])
      assert.match(odd.out, /failed +salesloft +answer/)
      yield* Effect.promise(() => sandbox.close())
      const nobody = yield* salesbridge(["doctor", "salesloft", "--base-url", "http://127.0.0.1:1"])
      assert.match(nobody.out, /failed +salesloft +call +.*could not connect/)
    })
  )

  it.effect("skips vendors without credentials, unless one is named", () =>
    Effect.gen(function* () {
      const all = yield* salesbridge(["doctor"])
      assert.strictEqual(all.code, 0)
      assert.match(all.out, /skipped +getsales +credentials +none/)
      const one = yield* salesbridge(["doctor", "getsales"])
      assert.strictEqual(one.code, 1)
      assert.include(one.out, "GETSALES_TOKEN is not set")
    })
  )

  it.effect("shows the proxy without its password, and reports an unreachable one", () =>
    Effect.gen(function* () {
      const nobody = { HTTPS_PROXY: "http://user:secret-word@127.0.0.1:1" }
      const refused = yield* salesbridge(["doctor"], { environment: nobody })
      assert.match(
        refused.out,
        /failed +here +proxy +HTTPS_PROXY names 127\.0\.0\.1:1: it cannot be reached \(ECONNREFUSED\)/
      )
      assert.notInclude(refused.out, "secret-word")
      const sandbox = yield* Effect.promise(() => startSandbox("salesflow"))
      const there = yield* salesbridge(["doctor"], { environment: { HTTPS_PROXY: sandbox.url } })
      assert.match(there.out, /ok +here +proxy .* can be reached/)
      yield* Effect.promise(() => sandbox.close())
    })
  )
})
