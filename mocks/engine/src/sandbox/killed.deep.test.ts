/** Every answered change is on disk: a sandbox is killed again and again, during vendor calls and control calls. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"
import { parse } from "@salesbridge/openapi/Yaml"
import { Random } from "./Random.ts"
import type { Untyped } from "./Json.ts"

const rounds = Number(process.env["KILLS"] ?? 10)
const source = fileURLToPath(new URL("../../test/", import.meta.url))
// Inside the package, so that its dependencies resolve.
const built = fileURLToPath(new URL("../../.reports/killed/", import.meta.url))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "killed-"))
  // Most of a round is the start, which takes a third of the time as one file with a JSON specification.
  const options = ["--bundle", "--platform=node", "--format=esm", "--conditions=@salesbridge/source"]
  execFileSync("esbuild", [join(source, "shopServer.ts"), ...options, `--outfile=${built}server.mjs`], {
    stdio: "ignore",
    shell: process.platform === "win32"
  })
  mkdirSync(built, { recursive: true })
  // JSON is YAML too, and is read faster.
  writeFileSync(join(built, "Shop.yaml"), JSON.stringify(parse(readFileSync(join(source, "Shop.yaml"), "utf8"))))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const start = async (): Promise<{ readonly child: ChildProcess; readonly url: string }> => {
  const args = [join(built, "server.mjs"), join(folder, "state.json")]
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") }
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] })
  const ended = once(child, "exit").then(([code]) =>
    Promise.reject(new Error(`It ended with ${String(code)} instead.`))
  )
  const [line] = (await Promise.race([once(child.stdout!, "data"), ended])).map(String)
  ended.catch(() => undefined)
  return { child, url: line!.trim() }
}

/** What callers know from answers, without the last request, which got none. */
interface Told {
  items: ReadonlyArray<string>
  ahead: number
  faults: number
  snapshots: ReadonlyArray<string>
}

const ask = async (url: string, method: string, path: string, body?: unknown): Promise<Untyped> => {
  const headers = { "content-type": "application/json" }
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body), headers }) }
  const response = await fetch(`${url}${path}`, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === "" ? undefined : JSON.parse(text)
}

const lookAt = async (url: string): Promise<Told> => {
  const { ahead, state } = await ask(url, "GET", "/_sandbox/snapshot")
  return {
    items: state.orders.map(({ item }: { readonly item: string }) => item),
    ahead,
    faults: (await ask(url, "GET", "/_sandbox/faults")).length,
    snapshots: await ask(url, "GET", "/_sandbox/snapshots")
  }
}

/** One call, and what must hold after its answer. */
const step = (
  random: Random,
  told: Told,
  index: number
): readonly [call: (url: string) => Promise<unknown>, after: Told] => {
  const choice = Math.floor(random.next() * 10)
  const hour = 3_600_000
  if (choice < 4) {
    const item = `cake ${index}`
    return [(url) => ask(url, "POST", "/orders?key=k", { item }), { ...told, items: [...told.items, item] }]
  }
  if (choice < 6) {
    return [(url) => ask(url, "POST", "/_sandbox/clock", { advance: "1 hour" }), { ...told, ahead: told.ahead + hour }]
  }
  if (choice === 6)
    return [(url) => ask(url, "POST", "/_sandbox/reset"), { ...told, items: ["tea"], ahead: 0, faults: 0 }]
  if (choice === 7) {
    const fault = { operation: "latestOrder", status: 503 }
    return [(url) => ask(url, "POST", "/_sandbox/faults", fault), { ...told, faults: told.faults + 1 }]
  }
  if (choice === 8) {
    const name = `before ${index}`
    return [
      (url) => ask(url, "POST", "/_sandbox/snapshots", { name }),
      { ...told, snapshots: [...told.snapshots, name] }
    ]
  }
  const put = async (url: string) => {
    const whole = await ask(url, "GET", "/_sandbox/snapshot")
    const orders = [{ id: 1, item: `tart ${index}`, note: null, shipped: true }]
    await ask(url, "PUT", "/_sandbox/snapshot", { ...whole, ahead: 0, jobs: [], state: { ...whole.state, orders } })
  }
  return [put, { ...told, items: [`tart ${index}`], ahead: 0 }]
}

const same = (found: Told, told: Told): boolean =>
  JSON.stringify([found.items, found.faults, found.snapshots]) ===
    JSON.stringify([told.items, told.faults, told.snapshots]) &&
  // The clock also runs on its own, but the test moves it by hours.
  Math.abs(found.ahead - told.ahead) < 600_000

it(`keeps all answered changes when killed ${rounds} times`, { timeout: 900_000 }, async () => {
  const random = new Random(Number(process.env["KILL_SEED"] ?? 1))
  let told: Told = { items: ["tea"], ahead: 0, faults: 0, snapshots: [] }
  let pending: Told | undefined
  let index = 0
  const lost: Array<string> = []
  for (let round = 0; round < rounds; round++) {
    const { child, url } = await start()
    const ended = once(child, "exit")
    const found = await lookAt(url)
    // A request without an answer may have had its effect, or not.
    if (pending !== undefined && same(found, pending)) told = pending
    if (!same(found, told)) lost.push(`round ${round}: told ${JSON.stringify(told)}, found ${JSON.stringify(found)}`)
    told = found
    pending = undefined
    // During a request or shortly after it.
    const last = index + 1 + random.next() * 10
    let timer: NodeJS.Timeout | undefined
    for (;;) {
      const [call, after] = step(random, told, index++)
      pending = after
      if (index > last) timer ??= setTimeout(() => child.kill("SIGKILL"), random.next() * 4)
      try {
        await call(url)
      } catch {
        break
      }
      told = after
      pending = undefined
    }
    clearTimeout(timer)
    child.kill("SIGKILL")
    await ended
  }
  expect(lost).toEqual([])
})
