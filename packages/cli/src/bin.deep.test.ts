/** The command as a process of its own. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { onFullDisk, salesbridge } from "../test/process.ts"
import { salesbridge as here } from "../test/salesbridge.ts"
import { own } from "./Manifest.ts"
import { rootHelp } from "./RootHelp.ts"

describe("salesbridge", { timeout: 300_000 }, () => {
  it("prints its help and version", async () => {
    assert.deepStrictEqual(await salesbridge(["--help"]), { code: 0, out: `${rootHelp}\n`, err: "" })
    assert.strictEqual((await salesbridge(["--version"])).out, `${own.version}\n`)
  })

  it("writes only results to standard output, and exits with the category of the error", async () => {
    const read = ["call", "salesflow", "Accounts.list", "--sandbox"]
    const ended = await salesbridge(read)
    assert.strictEqual(ended.code, 0)
    assert.strictEqual(ended.err, "")
    assert.isArray(JSON.parse(ended.out))
    const refused = await salesbridge(["call", "salesflow", "Campaigns.start", "--campaign-id", "12345", "--sandbox"])
    assert.strictEqual(refused.code, 13)
    assert.strictEqual(refused.out, "")
  })

  it("says in one line that its output cannot be written, and fails", async () => {
    const read = ["call", "salesflow", "Accounts.list", "--sandbox"]
    for (const args of [["--version"], ["mocks", "--help"], ["list", "salesflow"], read]) {
      const { code, err } = await onFullDisk(args, "out")
      assert.strictEqual(code, 1)
      assert.match(err, /^salesbridge: .*ENOSPC: no space left on device.*\n$/m)
      assert.notInclude(err, "    at ")
    }
  })

  it("keeps its exit code if messages cannot be written", async () => {
    const refused = ["call", "salesflow", "Campaigns.start", "--campaign-id", "12345", "--sandbox"]
    assert.deepStrictEqual(await onFullDisk(refused, "err"), { code: 13, out: "", err: "" })
    assert.strictEqual((await onFullDisk(["call", "salesflow", "Nothing"], "err")).code, 2)
  })

  it("reads the input from standard input", async () => {
    const call = ["call", "salesflow", "Campaigns.start", "--input", "-", "--dry-run"]
    const { out } = await salesbridge(call, { input: '{"campaignId":456}' })
    assert.include(out, "campaignId=456")
  })

  it("waits for the end of standard input", async () => {
    // More than a pipe holds, so that it cannot be complete when it is first read.
    const call = ["call", "salesflow", "Campaigns.start", "--input", "-", "--dry-run"]
    const { err, out } = await salesbridge(call, { input: `${" ".repeat(2 ** 20)}{"campaignId":456}` })
    assert.strictEqual(err, "")
    assert.include(out, "campaignId=456")
  })

  it("completes vendors and operations in each shell", async () => {
    const bash = await salesbridge(["--completions", "bash"])
    const others = ["zsh", "fish"].map((shell) => Effect.runPromise(here(["--completions", shell])))
    for (const { code, out } of [bash, ...(await Promise.all(others))]) {
      assert.strictEqual(code, 0)
      assert.include(out, "Campaigns.start")
    }
  })

  it("passes mocks on to salesbridge-mocks", async () => {
    const { code, out } = await salesbridge(["mocks", "--help"])
    assert.strictEqual(code, 0)
    assert.include(out, "salesbridge-mocks")
  })
})
