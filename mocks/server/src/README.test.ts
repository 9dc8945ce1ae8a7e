/** The README says what happens. */
import { execFile } from "node:child_process"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"
import { startMock } from "./startMock.ts"

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8")
const typescript = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code)
const curls = [
  ...readme.matchAll(/\$ curl -X (\w+)(?: -H "Prefer: (.*?)")? "http:\/\/127\.0\.0\.1:4010(.*?)"\n(.*)\n/g)
].map(([, method = "", prefer, path = "", shown]) => ({ method, prefer, path, shown }))

it("shows both kinds of example", () => {
  expect([typescript.length, curls.length]).toEqual([2, 2])
})

it.each(curls)("$method $path, preferring $prefer", async ({ method, path, prefer, shown }) => {
  const mock = await startMock({ vendor: "salesflow" })
  const answer = await fetch(mock.url + path, { method, ...(prefer !== undefined && { headers: { prefer } }) })
  expect(await answer.text()).toBe(shown)
  await mock.close()
})

it.each([
  [typescript[0], "console.log(answer.status)", "200\n"],
  [
    typescript[1],
    "console.log((await Effect.runPromise(program)).status, (await Effect.runPromise(both)).length)",
    "200 2\n"
  ]
])("runs its TypeScript, %#", { timeout: 30_000 }, async (code, show, printed) => {
  // Inside the package, so that it finds itself by name.
  const folder = new URL("../.reports/readme/", import.meta.url)
  await mkdir(folder, { recursive: true })
  const file = fileURLToPath(new URL(`${printed.length}.ts`, folder))
  await writeFile(file, `${code}\n${show}\n`)
  const { stdout } = await promisify(execFile)(process.execPath, ["--conditions=@salesbridge/source", file], {
    env: { ...process.env, FORCE_COLOR: "0" }
  })
  expect(stdout).toBe(printed)
})
