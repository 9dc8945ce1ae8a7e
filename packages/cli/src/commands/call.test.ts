import { assert, describe, it } from "@effect/vitest"
import { startSandbox } from "@salesbridge/mocks/sandbox"
import * as Effect from "effect/Effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { tmpdir } from "node:os"
import { ExitCode } from "../CommandFailure.ts"
import { salesbridge } from "../../test/salesbridge.ts"

const start = ["call", "salesflow", "Campaigns.start", "--campaign-id", "456"]

describe("call", () => {
  it.effect("prints the response unchanged, on one line for a program and indented for a person", () =>
    Effect.gen(function* () {
      const program = yield* salesbridge([...start, "--sandbox"])
      assert.deepStrictEqual(program, {
        code: 0,
        out: '{"Status":200,"Message":"Campaign has been started."}',
        err: ""
      })
      const person = yield* salesbridge([...start, "--sandbox"], { isTerminal: true })
      assert.include(person.out, '{\n  "Status": 200,\n')
    })
  )

  it.effect("accepts an operation by its id and in any case", () =>
    Effect.gen(function* () {
      for (const name of ["startCampaign", "campaigns.START"]) {
        const { code } = yield* salesbridge(["call", "salesflow", name, "--campaign-id", "456", "--sandbox"])
        assert.strictEqual(code, 0)
      }
    })
  )

  it.effect("exits with the category of the error, and says what to do", () =>
    Effect.gen(function* () {
      const sandbox = yield* Effect.promise(() => startSandbox("salesflow"))
      const elsewhere = [...start, "--base-url", sandbox.url]
      assert.strictEqual((yield* salesbridge(elsewhere)).code, 0)
      const again = yield* salesbridge(elsewhere)
      assert.strictEqual(again.code, ExitCode.Conflict)
      assert.include(again.err, "CampaignAlreadyRunning, Conflict, status 409")
      assert.include(again.err, "Check the current state")
      assert.strictEqual(again.out, "")
      yield* Effect.promise(() => sandbox.close())
    })
  )

  it.effect("names the flag of an invalid input, and sends nothing", () =>
    Effect.gen(function* () {
      const missing = yield* salesbridge(["call", "salesflow", "Campaigns.start", "--sandbox"])
      assert.strictEqual(missing.code, ExitCode.usage)
      assert.include(missing.err, "--campaign-id: is missing")
      const wrong = yield* salesbridge(["call", "salesloft", "People.list", "--per-page", "500", "--sandbox"])
      assert.strictEqual(wrong.code, ExitCode.usage)
      assert.include(wrong.err, "--per-page: ")
    })
  )

  it.effect("refuses an address that is no origin, without a word of its password", () =>
    Effect.gen(function* () {
      const address = "http://admin:hunter2@127.0.0.1:1"
      const call = ["call", "salesloft", "Users.me"]
      const environment = { SALESLOFT_ACCESS_TOKEN: "t", SALESLOFT_BASE_URL: address }
      for (const [ran, name] of [
        [yield* salesbridge([...call, "--base-url", address], { environment }), "--base-url"],
        [yield* salesbridge(call, { environment }), "SALESLOFT_BASE_URL"],
        [yield* salesbridge([...call, "--base-url", "127.0.0.1:1"]), "--base-url"],
        [yield* salesbridge([...call, "--dry-run", "--base-url", `${address}?x=1`]), "--base-url"],
        [yield* salesbridge(["doctor", "salesloft"], { environment }), "SALESLOFT_BASE_URL"]
      ] as const) {
        const said = ran.out + ran.err
        assert.include(said, `${name} is not an HTTP address`)
        assert.notInclude(said, "hunter2")
        assert.notStrictEqual(ran.code, ExitCode.ok)
      }
    })
  )

  it.effect("suggests a name for a mistyped one", () =>
    Effect.gen(function* () {
      assert.include((yield* salesbridge(["call", "salesflo"])).err, "Did you mean salesflow?")
      assert.include((yield* salesbridge(["call", "salesflow", "Campaigns.strat"])).err, "Campaigns.start")
      const flag = yield* salesbridge([...start, "--campaing-id", "3"])
      assert.strictEqual(flag.code, ExitCode.usage)
      assert.include(flag.err, "--campaign-id")
      assert.isAtMost(flag.err.split("\n").length, 3)
    })
  )

  it.effect("does not write to the vendor itself without --yes", () =>
    Effect.gen(function* () {
      const environment = { SALESFLOW_TOKEN: "secret-token", SALESFLOW_ACCOUNT_ID: "321" }
      const refused = yield* salesbridge(start, { environment })
      assert.strictEqual(refused.code, ExitCode.usage)
      assert.include(refused.err, "--yes")
      assert.notInclude(refused.err, "secret-token")
    })
  )

  it.effect("says which variables are missing", () =>
    Effect.gen(function* () {
      const { code, err } = yield* salesbridge(["call", "salesflow", "Campaigns.list"])
      assert.strictEqual(code, ExitCode.Unauthorized)
      assert.include(err, "SALESFLOW_TOKEN is not set")
      assert.include(err, "SALESFLOW_ACCOUNT_ID is not set")
    })
  )

  it.effect("shows a call as curl, with variables instead of credentials", () =>
    Effect.gen(function* () {
      const environment = { SALESFLOW_TOKEN: "secret-token", SALESFLOW_ACCOUNT_ID: "321" }
      const { out } = yield* salesbridge([...start, "--dry-run"], { environment })
      assert.strictEqual(
        out,
        [
          'curl --request POST "https://mvc.salesflow.io/api/campaigns/start?campaignId=456&token=$SALESFLOW_TOKEN&accountId=$SALESFLOW_ACCOUNT_ID" \\',
          '  --header "accept: application/json" \\',
          '  --header "content-type: application/json" \\',
          "  --data '{}'"
        ].join("\n")
      )
    })
  )

  it.effect("shows the address that the call would use, without credentials", () =>
    Effect.gen(function* () {
      const environment = { SALESFLOW_BASE_URL: "http://127.0.0.1:9" }
      const { out } = yield* salesbridge([...start, "--dry-run"], { environment })
      assert.include(out, '"http://127.0.0.1:9/api/campaigns/start?')
      const other = [...start, "--dry-run", "--base-url", "http://127.0.0.1:10"]
      assert.include((yield* salesbridge(other, { environment })).out, '"http://127.0.0.1:10/api/campaigns/start?')
      const empty = yield* salesbridge([...start, "--dry-run"], { environment: { SALESFLOW_BASE_URL: "" } })
      assert.include(empty.out, '"https://mvc.salesflow.io/')
    })
  )

  it.effect("names the flag or the variable of an address that is none", () =>
    Effect.gen(function* () {
      for (const more of [[], ["--dry-run"]]) {
        for (const address of ["nowhere", "localhost:4010", "ftp://127.0.0.1", "http://"]) {
          const flag = yield* salesbridge([...start, ...more, "--base-url", address])
          assert.strictEqual(flag.code, ExitCode.usage)
          assert.include(flag.err, "salesbridge: --base-url is not an HTTP address")
          const variable = yield* salesbridge([...start, ...more], { environment: { SALESFLOW_BASE_URL: address } })
          assert.strictEqual(variable.code, ExitCode.usage)
          assert.include(variable.err, "salesbridge: SALESFLOW_BASE_URL is not an HTTP address")
        }
      }
      assert.include((yield* salesbridge([...start, "--base-url="])).err, "--base-url")
    })
  )

  it.effect("reads all pages of a list, one line per item", () =>
    Effect.gen(function* () {
      const { code, out } = yield* salesbridge([
        "call",
        "salesloft",
        "People.list",
        "--per-page",
        "25",
        "--all",
        "--sandbox"
      ])
      assert.strictEqual(code, 0)
      const people = out.split("\n").map((_) => (JSON.parse(_) as { readonly id: number }).id)
      assert.isAbove(people.length, 25)
      assert.strictEqual(new Set(people).size, people.length)
      const { err } = yield* salesbridge(["call", "salesflow", "Campaigns.list", "--all", "--sandbox"])
      assert.include(err, "has no pages to follow")
    })
  )

  it.effect("prints chosen fields as a table", () =>
    Effect.gen(function* () {
      const { out } = yield* salesbridge([
        "call",
        "salesloft",
        "People.list",
        "--per-page",
        "2",
        "--table",
        "id,account.id",
        "--sandbox"
      ])
      const lines = out.split("\n")
      assert.match(lines[0]!, /^ID +ACCOUNT\.ID$/)
      assert.match(lines[1]!, /^\d+ +\d+$/)
      assert.lengthOf(lines, 3)
    })
  )

  it.effect("prints status, headers and request id if requested", () =>
    Effect.gen(function* () {
      const { out } = yield* salesbridge(["call", "salesloft", "Users.me", "--with-response", "--sandbox"])
      const { body, headers, status } = JSON.parse(out)
      assert.strictEqual(status, 200)
      assert.property(headers, "x-ratelimit-remaining-minute")
      assert.property(body, "data")
    })
  )

  it.effect.each([
    ["--all", "--with-response"],
    ["--table=id", "--with-response"],
    ["--dry-run", "--sandbox"],
    ["--sandbox", "--base-url=http://127.0.0.1:9"]
  ] as const)("refuses flags of which one would have no effect: %j", ([one, other]) =>
    Effect.gen(function* () {
      const { code, err, out } = yield* salesbridge(["call", "salesloft", "People.list", one, other])
      assert.deepStrictEqual({ code, out }, { code: ExitCode.usage, out: "" })
      const names = [one, other].map((_) => _.split("=", 1)[0])
      assert.include(err, `salesbridge: ${names.join(" and ")} exclude each other`)
    })
  )

  it.effect("reads the input from a file; flags take precedence", () =>
    Effect.gen(function* () {
      const file = join(tmpdir(), `salesbridge-input-${process.pid}.json`)
      writeFileSync(file, JSON.stringify({ campaignId: 1, nothing: true }))
      const refused = yield* salesbridge(["call", "salesflow", "Campaigns.start", "--input", file, "--dry-run"])
      assert.include(refused.err, "nothing: ")
      writeFileSync(file, JSON.stringify({ campaignId: 1 }))
      const { out } = yield* salesbridge([...start, "--input", file, "--dry-run"])
      assert.include(out, "campaignId=456")
    })
  )

  it.effect("reads a file with a byte order mark, and says what is wrong with one that is not JSON", () =>
    Effect.gen(function* () {
      const file = join(tmpdir(), `salesbridge-marked-${process.pid}.json`)
      const call = ["call", "salesflow", "Campaigns.start", "--input", file, "--dry-run"]
      writeFileSync(file, `\uFEFF${JSON.stringify({ campaignId: 456 })}`)
      const { err, out } = yield* salesbridge(call)
      assert.strictEqual(err, "")
      assert.include(out, "campaignId=456")
      writeFileSync(file, "{")
      const refused = yield* salesbridge(call)
      assert.strictEqual(refused.code, ExitCode.usage)
      assert.strictEqual(refused.err, `salesbridge: --input ${file}: is not JSON`)
    })
  )
})
