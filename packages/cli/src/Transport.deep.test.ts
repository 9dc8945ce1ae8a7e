import { assert, describe, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import * as Effect from "effect/Effect"
import { salesbridge } from "../test/salesbridge.ts"

const redis = process.env["REDIS_URL"]

/** Meets a 429 that holds back for an hour, and then calls again, each time as a command of its own. */
const heldBack = (environment: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const sandbox = yield* Effect.promise(() => startSandbox("salesloft"))
    sandbox.fault({ operation: "getMe", status: 429, retryAfter: 3600, count: 1 })
    // Credentials of this test alone, and so a quota of its own.
    const call = salesbridge(["call", "salesloft", "Users.me", "--base-url", sandbox.url], {
      environment: { SALESLOFT_ACCESS_TOKEN: `t-${process.pid}`, ...environment }
    })
    const codes = [(yield* call).code, (yield* call).code]
    const requests = sandbox.log().length
    yield* Effect.promise(() => sandbox.close())
    return { codes, requests }
  })

describe("SALESBRIDGE_REDIS_URL", { timeout: 120_000 }, () => {
  it.live("says that a Redis does not answer", () =>
    Effect.gen(function* () {
      const environment = { SALESBRIDGE_REDIS_URL: "redis://127.0.0.1:1" }
      const { code, err } = yield* salesbridge(["call", "salesflow", "Accounts.list", "--sandbox"], { environment })
      assert.strictEqual(code, 1)
      assert.include(err, "the Redis that SALESBRIDGE_REDIS_URL names does not answer")
    })
  )

  it.live("shares the quota; without it, each command has its own", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* heldBack({}), { codes: [15, 0], requests: 2 })
    })
  )

  it.live.runIf(redis !== undefined)(
    "delays the next command (skipped without REDIS_URL, the address of a Redis)",
    () =>
      Effect.gen(function* () {
        const found = yield* heldBack({ SALESBRIDGE_REDIS_URL: redis! })
        assert.deepStrictEqual(found, { codes: [15, 15], requests: 1 })
      })
  )
})
