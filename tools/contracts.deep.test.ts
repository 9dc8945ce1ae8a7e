import { spawnSync } from "node:child_process"
import { describe, expect, it } from "vitest"

const timeout = 60_000
const root = new URL("../", import.meta.url)

/** Runs a root command as in a pipe: with Node directly, without npm's extra lines. */
const run = (script: string, ...args: ReadonlyArray<string>) => {
  const conditions = script === "contracts-diff" ? [] : ["--conditions=@salesbridge/source"]
  return spawnSync(process.execPath, [...conditions, `tools/${script}.ts`, ...args], { cwd: root, encoding: "utf8" })
}

describe.each(["contracts", "contracts-mutate", "contracts-diff", "contracts-live"])("%s", (script) => {
  it("prints its help", { timeout }, () => {
    const { status, stderr, stdout } = run(script, "--help")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toMatch(/^Usage: /)
    expect(stdout).toContain("Exit code: 0")
    expect(stdout).not.toContain("\u001B")
  })

  it("refuses unknown arguments in one line, with its usage", { timeout }, () => {
    const { status, stderr, stdout } = run(script, "--foo")
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(/^Unknown option '--foo'.*\nUsage: /)
    expect(stderr).not.toContain("\u001B")
  })
})
