/** Tests the mutation command with modules that stand for a vendor's. */
import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const program = fileURLToPath(new URL("../src/mutation/program.ts", import.meta.url))
const { href } = new URL("../src/mutation/serve.ts", import.meta.url)

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const run = (source: string, ...options: ReadonlyArray<string>) => runAll({ acme: source }, ...options)

const runAll = async (vendors: Readonly<Record<string, string>>, ...options: ReadonlyArray<string>): Promise<Ended> => {
  const folder = await mkdtemp(join(tmpdir(), "mutate-"))
  try {
    const modules = Object.entries(vendors).map(([vendor, source]) => ({
      source,
      vendor,
      file: join(folder, `${vendor}.mjs`)
    }))
    for (const { file, source } of modules) await writeFile(file, source)
    const named = modules.map(({ file, vendor }) => `${vendor}=${file}`)
    const args = ["--conditions=@salesbridge/source", program, ...named, ...options]
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
  ["provides nothing", "", "does not call serve."],
  [
    "cannot list its mutants, and does not end when told",
    `setInterval(() => undefined, 1000); throw new Error("no contract")`,
    "no contract"
  ]
])("tells of a vendor that %s, and ends", { timeout: 60_000 }, async (_, source, reason) => {
  const { code, stderr } = await run(source)
  expect(code).toBe(1)
  expect(stderr).toContain("Could not be tried:")
  expect(stderr).toContain(reason)
})

it.each([
  [[], "No module is given, such as acme=mutate.ts."],
  [["globex"], "globex is not the name and the module of a vendor, such as acme=mutate.ts."],
  [["=mutate.ts"], "=mutate.ts is not the name and the module of a vendor, such as acme=mutate.ts."],
  [["globex="], "globex= is not the name and the module of a vendor, such as acme=mutate.ts."],
  [["globex=nowhere.ts"], "The module of globex is not a file: nowhere.ts."],
  [["globex=."], "The module of globex is not a file: .."],
  [[`globex=${program}`, `globex=${program}`], "The module of globex is given twice."],
  [[`globex=${program}`, "--parallel", "1e9"], "--parallel must be at most 256, not 1e9."],
  [[`globex=${program}`, "--parallel", "Infinity"], "--parallel must be at most 256, not Infinity."],
  [[`globex=${program}`, "--parallel", "0"], "--parallel must be a number above 0, not 0."]
])("tells of wrong usage: %j", { timeout: 60_000 }, async (options, reason) => {
  const { code, stderr, stdout } = await runAll({}, ...options)
  expect([code, stdout]).toEqual([2, ""])
  expect(stderr.split("\n")[0]).toBe(reason)
})

/** A vendor with 700 mutants of each of two operations, all killed. */
const twoOperations = `
  import { provide } from ${JSON.stringify(href)}
  const mutants = (wanted) =>
    ["getThing", "listThings"].filter((_) => wanted === undefined || _ === wanted).flatMap((operation) =>
      Array.from({ length: 700 }, (_, index) => ({ id: operation + index, side: "operation", kind: "path", operation }))
    )
  const run = async ({ id }) => ({ id, location: "path", change: "differs", killedBy: ["replay"], replayAlone: true, found: [] })
  provide(async () => ({ mutants, run, close: async () => undefined }))
`

it("goes on with the other vendors if a process ends", { timeout: 60_000 }, async () => {
  const vendors = { globex: twoOperations, acme: "process.exit(3)", initech: twoOperations }
  const { code, stderr, stdout } = await runAll(vendors, "--sample", "4", "--parallel", "1")
  expect(code).toBe(1)
  expect(stdout).toContain("4 of 2800 possible mutants")
  expect(stderr).toContain("acme: The process ended.")
})

it("says once that an operation's contract fails without a mutant, and how", { timeout: 60_000 }, async () => {
  const failing = `run = async ({ id }) => {
    throw Object.assign(new Error(id + ": package: string; specification: integer"), { name: "BaselineFailed" })
  }`
  const { code, stderr, stdout } = await run(twoOperations.replace(/run = async.*/, failing))
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
