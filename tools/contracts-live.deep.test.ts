/**
 * Runs `npm run contracts:live` against servers on this machine: the mocks of the specifications, behind a proxy that
 * makes them drift. Real vendors are never called here.
 */
import { spawn } from "node:child_process"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { readdirSync } from "node:fs"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { main, readEnvironment, runWith } from "@salesbridge/contract-kit/live"
import { VendorConfig } from "@salesbridge/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { contractOf, vendors } from "./contracts/Contracts.ts"

const root = fileURLToPath(new URL("../", import.meta.url))
const source = "--conditions=@salesbridge/source"

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command as npm does. Of this process's environment it gets only PATH. */
const spawned = (args: ReadonlyArray<string>, environment: Record<string, string>, interruptAfter?: RegExp) =>
  new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, [source, "tools/contracts-live.ts", ...args], {
      cwd: root,
      env: { PATH: process.env["PATH"] ?? "", ...environment }
    })
    const out = { stdout: "", stderr: "" }
    let interrupted = false
    child.stdout.on("data", (_: Buffer) => {
      out.stdout += _.toString()
      if (!interrupted && interruptAfter?.test(out.stdout) === true) interrupted = child.kill("SIGINT")
    })
    child.stderr.on("data", (_: Buffer) => (out.stderr += _.toString()))
    child.on("close", (code) => resolve({ code, ...out }))
  })

/** A clock that ends a wait as soon as nothing else is pending, that is, when no response is on its way. */
class Impatient implements Clock.Clock {
  now = Date.now()
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()
  private answers = 0
  private timer: NodeJS.Timeout | undefined

  currentTimeMillisUnsafe = () => this.now
  currentTimeNanosUnsafe = () => BigInt(Math.round(this.now * 1e6))
  monotonicTimeNanosUnsafe = this.currentTimeNanosUnsafe
  currentTimeMillis = Effect.sync(this.currentTimeMillisUnsafe)
  currentTimeNanos = Effect.sync(this.currentTimeNanosUnsafe)
  monotonicTimeNanos = this.currentTimeNanos
  sleep = (duration: Duration.Duration) =>
    Effect.callback<void>((resume) => {
      const sleeper = { at: this.now + Duration.toMillis(duration), wake: () => resume(Effect.void) }
      this.sleepers.add(sleeper)
      this.whenIdle()
      return Effect.sync(() => void this.sleepers.delete(sleeper))
    })

  fetch: typeof fetch = async (input, init) => {
    this.answers++
    try {
      const answer = await fetch(input, init)
      const { headers, status } = answer
      return new Response(status === 204 ? null : await answer.arrayBuffer(), { headers, status })
    } finally {
      this.answers--
      this.whenIdle()
    }
  }

  private whenIdle(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const [next] = [...this.sleepers].toSorted((a, b) => a.at - b.at)
      if (this.answers > 0 || next === undefined) return
      this.sleepers.delete(next)
      this.now = Math.max(this.now, next.at)
      next.wake()
      this.whenIdle()
    }, 5)
  }
}

/** Runs the same command in this process, without waiting. */
const run = async (
  args: ReadonlyArray<string>,
  environment: Record<string, string>,
  clock = new Impatient()
): Promise<Ended> => {
  const out = { stdout: "", stderr: "" }
  const code = await main(args, {
    vendors: vendors(),
    contractOf,
    environment,
    run: (options) =>
      Effect.runPromise(
        runWith(options).pipe(
          Effect.provide(FetchHttpClient.layer),
          Effect.provideService(FetchHttpClient.Fetch, clock.fetch),
          Effect.provideService(Clock.Clock, clock)
        )
      ),
    print: (text) => void (out.stdout += `${text}\n`),
    note: (text) => void (out.stderr += `${text}\n`)
  })
  return { code, ...out }
}

type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

/** A response as the proxy forwards it. */
interface Answer {
  readonly status: number
  readonly body: Json | undefined
}

/** Changes a response in the proxy; a string is sent as it is. */
type Drift = (path: string, answer: Answer, query: URLSearchParams) => Answer | string

interface Proxy {
  readonly url: string
  readonly server: Server
  /** The requests, with their times. */
  readonly requests: Array<{ readonly method: string; readonly path: string; readonly at: number }>
}

