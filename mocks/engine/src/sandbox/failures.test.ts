/** Failures inside a sandbox appear in its log and do not stop it. */
import dns from "node:dns"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, it, onTestFinished, vi } from "vitest"
import { definition, shop } from "../../test/Shop.ts"
import { startExamples } from "../prism/index.ts"
import { defineSandbox, type RunningSandbox, type SandboxOptions, startSandbox } from "./index.ts"

const open: Array<RunningSandbox> = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const start = async (target = shop, options: SandboxOptions = {}) => {
  const sandbox = await startSandbox(target, { limits: false, ...options })
  open.push(sandbox)
  return sandbox
}

const orders = async ({ url }: RunningSandbox) => (await fetch(`${url}/orders?key=k`)).status

const place = ({ url }: RunningSandbox, order: object) =>
  fetch(`${url}/orders?key=k`, {
    method: "POST",
    body: JSON.stringify(order),
    headers: { "content-type": "application/json" }
  })

it("a rule that throws", async () => {
  const sandbox = await start()
  expect((await fetch(`${sandbox.url}/orders/latest?key=k`)).status).toBe(500)
  expect(sandbox.log().at(-1)).toMatchObject({
    url: "/orders/latest?key=…",
    status: 500,
    responseBody: expect.stringContaining("a mistake in the rules")
  })
  expect(await orders(sandbox)).toBe(200)
})

it("a rule whose headers cannot be sent", async () => {
  const listOrders = () => ({ status: 200, headers: { "x-note": "a\nb" }, body: [] })
  const operations = { ...definition.operations, listOrders }
  const sandbox = await start({ ...shop, definition: { ...definition, operations } })
  expect(await orders(sandbox)).toBe(500)
  expect(await orders(sandbox)).toBe(500)
})

it("a job that throws does not stop later jobs", async () => {
  const jobs = {
    ...definition.jobs,
    break: () => {
      throw new Error("a mistake in a job")
    }
  }
  const listOrders = ({ schedule }: { readonly schedule: (job: string, payload: unknown, after: number) => void }) => {
    schedule("break", { order: 1 }, 1000)
    return { status: 200, body: [] }
  }
  const operations = { ...definition.operations, listOrders }
  const sandbox = await start({ ...shop, definition: defineSandbox({ ...definition, jobs, operations }) })
  await orders(sandbox)
  await place(sandbox, { item: "cake" })
  await sandbox.advance("2 minutes")
  expect(sandbox.state().orders[1]).toMatchObject({ item: "cake", shipped: true })
  expect(sandbox.log().at(-1)).toMatchObject({
    method: "JOB",
    url: "break",
    requestBody: '{"order":1}',
    status: 500,
    responseBody: expect.stringContaining("a mistake in a job")
  })
})

it("a job and an event that are async", async () => {
  const late = () => Promise.reject(new Error("a mistake of the caller's"))
  const events = { late: { description: "Too late", example: {}, trigger: late } }
  const sandbox = await start({ ...shop, definition: { ...definition, events, jobs: { ship: late } } })
  await place(sandbox, { item: "cake" })
  await sandbox.advance("2 minutes")
  expect(sandbox.log().find(({ method }) => method === "JOB")?.responseBody).toContain(
    'The job "ship" must not be an async function: what it does later is lost.'
  )
  await expect(sandbox.trigger("late" as never)).rejects.toThrow('The event "late" must not be an async function')
  expect(await orders(sandbox)).toBe(200)
})

it("a webhook that cannot be sent", async () => {
  const ship = ({ deliver }: { readonly deliver: (delivery: object) => void }) =>
    deliver({ event: "shipped", url: "http://127.0.0.1:9/", body: {}, headers: { "x-token": "a\nb" } })
  const sandbox = await start({ ...shop, definition: { ...definition, jobs: { ship: ship as never } } })
  await place(sandbox, { item: "cake" })
  await sandbox.advance("2 minutes")
  expect(sandbox.deliveries()).toMatchObject([
    { state: "failed", attempts: [{ error: expect.stringContaining("x-token") }] }
  ])
  expect(await orders(sandbox)).toBe(200)
})

