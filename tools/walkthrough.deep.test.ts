/** Follows contract-kit's README from nothing to a vendor under contract, as a reader would. */
import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { delimiter, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const readme = readFileSync(here("../packages/contract-kit/README.md"), "utf8")
const recipe = readFileSync(here("../packages/contract-kit/CI.md"), "utf8")

/** The files in the README, each below a line with its name. */
const files = new Map(
  [...readme.matchAll(/^`([\w.]+)`:\n\n```\w+\n(.*?)^```$/gms)].map(([, name = "", text = ""]) => [name, text])
)

let folder: string
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "walkthrough-"))
  for (const [name, text] of files) write(name, text)
  write("package.json", `{ "type": "module" }`)
  // Replaces `npm install`: the workspace's packages, from their sources.
  symlinkSync(here("../node_modules"), join(folder, "node_modules"))
  const conditions = `["@salesbridge/source"]`
  const resolve = `{ conditions: ${conditions}, externalConditions: ${conditions} }`
  // Like packages that npm installed, they are loaded by Node.
  const deps = `{ external: [/\\/packages\\/[\\w-]+\\/src\\//, /\\/mocks\\/[\\w-]+\\/src\\//] }`
  const config = `export default { resolve: { conditions: ${conditions} }, ssr: { resolve: ${resolve} }, test: { server: { deps: ${deps} } } }`
  write("vitest.config.ts", config)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs shell commands of the recipe in the folder. The packages' programs are found on PATH: npx takes a second of CPU. */
const shell = (commands: string, env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ readonly code: number; readonly text: string }>((resolve) => {
    const PATH = [here("../node_modules/.bin"), process.env["PATH"]].join(delimiter)
    const around = { NO_COLOR: "1", NODE_OPTIONS: "--conditions=@salesbridge/source", PATH, ...env }
    const options = { cwd: folder, env: { ...process.env, VITEST: "", ...around } }
    execFile("sh", ["-euc", `npx() { "$@"; }\n${commands}`], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), text: stdout + stderr })
    )
  })

/** Returns the first code block in this language after a text of the CI recipe. */
const blockAfter = (text: string, language: string) =>
  new RegExp(`\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(recipe.slice(recipe.indexOf(text)))![1]!

it("shows four files", () => {
  expect([...files.keys()]).toEqual(["openapi.yaml", "acme.ts", "contract.ts", "acme.test.ts"])
})

it("runs in CI as its recipe says: passes unchanged, reports differences from a newer specification, and calls the vendor", async () => {
  // The README's contract with the recipe's changes.
  const [imports = "", object = ""] = files.get("contract.ts")!.split(/^export const contract: .*\n/m)
  const own = object.replace(/\}\s*$/, "").replaceAll(/^.*\b(spec|pacts): ".*\n?/gm, "")
  const contract = blockAfter("## What to write once", "ts")
  expect(contract).toContain("// ... catalog, definition, layer and serve, as in the README ...")
  write("contract.ts", imports + contract.replace(/ *\/\/ \.\.\. .*\n/, () => own))
  // The real vendor is never called.
  const live = blockAfter("`live.ts` calls the vendor", "ts")
  write("live.ts", live.replace("{ contract,", "{ contract, baseUrl: process.env.ACME_BASE_URL,"))

  const newest = files
    .get("openapi.yaml")!
    .replace("required: [id, name, color]", "required: [id, title, color]")
    .replace("        name: { type: string }", "        title: { type: string }")
    .replace("name: Anvil", "title: Anvil")
  const vendor = createServer((_, response) => void response.end(newest))
  await new Promise<void>((resolve) => vendor.listen(0, "127.0.0.1", resolve))
  try {
    const url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
    const jobs = blockAfter("## Plain shell", "sh").replace("https://api.example.com", url).trim().split("\n\n")
    const [first, contracts = "", drift = "", asked = ""] = jobs
    expect(first).toBe("set -eu\nnpm ci")
    expect(jobs).toHaveLength(4)

    const passed = await shell(contracts)
    expect(passed, passed.text).toMatchObject({ code: 0, text: expect.stringMatching(/Tests\s+6 passed/) })
    expect(existsSync(join(folder, "reports/coverage.json"))).toBe(true)

    const failed = await shell(drift)
    expect(failed.code).toBe(1)
    const shown = /see it fail.*?```\n(.*?)```/s.exec(readme)?.[1]?.trim().split("\n") ?? []
    expect(shown).toHaveLength(2)
    for (const line of shown) expect(failed.text).toContain(line)

    const reported = await shell(asked, { ACME_API_KEY: "key", ACME_BASE_URL: url })
    // This client's lists do not return an id, so the operation cannot be tried.
    expect(reported.text).toContain("· getThing  not tried: no response had its id")
    expect(reported.code).toBe(1)
  } finally {
    vendor.close()
  }
}, 600_000)