const startProxy = async (upstream: string, drift: Drift, clock = new Impatient()): Promise<Proxy> => {
  const requests: Proxy["requests"] = []
  // Idle connections are never closed.
  const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? "/", upstream)
    requests.push({ method: request.method ?? "", path: pathname, at: clock.now })
    const headers = Object.fromEntries(
      ["authorization", "team-id"].flatMap((name) => {
        const value = request.headers[name]
        return typeof value === "string" ? [[name, value]] : []
      })
    )
    const askUpstream = () => fetch(`${upstream}${pathname}${search}`, { method: request.method ?? "GET", headers })
    // On a slow machine, the mock may close an idle connection just as it is reused.
    const answer = await askUpstream().catch(askUpstream)
    const text = await answer.text()
    const body = text === "" ? undefined : (JSON.parse(text) as Json)
    const drifted = drift(pathname, { status: answer.status, body }, searchParams)
    if (typeof drifted === "string") return void response.writeHead(502, { "content-type": "text/html" }).end(drifted)
    response.writeHead(drifted.status, {
      "content-type": "application/json",
      location: "/marker",
      date: new Date(clock.now).toUTCString()
    })
    response.end(drifted.body === undefined ? undefined : JSON.stringify(drifted.body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, requests }
}

const credentials: Readonly<Record<string, Record<string, string>>> = {
  salesflow: { SALESFLOW_TOKEN: "secret-token", SALESFLOW_ACCOUNT_ID: "10" },
  salesblink: { SALESBLINK_API_KEY: "secret-token" },
  getsales: { GETSALES_TOKEN: "secret-token" },
  salesloft: { SALESLOFT_ACCESS_TOKEN: "secret-token" }
}

const mocks = new Map<string, string>()
const proxies: Array<Proxy> = []
let mockServers: ReturnType<typeof spawn>

beforeAll(async () => {
  mockServers = spawn(process.execPath, [source, "mocks/server/src/bin.ts", "--port-base", "0", "--json"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"]
  })
  const line = await new Promise<string>((resolve) =>
    createInterface({ input: mockServers.stdout! }).once("line", resolve)
  )
  for (const { url, vendor } of JSON.parse(line) as ReadonlyArray<{ url: string; vendor: string }>) {
    mocks.set(vendor, url)
  }
}, 60_000)

afterAll(() => {
  mockServers.kill("SIGTERM")
  for (const { server } of proxies) {
    server.closeAllConnections()
    server.close()
  }
})

/** Runs the command against a vendor's mock with that drift. */
const ask = async (
  vendor: string,
  drift: Drift,
  { args = [], command = run }: { readonly args?: ReadonlyArray<string>; readonly command?: typeof run } = {}
) => {
  const clock = new Impatient()
  const proxy = await startProxy(mocks.get(vendor)!, drift, clock)
  proxies.push(proxy)
  const environment = { ...credentials[vendor], [`${vendor.toUpperCase()}_BASE_URL`]: proxy.url }
  return { proxy, ...(await command(["--vendor", vendor, ...args], environment, clock)) }
}

const busiest = ({ requests }: Proxy, window: number) =>
  Math.max(...requests.map(({ at }) => requests.filter((_) => _.at >= at && _.at < at + window).length))

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Changes the items of a list response. */
const items = (answer: Answer, change: (item: { readonly [name: string]: Json }) => Json): Answer => {
  const { body } = answer
  if (Array.isArray(body)) return { ...answer, body: body.map((_: Json) => (isObject(_) ? change(_) : _)) }
  if (!isObject(body) || !Array.isArray(body["data"])) return answer
  return { ...answer, body: { ...body, data: body["data"].map((_: Json) => (isObject(_) ? change(_) : _)) } }
}

const renamed = (item: { readonly [name: string]: Json }, from: string, to: string): Json => {
  const { [from]: value = null, ...rest } = item
  return { ...rest, [to]: value }
}