it.each(["throws", "rejects"])("a watcher that %s", async (how) => {
  const reported = vi.spyOn(console, "error").mockImplementation(() => {})
  onTestFinished(() => reported.mockRestore())
  const mistake = new Error("a mistake of the caller's")
  const sandbox = await start(shop, {
    onRequest: () => {
      if (how === "rejects") return Promise.reject(mistake)
      throw mistake
    }
  })
  expect(await orders(sandbox)).toBe(200)
  expect(reported).toHaveBeenCalledWith(mistake)
})

it.each(["/_sandbox/reset", "/_sandbox", "/./_sandbox/reset?x=1", "/x/../_sandbox/reset"])(
  "no webhook to a control address: %s",
  async (path) => {
    const [sandbox, other] = [await start(), await start()]
    await place(other, { item: "tart" })
    const names = [
      "127.0.0.1",
      "localhost",
      "localhost.",
      "2130706433",
      "0x7f.1",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]"
    ]
    for (const [index, name] of names.entries()) {
      await place(sandbox, {
        item: "cake",
        notify: `http://${name}:${index % 2 === 0 ? sandbox.port : other.port}${path}`
      })
    }
    await sandbox.advance("2 minutes")
    expect(sandbox.state().orders).toHaveLength(names.length + 1)
    expect(other.state().orders).toHaveLength(2)
    for (const { attempts, state } of sandbox.deliveries()) {
      expect([state, attempts[0]?.error]).toEqual(["refused", expect.stringContaining("control address")])
    }
  }
)

it.each([302, 307, 308])("no webhook follows a redirect of %d to a control address", async (status) => {
  const [sandbox, other] = [await start(), await start()]
  await place(other, { item: "tart" })
  const location = `${other.url}/_sandbox/reset`
  const redirecting = createServer((_, response) => response.writeHead(status, { location }).end())
  await new Promise<void>((listening) => redirecting.listen(0, "127.0.0.1", listening))
  const { port } = redirecting.address() as AddressInfo
  await place(sandbox, { item: "cake", notify: `http://127.0.0.1:${port}/` })
  await sandbox.advance("2 minutes")
  redirecting.close()
  expect(sandbox.deliveries()[0]?.attempts[0]).toMatchObject({ status })
  expect(other.state().orders).toHaveLength(2)
})

it("no webhook controls or calls a sandbox by a host name that resolves to it", async () => {
  const lookup = vi.spyOn(dns, "lookup")
  onTestFinished(() => lookup.mockRestore())
  const allowHosts = ["hooks.example.com"]
  const [sandbox, other, examples] = [await start(shop, { allowHosts }), await start(), await startExamples(shop.spec)]
  onTestFinished(() => examples.close())
  const asked: Array<string> = []
  lookup.mockImplementation(((name: string, _: unknown, found: (error: null, all: ReadonlyArray<object>) => void) => {
    asked.push(name)
    found(null, [{ address: "127.0.0.1", family: 4 }])
  }) as never)
  const orders = "/orders?key=k"
  for (const [port, path] of [
    [sandbox.port, "/_sandbox/reset"],
    [other.port, "/_sandbox/reset"],
    [examples.port, "/_sandbox/reset"],
    [sandbox.port, orders],
    [other.port, orders],
    [other.port, "/%5fsandbox/reset"]
  ] as const) {
    await place(sandbox, { item: "cake", notify: `http://hooks.example.com:${port}${path}` })
  }
  await sandbox.advance("2 minutes")
  const refused = { state: "refused", attempts: [{ error: expect.stringContaining("control address") }] }
  const unheard = {
    state: "failed",
    attempts: Array.from({ length: 3 }, () => expect.objectContaining({ status: 403 }))
  }
  expect(sandbox.deliveries()).toMatchObject([refused, refused, refused, unheard, unheard, unheard])
  expect(asked).toHaveLength(9)
  expect([sandbox.state().orders, other.state().orders].map(({ length }) => length)).toEqual([7, 1])
  expect((await fetch(`${examples.url}/_sandbox/reset`, { method: "POST" })).status).toBe(404)
})
