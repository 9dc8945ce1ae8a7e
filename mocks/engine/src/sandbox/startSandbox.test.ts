/** Sandboxes as users see them: real requests over a real socket, at an invented vendor. */
import type { Untyped } from "./Json.ts"
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest"
import { receiver } from "../../test/sandboxes.ts"
import { definition, shop } from "../../test/Shop.ts"
import { startSandbox, type Context, type RunningSandbox, type SandboxOptions } from "./index.ts"

// Time stands still, so that a sandbox's clock moves by `advance` alone.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }))

const open: Array<{ close: () => unknown }> = []
afterEach(async () => {
  vi.useRealTimers()
  for (const one of open.splice(0)) await one.close()
})

const start = async (options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const sandbox = await startSandbox(shop, { now: "2026-03-02T09:00:00Z", ...options })
  open.push(sandbox)
  return sandbox
}

const call = async ({ url }: RunningSandbox, path: string, init: RequestInit = {}, key = "k") => {
  const headers = new Headers(init.headers)
  if (init.body !== undefined) headers.set("content-type", "application/json")
  const address = `${url}${path}${path.includes("?") ? "&" : "?"}key=${key}`
  const response = await fetch(address, { ...init, headers })
  const text = await response.text()
  const body: Untyped = text === "" ? undefined : JSON.parse(text)
  return { status: response.status, headers: response.headers, body }
}

const place = (sandbox: RunningSandbox, order: object) =>
  call(sandbox, "/orders", { method: "POST", body: JSON.stringify(order) })

