import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const run = (command: string, ...args: ReadonlyArray<string>) => {
  const file = fileURLToPath(new URL(`${command}/main.ts`, import.meta.url))
  const { status, stderr, stdout } = spawnSync(process.execPath, [file, ...args], { encoding: "utf8" })
  return { status, stderr, stdout }
}

describe.each(["imports", "lock", "size"])("npm run %s", (command) => {
  it("says how it is used", () => {
    const { status, stderr, stdout } = run(command, "--help")
    expect([status, stderr]).toEqual([0, ""])
    expect(stdout).toMatch(new RegExp(`^Usage: npm run ${command}\\b`))
  })

  it("ends with 2 and three lines where it is used wrongly", () => {
    const { status, stderr, stdout } = run(command, "--foo")
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr.trimEnd().split("\n")).toEqual([
      "Unknown option '--foo'",
      expect.stringMatching(/^Usage: /),
      "--help says more."
    ])
  })
})
