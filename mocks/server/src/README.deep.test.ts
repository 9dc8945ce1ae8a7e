/** Tests the README's claims. Its example for Vitest is in test/readme, and runs with this package's tests. */
import { execFile } from "node:child_process"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { describe, expect, it, vi } from "vitest"
import { type SeedRows, startSandbox, type VendorNames } from "./sandbox/index.ts"
import { startMock } from "./startMock.ts"

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8")
const [sandboxes = "", examples = ""] = readme.split("\n## Examples\n")
const blocks = (text: string) => [...text.matchAll(/```(?:ts|js)\n([\s\S]*?)```/g)].map(([, code = ""]) => code)
const curls = (text: string) =>
  [
    ...text.matchAll(
      /\$ curl -X (\w+)(?: -H "Prefer: (.*?)")? "http:\/\/127\.0\.0\.1:4010(.*?)"(?: -d (\S+))?\n(.*)\n/g
    )
  ].map(([, method = "", prefer, path = "", body, shown]) => ({ method, prefer, path, body, shown }))

const text = (name: string) => fileURLToPath(new URL(`../test/readme/${name}`, import.meta.url))

it("shows the tested examples", () => {
  expect([blocks(sandboxes).length, curls(sandboxes).length]).toEqual([4, 2])
  expect([blocks(examples).length, curls(examples).length]).toEqual([2, 2])
})

describe("sandboxes", () => {
  it("answer the README's calls in order", async () => {
    const sandbox = await startSandbox("salesflow")
    for (const { body, method, path, shown } of curls(sandboxes)) {
      const headers = { "content-type": "application/x-www-form-urlencoded" }
      const answer = await fetch(sandbox.url + path, { method, ...(body !== undefined && { body, headers }) })
      expect(await answer.text()).toBe(shown)
    }
    await sandbox.close()
  })

  it("run in Vitest as shown", async () => {
    expect(blocks(sandboxes)[0]).toBe(await readFile(text("vitest.test.ts"), "utf8"))
    expect(blocks(sandboxes)[3]).toBe(await readFile(text("ownData.test.ts"), "utf8"))
  })

  it("accept rows from a file and from curl as shown", { timeout: 120_000 }, async () => {
    const [, file = "", body = ""] = /echo '(.*?)' > people\.json[\s\S]*?curl -d '(.*?)'/.exec(sandboxes) ?? []
    const { salesloft } = JSON.parse(file) as { readonly salesloft: SeedRows<VendorNames["salesloft"]["state"]> }
    await using sandbox = await startSandbox("salesloft", { seed: salesloft })
    expect((await fetch(`${sandbox.url}/_sandbox/seed`, { method: "POST", body })).status).toBe(201)
    expect(sandbox.state().people.slice(-2)).toMatchObject([{ first_name: "Ada" }, { first_name: "Bea" }])
  })

  it("run in node:test as shown", { timeout: 120_000 }, async () => {
    expect(blocks(sandboxes)[1]).toBe(await readFile(text("node.js"), "utf8"))
    const args = ["--conditions=@salesbridge/source", "--test-reporter=tap", text("node.js")]
    // Vitest's own variable would make it report to Vitest.
    const env = { ...process.env, FORCE_COLOR: "0", NODE_TEST_CONTEXT: undefined }
    expect((await promisify(execFile)(process.execPath, args, { env })).stdout).toContain("# pass 1\n# fail 0\n")
  })

  it("run in Effect as shown", { timeout: 120_000 }, async () => {
    expect(await tried("sandbox", blocks(sandboxes)[2], "await Effect.runPromise(program)")).toBe(200)
  })
})

describe("examples", () => {
  it.each(curls(examples))("$method $path, preferring $prefer", async ({ method, path, prefer, shown }) => {
    const mock = await startMock({ vendor: "salesflow" })
    const answer = await fetch(mock.url + path, { method, ...(prefer !== undefined && { headers: { prefer } }) })
    expect(await answer.text()).toBe(shown)
    await mock.close()
  })

  it.each([
    ["promise", 0, "answer.status", 200],
    ["effect", 1, "[(await Effect.runPromise(program)).status, (await Effect.runPromise(both)).length]", [200, 2]]
  ] as const)("run as shown: %s", async (name, index, show, shown) => {
    expect(await tried(name, blocks(examples)[index], show)).toEqual(shown)
  })
})

/** What an example's last expression shows after it, without a server left behind. */
const tried = async (name: string, code: string | undefined, shown: string): Promise<unknown> => {
  // Inside the package, so that it can import itself by name.
  const folder = new URL("../.reports/readme/", import.meta.url)
  await mkdir(folder, { recursive: true })
  const file = fileURLToPath(new URL(`${name}.ts`, folder))
  await writeFile(file, `${code}\nexport const shown = ${shown}\n`)
  const module = (await import(/* @vite-ignore */ file)) as { readonly shown: unknown }
  // A closed server is listed for a moment longer.
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain("TCPServerWrap"))
  return module.shown
}