describe("a sandbox", () => {
  it("has its own state, which calls change", async () => {
    const [one, other] = [await start(), await start()]
    expect((await place(one, { item: "cake" })).body).toMatchObject({ id: 2, item: "cake" })
    expect((await call(one, "/orders/2")).body).toMatchObject({ item: "cake", note: null })
    expect((await call(other, "/orders/2")).status).toBe(404)
    expect(one.state().orders).toHaveLength(2)
  })

  it("counts undefined options as missing", async () => {
    const unset = { randomSeed: undefined, seed: undefined, port: undefined, faults: undefined, stateFile: undefined }
    const sandbox = await start({ ...unset, limits: undefined, accept: undefined, onRequest: undefined })
    expect((await call(sandbox, "/orders/1")).status).toBe(200)
  })

  it("keeps text unchanged, in any alphabet", async () => {
    const sandbox = await start()
    for (const item of ["crème brûlée", "пирог 🍰"]) {
      const { body, headers } = await place(sandbox, { item })
      expect(body.item).toBe(item)
      expect(Number(headers.get("content-length"))).toBe(Buffer.byteLength(JSON.stringify(body)))
    }
  })

  it("is the same for the same seed", async () => {
    const states = [await start(), await start(), await start({ randomSeed: 2 })].map((sandbox) => sandbox.state())
    expect(states[1]).toEqual(states[0])
    expect(states[2]).not.toEqual(states[0])
  })

  it("starts with dates that are current by its clock, at every reset", async () => {
    const seed = ({ now }: { readonly now: () => number }) => ({
      orders: [{ id: 1, placed: "2026-02-28T17:00:00.5Z", due: new Date(now() + 3_600_000).toISOString() }],
      token: "t"
    })
    const fresh = { ...shop, definition: { ...definition, seed, seededAt: "2026-03-01T09:00:00Z" } as never }
    const sandbox = await startSandbox(fresh, { now: "2027-01-10T12:00:00Z" })
    open.push(sandbox)
    const placed = "2027-01-09T17:00:00.5Z"
    expect(sandbox.state().orders).toEqual([{ id: 1, placed, due: "2027-01-10T13:00:00.000Z" }])
    await sandbox.advance("3 days")
    sandbox.reset()
    expect(sandbox.state().orders).toEqual([{ id: 1, placed, due: "2027-01-10T13:00:00.000Z" }])
  })

  it("converts parameters to the types of the specification", async () => {
    const sandbox = await start()
    const { body } = await call(sandbox, "/orders?limit=3&ids[]=1&ids[]=2&placed[gt]=2026-01-01&other=1")
    expect(body[0].asked).toEqual({ limit: 3, "ids[]": [1, 2], placed: { gt: "2026-01-01" } })
    expect((await call(sandbox, "/orders?ids[]=1")).body[0].asked).toEqual({ "ids[]": [1] })
  })

  it.each([
    [
      "a parameter that is no number",
      "/orders?limit=many",
      undefined,
      { in: "query", name: "limit", message: "must be integer" }
    ],
    ["one beyond its limit", "/orders?limit=11", undefined, { in: "query", name: "limit", message: "must be <= 10" }],
    ["a path that is no number", "/orders/x", undefined, { in: "path", name: "id", message: "must be integer" }],
    ["a field that is missing", "/orders", {}, { in: "body", name: "item", message: "is missing" }],
    ["a field of another type", "/orders", { item: 1 }, { in: "body", name: "item", message: "must be string" }],
    ["no body", "/orders", "", { in: "body", name: "", message: "is missing" }],
    ["no JSON", "/orders", "{", { in: "body", name: "", message: expect.stringContaining("is not JSON") }]
  ])("refuses %s, and names it", async (_, path, body, violation) => {
    const sandbox = await start()
    const init =
      body === undefined ? {} : { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) }
    const answer = await call(sandbox, path, init)
    expect(answer).toMatchObject({ status: 422, body: { violations: [violation] } })
    expect(sandbox.state().orders).toHaveLength(1)
  })

  it("accepts null if the specification does", async () => {
    expect((await place(await start(), { item: "cake", note: null })).status).toBe(201)
  })

  it("names an unknown operation, path or method", async () => {
    const sandbox = await start()
    expect(await call(sandbox, "/nothing")).toMatchObject({ status: 404, body: { title: "No such address" } })
    const other = await call(sandbox, "/orders", { method: "DELETE" })
    expect(other).toMatchObject({ status: 405, body: { detail: "/orders takes GET, POST, not DELETE." } })
    expect(other.headers.get("allow")).toBe("GET, POST")
  })

  it("refuses credentials that begin with invalid, or all except the accepted ones", async () => {
    const sandbox = await start()
    expect((await call(sandbox, "/orders", {}, "invalid-key")).status).toBe(401)
    expect((await call(sandbox, "/orders", {}, "")).status).toBe(401)
    const picky = await start({ accept: ["the-one"] })
    expect((await call(picky, "/orders", {}, "k")).status).toBe(401)
    expect((await call(picky, "/orders", {}, "the-one")).status).toBe(200)
  })

  it("returns the specification's example if the caller prefers it", async () => {
    const sandbox = await start()
    const preferring = (prefer: string) => call(sandbox, "/orders", { headers: { prefer } })
    expect((await preferring("example=none")).body).toEqual([])
    expect((await preferring("code=200, example=some")).body).toEqual([{ id: 1, item: "tea", note: null }])
    expect((await preferring("code=429")).status).toBe(429)
    expect(await preferring("code=418")).toMatchObject({ status: 404, body: { title: "No such example" } })
  })

  it("returns 500 for an error in its rules, and continues", async () => {
    const sandbox = await start()
    const { body, status } = await call(sandbox, "/orders/latest")
    expect(status).toBe(500)
    expect(body).toMatchObject({
      title: "The sandbox failed",
      detail: expect.stringContaining("a mistake in the rules")
    })
    expect((await call(sandbox, "/orders")).status).toBe(200)
  })

  it("can be called by pages of other origins", async () => {
    const { url } = await start()
    const headers = { "access-control-request-method": "POST", "access-control-request-headers": "authorization" }
    const allowed = await fetch(`${url}/orders`, { method: "OPTIONS", headers })
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get("access-control-allow-headers")).toBe("authorization")
    expect((await fetch(`${url}/orders?key=k`)).headers.get("access-control-allow-origin")).toBe("*")
  })
})

