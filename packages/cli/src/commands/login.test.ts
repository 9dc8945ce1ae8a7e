import { assert, describe, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import * as Effect from "effect/Effect"
import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ExitCode } from "../CommandFailure.ts"
import { salesbridge } from "../../test/salesbridge.ts"

const folder = () => mkdtempSync(join(tmpdir(), "salesbridge-"))

describe("login", () => {
  it.effect("stores credentials that only their owner can read, and calls with them", () =>
    Effect.gen(function* () {
      const home = folder()
      const environment = { SALESBRIDGE_CREDENTIALS: join(home, "deep", "credentials.json") }
      writeFileSync(join(home, "key.json"), JSON.stringify({ apiKey: "secret-key" }))
      const stored = yield* salesbridge(["login", "salesblink", "--input", join(home, "key.json")], { environment })
      assert.strictEqual(stored.code, 0)
      assert.notInclude(stored.err + stored.out, "secret-key")
      assert.strictEqual(statSync(environment.SALESBRIDGE_CREDENTIALS).mode & 0o777, 0o600)
      const sandbox = yield* Effect.promise(() => startSandbox("salesblink", { accept: ["secret-key"] }))
      const call = ["call", "salesblink", "Team.list", "--base-url", sandbox.url]
      assert.strictEqual((yield* salesbridge(call, { environment })).code, 0)
      assert.strictEqual((yield* salesbridge(call)).code, ExitCode.Unauthorized)
      const overridden = { ...environment, SALESBLINK_API_KEY: "another" }
      assert.strictEqual((yield* salesbridge(call, { environment: overridden })).code, ExitCode.Unauthorized)
      const named = [...call, "--profile", "default"]
      assert.strictEqual((yield* salesbridge(named, { environment: overridden })).code, 0)
      const unknown = yield* salesbridge([...call, "--profile", "other"], { environment })
      assert.include(unknown.err, "salesbridge login salesblink --profile other")
      yield* Effect.promise(() => sandbox.close())
      yield* salesbridge(["logout", "salesblink"], { environment })
      assert.notInclude(readFileSync(environment.SALESBRIDGE_CREDENTIALS, "utf8"), "secret-key")
    })
  )

  it.effect("stores a command that prints the secret, and runs it for each call", () =>
    Effect.gen(function* () {
      const environment = { SALESBRIDGE_CREDENTIALS: join(folder(), "credentials.json") }
      const sandbox = yield* Effect.promise(() => startSandbox("salesblink", { accept: ["from-command"] }))
      const call = ["call", "salesblink", "Team.list", "--base-url", sandbox.url]
      yield* salesbridge(["login", "salesblink", "--credential-command", "echo from-command"], { environment })
      assert.strictEqual((yield* salesbridge(call, { environment })).code, 0)
      yield* salesbridge(["login", "salesblink", "--credential-command", "echo secret; exit 3"], { environment })
      const failed = yield* salesbridge(call, { environment })
      assert.strictEqual(failed.code, 1)
      assert.include(failed.err, "failed (3)")
      assert.notInclude(failed.err, "secret")
      yield* Effect.promise(() => sandbox.close())
    })
  )

  it.effect("takes either a command or a file", () =>
    Effect.gen(function* () {
      const environment = { SALESBRIDGE_CREDENTIALS: join(folder(), "credentials.json") }
      const both = ["--credential-command", "echo secret", "--input", "key.json"]
      const { code, err } = yield* salesbridge(["login", "salesblink", ...both], { environment })
      assert.strictEqual(code, ExitCode.usage)
      assert.include(err, "--credential-command and --input exclude each other")
      assert.isFalse(existsSync(environment.SALESBRIDGE_CREDENTIALS))
    })
  )

  it.effect("says how to try exactly the stored credentials", () =>
    Effect.gen(function* () {
      const environment = { SALESBRIDGE_CREDENTIALS: join(folder(), "credentials.json") }
      const given = ["--profile", "staging", "--credential-command", "echo secret"]
      const { err } = yield* salesbridge(["login", "salesblink", ...given], { environment })
      assert.include(err, "salesbridge doctor salesblink --profile staging")
    })
  )

  it.effect.each([
    [{ apiKey: "secret" }, '"apiKey" is not one of the credentials'],
    [{ token: "secret", more: "secret" }, '"more" is not one of the credentials'],
    [{ token: 7 }, '"token" is not a string'],
    [{ teamId: "secret" }, '"token" is missing']
  ] as const)("says what is wrong with a file: %j", ([json, mistake]) =>
    Effect.gen(function* () {
      const file = join(folder(), "key.json")
      writeFileSync(file, JSON.stringify(json))
      const environment = { SALESBRIDGE_CREDENTIALS: join(folder(), "credentials.json") }
      const { code, err } = yield* salesbridge(["login", "getsales", "--input", file], { environment })
      assert.strictEqual(code, ExitCode.usage)
      assert.include(err, mistake)
      assert.include(err, '"teamId" (optional)')
      assert.notInclude(err, "secret")
    })
  )

  it.effect("reads credentials from files with a byte order mark", () =>
    Effect.gen(function* () {
      const file = join(folder(), "credentials.json")
      writeFileSync(file, `\uFEFF${JSON.stringify({ profiles: { other: {} } })}`, { mode: 0o600 })
      const key = join(folder(), "key.json")
      writeFileSync(key, `\uFEFF${JSON.stringify({ apiKey: "secret" })}`)
      const environment = { SALESBRIDGE_CREDENTIALS: file }
      const { code, err } = yield* salesbridge(["login", "salesblink", "--input", key], { environment })
      assert.strictEqual(code, 0, err)
      assert.deepStrictEqual(JSON.parse(readFileSync(file, "utf8")), {
        profiles: { other: {}, default: { salesblink: { values: { apiKey: "secret" } } } }
      })
    })
  )

  it.effect("refuses a file that others can read", () =>
    Effect.gen(function* () {
      const file = join(folder(), "credentials.json")
      writeFileSync(file, "{}")
      chmodSync(file, 0o644)
      const { code, err } = yield* salesbridge(["call", "salesblink", "Team.list"], {
        environment: { SALESBRIDGE_CREDENTIALS: file }
      })
      assert.strictEqual(code, 1)
      assert.include(err, `chmod 600 ${file}`)
    })
  )
})
