/** The way from nothing to a vendor under contract that contract-kit's README shows, gone as a reader would. */
import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const readme = readFileSync(here("../packages/contract-kit/README.md"), "utf8")

/** The files that the README shows, each under a line with its name. */
const files = new Map(
  [...readme.matchAll(/^`([\w.]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(([, name = "", text = ""]) => [name, text])
)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "walkthrough-"))
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, "package.json"), `{ "type": "module" }`)
  // In place of `npm install`: the packages as they are here, from their sources.
  symlinkSync(here("../node_modules"), join(folder, "node_modules"))
  const conditions = `["@salesbridge/source"]`
  const resolve = `{ conditions: ${conditions}, externalConditions: ${conditions} }`
  const config = `export default { resolve: { conditions: ${conditions} }, ssr: { resolve: ${resolve} } }`
  writeFileSync(join(folder, "vitest.config.ts"), config)
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = () =>
  new Promise<string>((resolve) => {
    const vitest = here("../node_modules/vitest/vitest.mjs")
    const options = { cwd: folder, env: { ...process.env, NO_COLOR: "1", VITEST: "" } }
    execFile(process.execPath, [vitest, "run"], options, (_, stdout, stderr) => resolve(stdout + stderr))
  })

it("shows three files", () => {
  expect([...files.keys()]).toEqual(["openapi.yaml", "acme.ts", "acme.test.ts"])
})

it("passes as it is, and says where specification and client part ways", async () => {
  const passed = await run()
  expect(passed).toMatch(/Tests\s+6 passed/)
  const spec = files.get("openapi.yaml")!
  const drifted = spec
    .replace("required: [id, name, color]", "required: [id, title, color]")
    .replace("        name: { type: string }", "        title: { type: string }")
    .replace("name: Anvil", "title: Anvil")
  writeFileSync(join(folder, "openapi.yaml"), drifted)
  const failed = await run()
  const shown = /see it bite.*?```\n(.*?)```/s.exec(readme)?.[1]?.trim().split("\n") ?? []
  expect(shown).toHaveLength(2)
  for (const line of shown) expect(failed).toContain(line)
}, 120_000)