describe("its clock", () => {
  it("runs due jobs when it is advanced", async () => {
    const sandbox = await start()
    await place(sandbox, { item: "cake" })
    await sandbox.advance("59 seconds")
    expect(sandbox.state().orders[1].shipped).toBe(false)
    await sandbox.advance("2 seconds")
    expect(sandbox.state().orders[1].shipped).toBe(true)
    expect(sandbox.now()).toEqual(new Date("2026-03-02T09:01:01Z"))
  })

  it("runs by itself", async () => {
    vi.useRealTimers()
    const sandbox = await start()
    await place(sandbox, { item: "cake" })
    await sandbox.advance(59_900)
    await expect.poll(() => sandbox.state().orders[1].shipped, { timeout: 30_000 }).toBe(true)
  }, 60_000)

  it("renews limits, and the first refusal is reported", async () => {
    const said = vi.spyOn(console, "error").mockReturnValue()
    onTestFinished(() => said.mockRestore())
    // Printed once in a process for each vendor, so this vendor must be new.
    const sandbox = await startSandbox({ ...shop, vendor: "limited" }, { now: "2026-03-02T09:00:00Z" })
    open.push(sandbox)
    for (const remaining of [10, 0]) {
      expect((await call(sandbox, "/orders?limit=10")).headers.get("x-remaining")).toBe(String(remaining))
    }
    const refused = await call(sandbox, "/orders")
    expect(refused.status).toBe(429)
    expect([refused.headers.get("x-cost"), refused.headers.get("x-remaining")]).toEqual(["1", "0"])
    expect(refused.headers.get("retry-after")).toBe("60")
    expect(sandbox.limits).toEqual(["20 a minute"])
    expect(sandbox.log().map(({ limit }) => limit)).toEqual([undefined, undefined, "20 a minute"])
    await call(sandbox, "/orders")
    expect(said.mock.calls).toEqual([
      [
        "limited: answered 429, because the vendor's limit is 20 a minute; calls are accepted again in 60 s. " +
          "limits: false or --no-limits turns limits off. This is reported once."
      ]
    ])
    expect((await call(sandbox, "/orders", {}, "another")).status).toBe(200)
    await sandbox.advance("1 minute")
    expect((await call(sandbox, "/orders")).status).toBe(200)
    const free = await start({ limits: false })
    for (let index = 0; index < 30; index++) expect((await call(free, "/orders")).status).toBe(200)
  })
})

describe("faults", () => {
  it("return a status with the specification's example, a given number of times", async () => {
    const sandbox = await start({ faults: [{ operation: "placeOrder", status: 503, skip: 1, count: 2 }] })
    const placed = [1, 2, 3, 4].map(() => place(sandbox, { item: "cake" }))
    const answers = await Promise.all(placed)
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 503, 503])
    const busy = answers.find(({ status }) => status === 503)!
    expect(busy.body).toEqual({ error: "busy" })
    expect(busy.headers.get("retry-after")).toBe("7")
    expect(sandbox.state().orders).toHaveLength(3)
  })

  it("apply only to calls that contain a text", async () => {
    const sandbox = await start({
      faults: [
        { containing: "cake", status: 503 },
        { containing: "limit=3", status: 429 }
      ]
    })
    expect((await place(sandbox, { item: "pie" })).status).toBe(201)
    expect((await place(sandbox, { item: "cake" })).status).toBe(503)
    expect((await call(sandbox, "/orders?limit=3")).status).toBe(429)
  })

  it("return the named example", async () => {
    const sandbox = await start({ faults: [{ operation: "listOrders", status: 200, example: "none" }] })
    expect((await call(sandbox, "/orders")).body).toEqual([])
  })

  it("can come after the call took effect", async () => {
    const sandbox = await start()
    const fault = sandbox.fault({ status: 503, when: "after", retryAfter: 2 })
    const answer = await place(sandbox, { item: "cake" })
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"])
    expect(sandbox.state().orders).toHaveLength(2)
    fault.end()
    expect((await place(sandbox, { item: "cake" })).status).toBe(201)
  })

  it.each([
    ["before", 1],
    ["after", 2]
  ] as const)("drop the connection %s the work", async (when, orders) => {
    const sandbox = await start({ faults: [{ drop: true, when, count: 1 }] })
    await expect(place(sandbox, { item: "cake" })).rejects.toThrow("fetch failed")
    expect(sandbox.state().orders).toHaveLength(orders)
    expect(sandbox.log().at(-1)).toMatchObject({ status: 0, fault: 1 })
  })

  it("truncate, replace or slow down bodies", async () => {
    const sandbox = await start()
    const body = async () => (await fetch(`${sandbox.url}/orders?key=k`)).text()
    const whole = await body()
    sandbox.fault({ body: "truncated", count: 1 })
    await expect(body()).rejects.toThrow("terminated")
    sandbox.fault({ body: "html", count: 1 })
    expect(await body()).toMatch(/^<!DOCTYPE html>/)
    sandbox.fault({ body: "empty", count: 1 })
    expect(await body()).toBe("")
    sandbox.fault({ drip: 10, count: 1 })
    const began = performance.now()
    expect(await body()).toBe(whole)
    expect(performance.now() - began).toBeGreaterThan((whole.length / 16 - 1) * 9)
  })

  it("delay responses", async () => {
    const sandbox = await start({ faults: [{ latency: "80ms", jitter: 40 }] })
    const began = performance.now()
    await call(sandbox, "/orders")
    expect(performance.now() - began).toBeGreaterThan(78)
  })

  it("apply to the same calls for the same seed", async () => {
    const struck = async (seed: number) => {
      const sandbox = await start({ limits: false, faults: [{ status: 503, share: 0.3, seed }] })
      const statuses = []
      for (let index = 0; index < 40; index++) statuses.push((await call(sandbox, "/orders")).status)
      return statuses
    }
    const [one, again, other] = [await struck(5), await struck(5), await struck(6)]
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
    expect(one.filter((status) => status === 503).length).toBeGreaterThan(4)
    expect(one.filter((status) => status === 503).length).toBeLessThan(22)
  })

  it("that are invalid are refused with every mistake", async () => {
    const sandbox = await start()
    expect(() => sandbox.fault({ operation: "nothing", share: 2 } as never)).toThrow(
      'This fault is invalid: "share" must be above 0 and at most 1, not 2; there is no operation "nothing"; ' +
        "the operations are listOrders, placeOrder, getOrder, latestOrder; the fault has no effect"
    )
    await expect(start({ faults: [{ latency: "soon" }] })).rejects.toThrow('"latency" must be milliseconds')
  })
})

