/** Tests the mutation command with modules that stand for a vendor's. */
import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const program = fileURLToPath(new URL("../src/mutation/program.ts", import.meta.url))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const run = async (source: string, ...options: ReadonlyArray<string>): Promise<Ended> => {
  const folder = await mkdtemp(join(tmpdir(), "mutate-"))
  try {
    const module = join(folder, "mutate.mjs")
    await writeFile(module, source)
    const args = ["--conditions=@salesbridge/source", program, `acme=${module}`, ...options]
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] })
    let [stdout, stderr] = ["", ""]
    child.stdout.on("data", (text: Buffer) => (stdout += text.toString()))
    child.stderr.on("data", (text: Buffer) => (stderr += text.toString()))
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve))
    return { code, stdout, stderr }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

it.each([
  ["ends by itself", "process.exit(3)", "The process ended."],
  [
    "cannot list its mutants, and does not end when told",
    `process.on("message", () => process.send({ failed: "no contract" }))`,
    "no contract"
  ]
])("tells of a vendor that %s, and ends", { timeout: 60_000 }, async (_, source, reason) => {
  const { code, stderr } = await run(source)
  expect(code).toBe(1)
  expect(stderr).toContain("Could not be tried:")
  expect(stderr).toContain(reason)
})

/** A vendor with 700 mutants of each of two operations, all killed. */
const twoOperations = `
  const listed = ["getThing", "listThings"].flatMap((operation) =>
    Array.from({ length: 700 }, (_, index) => ({
      id: operation + index, side: "operation", kind: "path", operation, location: "path", change: "differs"
    }))
  )
  process.on("message", (request) => {
    if ("close" in request) return process.disconnect()
    if ("list" in request) return process.send({ listed })
    process.send({ outcome: { id: request.run, killedBy: ["replay"], replayAlone: true, found: [], milliseconds: 1 } })
  })
`

it("says once that an operation's contract fails without a mutant, and how", { timeout: 60_000 }, async () => {
  const disagreement = `request.run + ": package: string; specification: integer"`
  const reply = `process.send({ disagreements: ${disagreement} })`
  const { code, stderr, stdout } = await run(twoOperations.replace(/process\.send\(\{ outcome: .*/, reply))
  expect(code).toBe(1)
  expect(stdout).toContain("0 of 1400 possible mutants")
  const [, first, ...rest] = stderr.split("\n").filter((line) => line !== "")
  expect(first).toMatch(/^ {2}acme getThing, \d+ mutants: the contract fails without a mutant\. Correct it first\.$/)
  expect(rest).toHaveLength(3)
  expect(rest[0]).toMatch(/^ {4}✗ getThing\d+: package: string; specification: integer$/)
})

describe("--operation", () => {
  it("tries all mutants of the operation, or as many of them as --sample says", { timeout: 60_000 }, async () => {
    const all = await run(twoOperations, "--operation", "getThing")
    expect(all.stdout).toContain("700 of 700 possible mutants")
    expect(all.code).toBe(0)
    const some = await run(twoOperations, "--operation", "getThing", "--sample", "5")
    expect(some.stdout).toContain("5 of 700 possible mutants")
  })

  it("must name an operation of the contracts", { timeout: 60_000 }, async () => {
    const { code, stderr, stdout } = await run(twoOperations, "--operation", "getThing,getTing")
    expect([code, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(/^No operation getTing in the contracts of acme\..*\nUsage: /)
  })
})
