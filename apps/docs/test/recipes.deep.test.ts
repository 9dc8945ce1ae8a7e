/** Runs each recipe against sandboxes, as its reader would. */
import { startSandbox } from "@salesbridge/mocks/sandbox"
import { bundle } from "@salesbridge/core/testing"
import { createGetSales } from "@salesbridge/getsales/promise"
import { createSalesBlink } from "@salesbridge/salesblink/promise"
import { createSalesflow } from "@salesbridge/salesflow/promise"
import { Salesloft } from "@salesbridge/salesloft"
import { createSalesloft, Webhooks } from "@salesbridge/salesloft/promise"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { build } from "esbuild"
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, describe, expect, it } from "vitest"
import { findPerson as findPersonWithEffect } from "../recipes/catch-one.effect.ts"
import { findPerson } from "../recipes/catch-one.ts"
import worker from "../recipes/edge.ts"
import { nextStep } from "../recipes/next-step.ts"
import { suppress } from "../recipes/suppression.ts"

const folder = mkdtempSync(join(tmpdir(), "recipes-"))
afterAll(() => rmSync(folder, { recursive: true }))

const path = (recipe: string) => fileURLToPath(new URL(`../recipes/${recipe}`, import.meta.url))

const bundled = (recipe: string) => bundle(path(recipe), join(folder, recipe.replace(/ts$/, "mjs")))
const run = async (recipe: string, env: Record<string, string>) =>
  (await promisify(execFile)(process.execPath, [bundled(recipe)], { env })).stdout

const listening = async (server: ReturnType<typeof createServer>) => {
  await once(server.listen(0, "127.0.0.1"), "listening")
  return (server.address() as AddressInfo).port
}