describe("webhooks", () => {
  it("are posted, retried, and then end", async () => {
    const { bodies: received, url } = await receiver(500, 302, 204)
    const sandbox = await start()
    await place(sandbox, { item: "cake", notify: url })
    await sandbox.advance("60 seconds")
    expect(received).toEqual([{ id: 2 }])
    expect(sandbox.deliveries()).toMatchObject([{ event: "shipped", state: "waiting", attempts: [{ status: 500 }] }])
    await sandbox.advance("14 seconds")
    expect(received).toHaveLength(1)
    await sandbox.advance("16 seconds")
    expect(received).toHaveLength(3)
    const [delivery] = sandbox.deliveries()
    expect(delivery).toMatchObject({ state: "delivered" })
    const [one, two, three] = delivery!.attempts.map(({ at }) => at)
    expect([two! - one!, three! - two!]).toEqual([15_000, 15_000])
  })

  it("fail after the last attempt", async () => {
    const { received, url } = await receiver(500)
    const sandbox = await start()
    await place(sandbox, { item: "cake", notify: url })
    await sandbox.advance("10 minutes")
    expect(received).toHaveLength(3)
    expect(sandbox.deliveries()).toMatchObject([{ state: "failed" }])
  })

  it("are posted to other machines only if their name is allowed", async () => {
    const sandbox = await start({ allowHosts: ["hooks.invalid"] })
    await place(sandbox, { item: "cake", notify: "https://example.com/hook" })
    await place(sandbox, { item: "cake", notify: "http://hooks.invalid/hook" })
    await place(sandbox, { item: "cake", notify: "ftp://127.0.0.1/hook" })
    await sandbox.advance("10 minutes")
    const [stranger, allowed, odd] = sandbox.deliveries()
    expect(stranger).toMatchObject({ state: "refused" })
    expect(stranger!.attempts[0]!.error).toContain("its host example.com is not this machine")
    // The host does not exist, so the post fails, but it was tried.
    expect(allowed).toMatchObject({ state: "failed", attempts: [{}, {}, {}] })
    expect(odd).toMatchObject({ state: "refused" })
  })
})

