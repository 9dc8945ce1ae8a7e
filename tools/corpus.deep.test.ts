/**
 * Runs `vendor:new` on each document of contract-kit's corpus. The results must match the table and be fit to commit.
 * The linter of specifications has passed each one, since otherwise nothing is written.
 */
import { execFile } from "node:child_process"
import { globSync, rmSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"
import { main } from "./vendor/Command.ts"
import { names } from "./vendor/fixtures/names.ts"
import * as Workspace from "./vendor/Workspace.ts"

const root = fileURLToPath(new URL("../", import.meta.url))
const folder = join(root, "packages/contract-kit/test/corpus")
// By its path: packages do not export tests.
const { corpus } = (await import(pathToFileURL(join(folder, "index.ts")).href)) as {
  readonly corpus: ReadonlyArray<{ readonly name: string; readonly generator: Verdict }>
}
type Verdict = "supported" | { readonly ignored: string } | { readonly refused: string }
/** Options that a reader of a refusal would add to the command. */
const remedies = ["--ids", "path", "--skip-unsupported", "--base-url", "https://api.things.test"]

interface Made {
  readonly code: number
  readonly said: ReadonlyArray<string>
}

let copy: string
const made = new Map<string, Made>()

const vendorNew = async (name: string, file: string, ...more: ReadonlyArray<string>): Promise<Made> => {
  const said: Array<string> = []
  const tell = (line: string) => void said.push(line)
  // All files are formatted together at the end: starting the formatter takes longer than creating a slice.
  const format = () => undefined
  const code = await main([name, file, ...more], { root: copy, from: root, print: tell, warn: tell, format })
  return { code, said }
}

beforeAll(async () => {
  copy = Workspace.copy(root)
  for (const [index, { name: document }] of corpus.entries()) {
    const [name, file] = [`c${index}`, join(folder, `${document}.yaml`)]
    const first = await vendorNew(name, file)
    made.set(document, first)
    if (first.code !== 0) await vendorNew(name, file, ...remedies)
    Workspace.linkProject(copy, `@salesbridge/${name}`, `packages/${name}`)
    Workspace.linkProject(copy, `@salesbridge/mock-${name}`, `mocks/${name}`)
  }
  // Names that generated files use themselves.
  const file = join(copy, "names.json")
  writeFileSync(file, JSON.stringify(names()))
  expect(await vendorNew("c", file)).toMatchObject({ code: 0 })
  Workspace.linkProject(copy, "@salesbridge/c", "packages/c")
  Workspace.linkProject(copy, "@salesbridge/mock-c", "mocks/c")
}, 600_000)
afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 10 }), 60_000)

const run = (command: string, args: ReadonlyArray<string>) =>
  new Promise<{ readonly code: number; readonly text: string }>((resolve) => {
    const env = {
      ...process.env,
      NO_COLOR: "1",
      PATH: [join(copy, "node_modules/.bin"), process.env["PATH"]].join(delimiter)
    }
    execFile(command, [...args], { cwd: copy, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr })
    )
  })

it.each(corpus)("$name", ({ generator, name }) => {
  const { code, said } = made.get(name)!
  const told = said.filter((_) => code !== 0 || _.startsWith("Note: ")).join("\n")
  if (generator === "supported") expect(told).toBe("")
  else expect(told).toContain("ignored" in generator ? generator.ignored : generator.refused)
  expect(code).toBe(generator === "supported" || "ignored" in generator ? 0 : 2)
})

it("passes the type check, all at once", { timeout: 600_000 }, async () => {
  const config = {
    extends: "./tsconfig.base.json",
    compilerOptions: { noEmit: true, composite: false, incremental: false, rootDir: "." },
    include: ["packages/c{,[0-9]*}/src", "packages/c{,[0-9]*}/test", "contracts/c{,[0-9]*}/src"].flatMap((pattern) =>
      globSync(pattern, { cwd: copy })
    ),
    // Read from their declarations instead of their sources.
    references: ["packages/core", "packages/contract-kit", "mocks/engine"].map((path) => ({ path }))
  }
  writeFileSync(join(copy, "tsconfig.corpus.json"), JSON.stringify(config))
  const { code, text } = await run("tsc", ["-p", "tsconfig.corpus.json", "--singleThreaded"])
  expect(code, text).toBe(0)
})

it("is accepted by the formatter and the linter, all at once", { timeout: 600_000 }, async () => {
  const folders = globSync(["{packages,mocks,contracts}/c{,[0-9]*}"], { cwd: copy })
  const format = await run("oxfmt", folders)
  expect(format.code, format.text).toBe(0)
  const lint = await run("oxlint", ["--deny-warnings", "--report-unused-disable-directives", ...folders])
  expect(lint.code, lint.text).toBe(0)
  const shared = await run("oxfmt", ["--check", "packages/cli", "tsconfig.json"])
  expect(shared.code, shared.text).toBe(0)
})
