/** Tests every root command as users meet it: its help, and its response to wrong usage. */
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>
}

interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const run = (name: string, script: string, ...args: ReadonlyArray<string>): Promise<Ended> =>
  new Promise((resolve) => {
    const { FORCE_COLOR: _, NO_COLOR: __, ...env } = process.env
    const options = { cwd: root, env: { ...env, npm_lifecycle_event: name } }
    execFile(process.execPath, [...script.split(" ").slice(1), ...args], options, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr })
    )
  })

it("every command is a program of Node", () => {
  expect(Object.values(scripts).filter((script) => !/^node [^&|]+$/.test(script))).toEqual([])
})

describe.each(Object.entries(scripts))("npm run %s", { timeout: 120_000 }, (name, script) => {
  it("prints its usage", async () => {
    const { status, stderr, stdout } = await run(name, script, "--help")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toMatch(/\bUsage\b/i)
    if (name.startsWith("contracts")) {
      expect(stdout).toMatch(/^Usage: /)
      expect(stdout).toContain("Exit code: 0")
    }
    expect(stdout).not.toContain("\u001B")
  })

  // The published command has an error format of its own, which its package tests.
  it.skipIf(name === "salesbridge")("exits with 2 and three lines for wrong usage", async () => {
    const { status, stderr, stdout } = await run(name, script, "--foo")
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringContaining("--foo"),
      expect.stringMatching(/^Usage: /),
      expect.stringContaining("--help")
    ])
    if (name.startsWith("contracts")) expect(stderr).toMatch(/^Unknown option '--foo'/)
    expect(stderr).not.toContain("\u001B")
  })
})