describe("its log", () => {
  it("keeps the last 200 requests, newest last", async () => {
    const sandbox = await start()
    for (let nth = 1; nth <= 203; nth++) await call(sandbox, `/orders/${nth}`)
    const ids = sandbox.log().map(({ id }) => id)
    expect(ids).toEqual(Array.from({ length: 200 }, (_, index) => index + 4))
    expect(sandbox.log().at(-1)?.url).toContain("/orders/203")
    sandbox.reset()
    await call(sandbox, "/orders/1")
    expect(sandbox.log().map(({ id }) => id)).toEqual([204])
  })

  it("shows requests and answers, and no credentials", async () => {
    const sandbox = await start()
    await call(
      sandbox,
      "/orders",
      { method: "POST", body: '{"item":"cake"}', headers: { authorization: "Bearer s3cret" } },
      "s3cret"
    )
    const [entry] = sandbox.log()
    expect(entry).toMatchObject({
      id: 1,
      method: "POST",
      url: "/orders?key=…",
      operation: "placeOrder",
      status: 201,
      requestBody: '{"item":"cake"}',
      responseBody: expect.stringContaining('"id":2')
    })
    expect(JSON.stringify(sandbox.log())).not.toContain("s3cret")
  })
})

describe("snapshots", () => {
  it("restore state, clock and scheduled jobs", async () => {
    const sandbox = await start()
    await place(sandbox, { item: "cake" })
    await sandbox.advance("30 seconds")
    const before = sandbox.snapshot()
    await sandbox.advance("1 hour")
    await place(sandbox, { item: "pie" })
    expect(sandbox.state().orders).toMatchObject([{}, { shipped: true }, { item: "pie" }])
    sandbox.restore(before)
    expect(sandbox.state().orders).toMatchObject([{}, { shipped: false }])
    expect(sandbox.state().orders).toHaveLength(2)
    await sandbox.advance("31 seconds")
    expect(sandbox.state().orders[1].shipped).toBe(true)
  })

  it("of another vendor are refused", async () => {
    const sandbox = await start()
    const snapshot = { ...sandbox.snapshot(), vendor: "bank" }
    expect(() => sandbox.restore(snapshot)).toThrow("This snapshot is of bank, and this sandbox is shop.")
  })

  it("are not needed for a reset", async () => {
    const sandbox = await start({ faults: [{ status: 503, operation: "getOrder" }] })
    const seed = sandbox.state()
    await place(sandbox, { item: "cake" })
    sandbox.reset()
    expect(sandbox.state()).toEqual(seed)
    expect(sandbox.log()).toEqual([])
    expect((await call(sandbox, "/orders/1")).status).toBe(200)
    await sandbox.advance("2 minutes")
    expect(sandbox.state()).toEqual(seed)
  })
})

describe("events", () => {
  it("can still be triggered by the former method, happen", async () => {
    const empty = ({ state }: Context<Untyped>) => void (state.orders.length = 0)
    const events = { lose: { description: "All is lost.", example: {}, happen: empty } }
    const sandbox = await startSandbox({ ...shop, definition: { ...definition, events } })
    open.push(sandbox)
    await sandbox.happen("lose")
    expect(sandbox.state().orders).toEqual([])
  })

  it("are triggered, or fail with the reason", async () => {
    const sandbox = await start()
    await sandbox.trigger("lose", { id: 1 })
    expect(sandbox.state().orders[0].shipped).toBe(false)
    await expect(sandbox.trigger("lose", { id: 9 })).rejects.toThrow("There is no order 9.")
    await expect(sandbox.trigger("find")).rejects.toThrow('There is no event "find". There are: lose.')
  })
})

describe("provider states", () => {
  it("accept an operation's own name, and the names of the calls that share it", async () => {
    const sandbox = await start()
    const state = (operation: string) =>
      fetch(`${sandbox.url}/_sandbox/provider-states`, {
        method: "POST",
        body: JSON.stringify({ action: "setup", params: { operation, status: 503 } })
      })
    for (const name of ["placeOrder", "orderCake"]) {
      expect((await state(name)).status).toBe(200)
      expect((await place(sandbox, { item: "cake" })).status).toBe(503)
      expect((await place(sandbox, { item: "cake" })).status).toBe(201)
    }
    expect((await state("orderCoffee")).status).toBe(400)
  })
})