describe("the recipe that", { timeout: 180_000 }, () => {
  it("catches one error, and decides by its category what to do", async () => {
    await using sandbox = await startSandbox("salesloft")
    const options = { baseUrl: sandbox.url, retry: false } as const
    await using salesloft = createSalesloft({ accessToken: "any", ...options })
    expect((await findPerson(salesloft, 4711))?.id).toBe(4711)
    expect(await findPerson(salesloft, 1)).toBe(undefined)
    const layer = Salesloft.layer({ accessToken: Redacted.make("any"), baseUrl: sandbox.url })
    const live = layer.pipe(Layer.provide(FetchHttpClient.layer))
    expect(await Effect.runPromise(Effect.provide(findPersonWithEffect(1), live))).toBe(undefined)
    sandbox.fault({ operation: "getPerson", status: 429, count: 1 })
    expect(nextStep(await findPerson(salesloft, 4711).catch((error) => error))).toMatch(/^keep this record/)
  })

  it("syncs changes once, through the proxy in the environment", async () => {
    await using sandbox = await startSandbox("salesloft")
    await using salesloft = createSalesloft({ accessToken: "any", baseUrl: sandbox.url })
    const asked: Array<string | undefined> = []
    const proxy = createServer()
    proxy.on("connect", ({ url }, client) => {
      asked.push(url)
      const vendor = connect(sandbox.port, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"))
      client.pipe(vendor).pipe(client)
    })
    const env = {
      NODE_USE_ENV_PROXY: "1",
      HTTP_PROXY: `http://127.0.0.1:${await listening(proxy)}`,
      DATABASE: join(folder, "people.db"),
      SALESLOFT_ACCESS_TOKEN: "any",
      SALESLOFT_BASE_URL: sandbox.url
    }
    expect(await run("nightly-sync.ts", env)).toMatch(/^[1-9]\d* people changed\n$/)
    expect(new Set(asked)).toEqual(new Set([`127.0.0.1:${sandbox.port}`]))
    await salesloft.People.update({ id: 4711, first_name: "Ada" })
    expect(await run("nightly-sync.ts", env)).toBe("1 people changed\n")
    proxy.close()
  })

  it("suppresses at every vendor, even if one of them is down", async () => {
    await using salesloftBox = await startSandbox("salesloft")
    await using getsalesBox = await startSandbox("getsales")
    await using salesblinkBox = await startSandbox("salesblink")
    await using salesflowBox = await startSandbox("salesflow")
    const options = { retry: false } as const
    const clients = {
      getsales: createGetSales({ token: "any", baseUrl: getsalesBox.url, ...options }),
      salesblink: createSalesBlink({ apiKey: "any", baseUrl: salesblinkBox.url, ...options }),
      salesflow: createSalesflow({ token: "any", accountId: "321", baseUrl: salesflowBox.url, ...options }),
      salesloft: createSalesloft({ accessToken: "any", baseUrl: salesloftBox.url, ...options })
    }
    const { data: known } = await clients.salesloft.People.list({ "ids[]": [4711] })
    const email = known[0]!.email_address!
    salesblinkBox.fault({ status: 500 })
    const told = await suppress(clients, email)
    expect(told).toEqual([
      expect.stringMatching(/^GetSales: \d/),
      expect.stringMatching(/^SalesBlink: failed, /),
      expect.stringMatching(/^Salesflow: \d/),
      "Salesloft: 1"
    ])
    const { data } = await clients.salesloft.People.list({ "email_addresses[]": [email] })
    expect(data.every(({ do_not_contact }) => do_not_contact)).toBe(true)
    await Promise.all(Object.values(clients).map((client) => client.close()))
  })

  /** A receiver's environment with a database of its own, and a function that posts a signed delivery to it. */
  const delivery = async (database: string, id: number) => {
    const callbackToken = "a-secret-of-your-own"
    const free = createServer()
    const port = await listening(free)
    await once(free.close(), "close")
    const { body, headers } = await Webhooks.signDelivery({ event: "person_updated", record: { id }, callbackToken })
    return {
      env: { SALESLOFT_CALLBACK_TOKEN: callbackToken, PORT: String(port), DATABASE: join(folder, database) },
      post: async () => (await fetch(`http://127.0.0.1:${port}/`, { method: "POST", headers, body })).status
    }
  }

  it("handles a delivery once, even if the receiver restarts", async () => {
    const { env, post } = await delivery("log.db", 4711)
    const printed: Array<string> = []
    for (let start = 0; start < 2; start++) {
      const receiver = spawn(process.execPath, [bundled("webhook-log.ts")], { env })
      receiver.stdout.on("data", (text) => printed.push(String(text)))
      await once(receiver.stdout, "data")
      expect([await post(), await post()]).toEqual([200, 200])
      receiver.kill("SIGKILL")
      await once(receiver, "close")
    }
    expect(printed.join("")).toBe("ready\nchanged: 4711\nready\n")
  })

  it("handles a delivery whose receiver died, before Salesloft's last repetition after 45 seconds", async () => {
    const { env, post } = await delivery("died.db", 1)
    const answerOf = async (preload: string) => {
      const preloaded = ["--import", `data:text/javascript,${encodeURIComponent(preload)}`]
      const receiver = spawn(process.execPath, [...preloaded, bundled("webhook-log.ts")], { env })
      await once(receiver.stdout, "data")
      const answer = await post().catch(() => "died")
      receiver.kill("SIGKILL")
      if (receiver.exitCode === null && receiver.signalCode === null) await once(receiver, "close")
      return answer
    }
    const after = (seconds: number) => `const { now } = Date; Date.now = () => now() + ${seconds * 1000}`
    const dies = "const { log } = console; console.log = (_) => (_ === 'ready' ? log(_) : process.kill(process.pid, 9))"
    expect(await answerOf(dies)).toBe("died")
    expect(await answerOf(after(30))).toBe(503)
    expect(await answerOf(after(44))).toBe(200)
  })

  const redis = process.env["REDIS_URL"]
  it.skipIf(redis === undefined)("shares a quota (skipped without REDIS_URL, the address of a Redis)", async () => {
    await using sandbox = await startSandbox("salesloft")
    const env = { REDIS_URL: redis!, SALESLOFT_ACCESS_TOKEN: crypto.randomUUID(), SALESLOFT_BASE_URL: sandbox.url }
    expect(await Promise.all([run("shared-quota.ts", env), run("shared-quota.ts", env)])).toEqual([
      "10 calls\n",
      "10 calls\n"
    ])
    const times = sandbox.log().map(({ at }) => new Date(at).getTime())
    expect(times.length).toBe(20)
    // Each alone would finish in half a second.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(700)
  })

  it("runs without Node", async () => {
    const entryPoints = [path("edge.ts")]
    const conditions = ["@salesbridge/source", "import"]
    // Fails if a module of Node's is imported.
    await build({ entryPoints, conditions, bundle: true, format: "esm", platform: "browser", write: false })
    await using sandbox = await startSandbox("salesflow")
    const environment = { SALESFLOW_TOKEN: "any", SALESFLOW_ACCOUNT_ID: "321", SALESFLOW_BASE_URL: sandbox.url }
    const ask = async (id: number) => {
      const answer = await worker.fetch(new Request(`https://worker.example.com/campaigns/${id}`), environment)
      return [answer.status, await answer.text()]
    }
    expect(await ask(456)).toEqual([200, "started"])
    expect(await ask(456)).toEqual([200, "runs already"])
    expect((await ask(1))[0]).toBe(404)
  })
})