describe.concurrent("a vendor that differs", () => {
  const drifts: Readonly<Record<string, Drift>> = {
    salesloft: (path, answer) => {
      if (path === "/v2/people") return items(answer, (_) => ({ ..._, email_address: 7, pronouns: "she" }))
      if (path === "/v2/cadences") return items(answer, (_) => renamed(_, "id", "cadence_id"))
      if (path === "/v2/me") return { status: 200, body: undefined }
      if (path === "/v2/groups") return { status: 418, body: {} }
      return answer
    },
    getsales: (path, answer) => {
      if (path === "/leads/api/lists") return items(answer, (_) => ({ ..._, name: null }))
      if (path === "/flows/api/flows") return items(answer, (_) => renamed(_, "uuid", "id"))
      if (path === "/emails/api/emails") return "<html>Bad gateway</html>"
      return answer
    }
  }

  it(
    "gets a report of the differences, with GET calls only, within a quarter of its quota",
    { timeout: 300_000 },
    async () => {
      const [salesloft, getsales] = await Promise.all([
        ask("salesloft", drifts["salesloft"]!),
        ask("getsales", drifts["getsales"]!)
      ])
      for (const { code, proxy, stdout } of [salesloft, getsales]) {
        expect(code, stdout).toBe(1)
        expect(new Set(proxy.requests.map(({ method }) => method))).toEqual(new Set(["GET"]))
        expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80)
      }
      expect(salesloft.stdout).toContain(`salesloft at ${salesloft.proxy.url}, from SALESLOFT_BASE_URL`)
      expect(salesloft.stdout).toMatch(/✗ listPeople 200 data\[\]\.email_address\n.*got integer/)
      expect(salesloft.stdout).toMatch(/✗ listCadences 200 data\[\]\.id\n.*expected a required field; got missing/)
      expect(salesloft.stdout).toMatch(/✗ getMe 200 body\n.*expected JSON; got nothing/)
      expect(salesloft.stdout).toMatch(/✗ listGroups 418 status\n/)
      expect(salesloft.stdout).toContain("  listPeople 200 data[].pronouns: string\n")
      expect(salesloft.stdout).toMatch(/✓ listAccounts +200/)
      expect(getsales.stdout).toMatch(/✗ listFlows 200 /)
      expect(getsales.stdout).toMatch(/✗ listEmails 502 status\n/)

      // A window shorter than the limit's would expose more requests, if there were any: the documented limits are 600
      // and 300 a minute.
      expect(busiest(salesloft.proxy, 60_000)).toBeLessThanOrEqual(150)
      expect(busiest(salesloft.proxy, 10_000)).toBeLessThanOrEqual(15 + 25)
      expect(busiest(getsales.proxy, 60_000)).toBeLessThanOrEqual(75)
      expect(busiest(getsales.proxy, 5000)).toBeLessThanOrEqual(8 + 7)
    }
  )
})

describe.concurrent("customers' data", () => {
  const marker = "zqmarker"
  const number = 918_273_645
  /**
   * Marks everything that may be customer data: every text and number, and the keys of objects without fields of their
   * own.
   */
  const marked = (value: Json): Json => {
    if (typeof value === "string") return `${marker} ${value}`
    if (typeof value === "number") return number
    if (Array.isArray(value)) return value.map(marked)
    if (!isObject(value)) return value
    const own = Object.entries(value).map(([name, part]): readonly [string, Json] => {
      const isMap = /custom|filter|settings|params|variables/i.test(name) && isObject(part)
      return [name, isMap ? { [marker]: marker, [`${marker}@example.com`]: { [`${marker} 2`]: number } } : marked(part)]
    })
    return Object.fromEntries([...own, [`${marker}.roe@example.com`, marker], [`${marker} Roe`, { [marker]: number }]])
  }
  const leaking: Drift = (path, { body, status }) => {
    if (/me$|my-team$/.test(path)) return `<p>${marker} ${number}</p>`
    if (/calls|stages/.test(path)) return { status: 422, body: { error: marker, errors: { [marker]: [marker] } } }
    return { status, body: body === undefined ? undefined : marked(body) }
  }
  const filesOf = (folder: string) => readdirSync(new URL(`../${folder}/`, import.meta.url)).join()

  it("is in no report, neither for people nor for programs", { timeout: 300_000 }, async () => {
    const before = [filesOf("."), filesOf("tools"), filesOf("contracts")]
    const runs = await Promise.all([
      ask("salesflow", leaking, { args: ["--json"], command: (args, environment) => spawned(args, environment) }),
      ask("salesblink", leaking),
      ask("getsales", leaking),
      ask("salesloft", leaking)
    ])
    for (const { code, proxy, stderr, stdout } of runs) {
      expect(code, stdout + stderr).toBe(1)
      expect(proxy.requests.length).toBeGreaterThan(3)
      const all = `${stdout}${stderr}`.toLowerCase()
      expect(all).not.toContain(marker)
      expect(all).not.toContain(String(number))
      expect(all).not.toContain("secret-token")
      // Nor in a form that reveals them: quoted, encoded, cut.
      expect(all).not.toContain("roe")
    }
    expect([filesOf("."), filesOf("tools"), filesOf("contracts")]).toEqual(before)
    // The command did read them: the report contains custom fields without their keys.
    expect(runs.map(({ stdout }) => stdout).join()).toContain("{}")
    const report = JSON.parse(runs[0]!.stdout) as {
      readonly vendor: string
      readonly mismatches: ReadonlyArray<unknown>
    }
    expect(report.vendor).toBe("salesflow")
    expect(report.mismatches.length).toBeGreaterThan(0)
  })
})

