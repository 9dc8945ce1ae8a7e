import { assert, describe, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import * as Effect from "effect/Effect"
import { salesbridge } from "../../test/salesbridge.ts"

describe("doctor", () => {
  it.effect("finds nothing wrong with a sandbox, of any vendor", () =>
    Effect.gen(function* () {
      const { code, err, out } = yield* salesbridge(["doctor", "--sandbox"])
      assert.strictEqual(code, 0, out + err)
      assert.match(out, /ok +salesloft +quota +\d+ left/)
      assert.match(out, /ok +salesflow +clock/)
    })
  )

  it.effect("tells refused credentials, without showing them", () =>
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

  it.effect("tells an answer that is not as documented, and an address that nobody is at", () =>
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

  it.effect("skips vendors without credentials, unless one is asked for", () =>
    Effect.gen(function* () {
      const all = yield* salesbridge(["doctor"])
      assert.strictEqual(all.code, 0)
      assert.match(all.out, /skipped +getsales +credentials +none/)
      const one = yield* salesbridge(["doctor", "getsales"])
      assert.strictEqual(one.code, 1)
      assert.include(one.out, "GETSALES_TOKEN is not set")
    })
  )

  it.effect("names the proxy without its password", () =>
    Effect.gen(function* () {
      const environment = { HTTPS_PROXY: "http://user:secret-word@proxy.example.com:3128" }
      const { out } = yield* salesbridge(["doctor"], { environment })
      assert.include(out, "proxy.example.com:3128")
      assert.notInclude(out, "secret-word")
    })
  )
})
