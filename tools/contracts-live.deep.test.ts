/**
 * Runs `npm run contracts:live` against servers on this machine: they respond with the examples of the specifications,
 * and drift from them. Real vendors are never called here.
 */
import { spawn } from "node:child_process"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { main, readEnvironment, runWith } from "@salesbridge/contract-kit/live"
import { VendorConfig } from "@salesbridge/core"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import { afterAll, describe, expect, it } from "vitest"
import { contractOf, vendors } from "./contracts/Contracts.ts"

const root = fileURLToPath(new URL("../", import.meta.url))
const { NODE_COMPILE_CACHE, PATH } = process.env

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command as npm does. Of this process's environment it gets only where programs and compiled code are. */
const spawned = (args: ReadonlyArray<string>, environment: Record<string, string>, interruptAfter?: RegExp) =>
  new Promise<Ended>((resolve) => {
    const child = spawn(process.execPath, ["--conditions=@salesbridge/source", "tools/contracts-live.ts", ...args], {
      cwd: root,
      env: { PATH, NODE_COMPILE_CACHE, ...environment }
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

/** A response of the vendor. */
interface Answer {
  readonly status: number
  readonly body: Json | undefined
}

/** Changes a response; a string is sent as it is. */
type Drift = (path: string, answer: Answer, query: URLSearchParams) => Answer | string

interface VendorServer {
  readonly url: string
  readonly close: () => void
  /** The requests, with their times. */
  readonly requests: Array<{ readonly method: string; readonly path: string; readonly at: number }>
}

/** The first example of the first success, for a request with credentials and without unknown parameters. */
const exampleFor = ({ operations }: OpenApi.OpenApi, { headers, method }: IncomingMessage, url: URL): Answer => {
  const matches = ({ path }: OpenApi.SpecOperation) =>
    new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`).test(url.pathname)
  const found = operations.filter((_) => _.method === method && matches(_))
  const operation = found.find(({ path }) => path === url.pathname) ?? found[0]
  if (operation === undefined) return { status: 404, body: {} }
  const schemes = operation.security.flat()
  const sent = (name: string) => url.searchParams.has(name) || headers[name.toLowerCase()] !== undefined
  if (schemes.length > 0 && !schemes.some(({ parameter }) => sent(parameter))) return { status: 401, body: {} }
  const known = new Set([...schemes.map(({ parameter }) => parameter), ...operation.parameters.map(({ name }) => name)])
  if (![...url.searchParams.keys()].every((name) => known.has(name))) return { status: 400, body: {} }
  const [status = 500] = OpenApi.successStatuses(operation)
  return { status, body: Object.values(operation.responses.get(status)?.examples ?? {})[0] }
}

const startVendor = async (vendor: string, drift: Drift, clock = new Impatient()): Promise<VendorServer> => {
  const specification = await OpenApi.read((await contractOf(vendor)).spec)
  const requests: VendorServer["requests"] = []
  // Idle connections are never closed.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1")
    requests.push({ method: request.method ?? "", path: url.pathname, at: clock.now })
    const drifted = drift(url.pathname, exampleFor(specification, request, url), url.searchParams)
    if (typeof drifted === "string") return void response.writeHead(502, { "content-type": "text/html" }).end(drifted)
    response.writeHead(drifted.status, {
      "content-type": "application/json",
      location: "/marker",
      date: new Date(clock.now).toUTCString()
    })
    response.end(drifted.body === undefined ? undefined : JSON.stringify(drifted.body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close, requests }
}

const credentials: Readonly<Record<string, Record<string, string>>> = {
  salesflow: { SALESFLOW_TOKEN: "secret-token", SALESFLOW_ACCOUNT_ID: "10" },
  salesblink: { SALESBLINK_API_KEY: "secret-token" },
  getsales: { GETSALES_TOKEN: "secret-token" },
  salesloft: { SALESLOFT_ACCESS_TOKEN: "secret-token" }
}

const vendorServers: Array<VendorServer> = []

afterAll(() => {
  for (const { close } of vendorServers) close()
})

/** Runs the command against a vendor with that drift. */
const ask = async (
  vendor: string,
  drift: Drift,
  { args = [], command = run }: { readonly args?: ReadonlyArray<string>; readonly command?: typeof run } = {}
) => {
  const clock = new Impatient()
  const server = await startVendor(vendor, drift, clock)
  vendorServers.push(server)
  const environment = { ...credentials[vendor], [`${vendor.toUpperCase()}_BASE_URL`]: server.url }
  return { server, ...(await command(["--vendor", vendor, ...args], environment, clock)) }
}

const busiest = ({ requests }: VendorServer, window: number) =>
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
      for (const { code, server, stdout } of [salesloft, getsales]) {
        expect(code, stdout).toBe(1)
        expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(["GET"]))
        expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80)
      }
      expect(salesloft.stdout).toContain(`salesloft at ${salesloft.server.url}, from SALESLOFT_BASE_URL`)
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
      expect(busiest(salesloft.server, 60_000)).toBeLessThanOrEqual(150)
      expect(busiest(salesloft.server, 10_000)).toBeLessThanOrEqual(15 + 25)
      expect(busiest(getsales.server, 60_000)).toBeLessThanOrEqual(75)
      expect(busiest(getsales.server, 5000)).toBeLessThanOrEqual(8 + 7)
    }
  )
})

describe.concurrent("customers' data", { timeout: 300_000 }, () => {
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

  const expectPrivate = ({ stderr, stdout }: Ended) => {
    const all = `${stdout}${stderr}`.toLowerCase()
    expect(all).not.toContain(marker)
    expect(all).not.toContain(String(number))
    expect(all).not.toContain("secret-token")
    // Nor in a form that reveals them: quoted, encoded, cut.
    expect(all).not.toContain("roe")
  }

  it("is in no report, neither for people nor for programs", async () => {
    const before = [filesOf("."), filesOf("tools"), filesOf("contracts")]
    const runs = await Promise.all([
      ask("salesflow", leaking, { args: ["--json"] }),
      ask("salesblink", leaking),
      ask("getsales", leaking),
      ask("salesloft", leaking)
    ])
    for (const ended of runs) {
      expect(ended.code, ended.stdout + ended.stderr).toBe(1)
      expect(ended.server.requests.length).toBeGreaterThan(3)
      expectPrivate(ended)
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

  it("is not printed by a process that ends cleanly on Ctrl-C, with the results so far", async () => {
    const nameless: Drift = (path, answer) =>
      path === "/v2/account_tiers" ? items(answer, (_) => renamed(_, "id", "key")) : answer
    const ended = await ask(
      "salesloft",
      (path, answer, query) => leaking(path, nameless(path, answer, query) as Answer, query),
      {
        command: (args, environment) => spawned(args, environment, /listAccounts /)
      }
    )
    const { code, server, stdout } = ended
    expect(code).toBe(130)
    expect(stdout).toContain("✗ listAccountTiers 200 data[].id")
    expect(stdout).toMatch(/· getMe +not tried: interrupted/)
    expect(stdout).toContain("Interrupted: this is what was found so far.")
    expect(server.requests.length).toBeLessThan(30)
    expectPrivate(ended)
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
    const server = await startVendor(vendor, (_, answer) => answer)
    vendorServers.push(server)
    const environment = { [`${vendor.toUpperCase()}_BASE_URL`]: server.url }
    expect(await run(["--vendor", vendor], environment)).toEqual({
      code: 2,
      stdout: "",
      stderr: `${message}\nNothing was sent.\n`
    })
    expect(server.requests).toEqual([])
  })

  it("all vendors if one lacks its credentials, before any call", { timeout: 30_000 }, async () => {
    const server = await startVendor("salesflow", (_, answer) => answer)
    vendorServers.push(server)
    const environment = { ...credentials["salesflow"], SALESFLOW_BASE_URL: server.url }
    const { code, stderr } = await run(["--vendor", "salesflow", "--vendor", "salesloft"], environment)
    expect(code).toBe(2)
    expect(stderr).toContain("SALESLOFT_ACCESS_TOKEN")
    expect(server.requests).toEqual([])
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
  const { code, server, stdout } = await ask("salesflow", () => ({ status: 403, body: {} }))
  expect(stdout).toContain("Stopped: the vendor refuses the credentials.")
  expect(code).toBe(1)
  expect(server.requests).toHaveLength(1)
})