it.each(Object.keys(credentials))("reads the variables of %s that its package reads", async (vendor) => {
  const { definition } = await contractOf(vendor)
  const derived = VendorConfig.variables(definition)
  const names = [...Object.values(derived.credentials), derived.baseUrl]
  const { baseUrl, credentials } = readEnvironment(definition, Object.fromEntries(names.map((name) => [name, name])))
  expect([...Object.values(credentials), baseUrl?.value].toSorted()).toEqual(names.toSorted())
})

describe("the command refuses", () => {
  it.each<[string, string]>([
    ["salesflow", "salesflow needs SALESFLOW_TOKEN and SALESFLOW_ACCOUNT_ID in the environment."],
    ["salesblink", "salesblink needs SALESBLINK_API_KEY in the environment."],
    ["getsales", "getsales needs GETSALES_TOKEN in the environment."],
    ["salesloft", "salesloft needs SALESLOFT_ACCESS_TOKEN in the environment."]
  ])("without credentials of %s, and sends nothing", { timeout: 30_000 }, async (vendor, message) => {
    const proxy = await startProxy(mocks.get(vendor)!, (_, answer) => answer)
    proxies.push(proxy)
    const environment = { [`${vendor.toUpperCase()}_BASE_URL`]: proxy.url }
    expect(await run(["--vendor", vendor], environment)).toEqual({
      code: 2,
      stdout: "",
      stderr: `${message}\nNothing was sent.\n`
    })
    expect(proxy.requests).toEqual([])
  })

  it("all vendors if one lacks its credentials, before any call", { timeout: 30_000 }, async () => {
    const proxy = await startProxy(mocks.get("salesflow")!, (_, answer) => answer)
    proxies.push(proxy)
    const environment = { ...credentials["salesflow"], SALESFLOW_BASE_URL: proxy.url }
    const { code, stderr } = await run(["--vendor", "salesflow", "--vendor", "salesloft"], environment)
    expect(code).toBe(2)
    expect(stderr).toContain("SALESLOFT_ACCESS_TOKEN")
    expect(proxy.requests).toEqual([])
  })

  it("unknown arguments, with its usage", { timeout: 30_000 }, async () => {
    const [none, other, option, address] = await Promise.all([
      spawned([], {}),
      run(["--vendor", "acme"], {}),
      run(["--vendor", "salesloft", "--all"], {}),
      run(["--vendor", "salesloft"], {
        ...credentials["salesloft"],
        SALESLOFT_BASE_URL: "http://me:secret@127.0.0.1/v2"
      })
    ])
    expect(none).toMatchObject({ code: 2, stdout: "" })
    expect(none.stderr).toContain("Usage: npm run contracts:live -- --vendor <name>")
    expect(none.stderr).toMatch(/Vendors: .*getsales.*salesloft/)
    expect(other).toMatchObject({ code: 2, stdout: "" })
    expect(other.stderr).toContain("No contract for acme.")
    expect(option).toMatchObject({ code: 2, stdout: "" })
    expect(address).toMatchObject({ code: 2, stdout: "" })
    expect(address.stderr).toContain("SALESLOFT_BASE_URL must be an origin")
    expect(address.stderr).not.toContain("secret")
  })
})

it("stops at once if a vendor without a 401 refuses the credentials with a 403", async () => {
  const { code, proxy, stdout } = await ask("salesflow", () => ({ status: 403, body: {} }))
  expect(stdout).toContain("Stopped: the vendor refuses the credentials.")
  expect(code).toBe(1)
  expect(proxy.requests).toHaveLength(1)
})

it.concurrent("ends cleanly on Ctrl-C, with the results so far", { timeout: 60_000 }, async () => {
  const nameless: Drift = (path, answer) =>
    path === "/v2/account_tiers" ? items(answer, (_) => renamed(_, "id", "key")) : answer
  const { code, proxy, stdout } = await ask("salesloft", nameless, {
    command: (args, environment) => spawned(args, environment, /listAccounts /)
  })
  expect(code).toBe(130)
  expect(stdout).toContain("✗ listAccountTiers 200 data[].id")
  expect(stdout).toMatch(/· getMe +not tried: interrupted/)
  expect(stdout).toContain("Interrupted: this is what was found so far.")
  expect(proxy.requests.length).toBeLessThan(30)
})
