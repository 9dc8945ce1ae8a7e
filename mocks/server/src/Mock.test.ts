/** Mocks inside a program: where they listen, when they stop, how they fail, and how they answer bad requests. */
import { describe, expect, it, layer } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath, pathToFileURL } from "node:url"
import { Mock, PortUnavailable, startMock, startProxy, UnknownVendor, UnreadableSpec } from "./index.ts"

const salesflow = fileURLToPath(new URL("../../salesflow/openapi.yaml", import.meta.url))
const accounts = "/api/accounts/list"
const refused = (url: string) => expect(fetch(url)).rejects.toThrow("fetch failed")

describe("startMock", () => {
  it("listens on a free port of 127.0.0.1 and frees it on close", async () => {
    const mock = await startMock({ vendor: "salesflow" })
    expect(mock).toMatchObject({ vendor: "salesflow", url: `http://127.0.0.1:${mock.port}` })
    expect((await fetch(`${mock.url}${accounts}?token=t`)).status).toBe(200)
    await mock.close()
    await mock.close()
    await refused(mock.url)
  })

  it("accepts only a vendor's name, and asks for a missing one", async () => {
    const mock = await startMock("salesflow")
    expect(mock.vendor).toBe("salesflow")
    await mock.close()
    await expect(startMock({} as never)).rejects.toThrow(/salesflow/)
  })

  it("closes at once, even with a kept-alive connection", async () => {
    const mock = await startMock({ vendor: "salesflow" })
    await (await fetch(`${mock.url}${accounts}?token=t`)).text()
    await mock.close()
  })

  it("runs two at a time", async () => {
    const mocks = await Promise.all([startMock({ vendor: "salesflow" }), startMock({ vendor: "salesblink" })])
    const statuses = await Promise.all([
      fetch(`${mocks[0].url}${accounts}?token=t`).then(({ status }) => status),
      fetch(`${mocks[1].url}/api/my-team`, { headers: { authorization: "k" } }).then(({ status }) => status)
    ])
    expect(statuses).toEqual([200, 200])
    await Promise.all(mocks.map((mock) => mock.close()))
  })

  it.each([salesflow, pathToFileURL(salesflow), pathToFileURL(salesflow).href])(
    "serves any specification: %s",
    async (spec) => {
      const mock = await startMock({ spec })
      expect((await fetch(`${mock.url}${accounts}?token=t`)).status).toBe(200)
      expect(mock.vendor).toBeUndefined()
      await mock.close()
    }
  )

  it("rejects an unknown vendor, and lists the known ones", async () => {
    const error = await startMock({ vendor: "nobody" }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(UnknownVendor)
    expect(String(error)).toMatch(/Unknown vendor "nobody". Known: .*salesblink.*salesflow/)
  })

  it.each(["no/such/openapi.yaml", "http://127.0.0.1:9/openapi.yaml", fileURLToPath(import.meta.url)])(
    "rejects a file that is not a specification: %s",
    async (spec) => {
      const error = await startMock({ spec }).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(UnreadableSpec)
      expect((error as UnreadableSpec).message).toContain(spec)
    }
  )

  it("rejects a taken port, and names it", async () => {
    const first = await startMock({ vendor: "salesflow" })
    const error = await startMock({ vendor: "salesblink" }, { port: first.port }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(PortUnavailable)
    expect(error).toMatchObject({ port: first.port, vendor: "salesblink", taken: true })
    await first.close()
  })

  it("rejects an invalid port", async () => {
    const error = await startMock({ vendor: "salesflow" }, { port: 70_000 }).catch((error: unknown) => error)
    expect(error).toMatchObject({ _tag: "PortUnavailable", taken: false })
  })
})

layer(Mock.layer({ vendor: "salesblink" }))("Mock.layer", (it) => {
  it.effect("provides a running mock", () =>
    Effect.gen(function* () {
      const { url, vendor } = yield* Mock
      const answer = yield* Effect.promise(() => fetch(`${url}/api/my-team`, { headers: { authorization: "k" } }))
      expect([vendor, answer.status]).toEqual(["salesblink", 200])
    })
  )
})

describe("Mock", () => {
  it.effect("stops with its Layer", () =>
    Effect.gen(function* () {
      const { url } = yield* Effect.provide(Mock, Mock.layer({ vendor: "salesflow" }))
      yield* Effect.promise(() => refused(url))
    })
  )

  it.effect("stops all started mocks when a later one fails", () =>
    Effect.gen(function* () {
      let url = ""
      const exit = yield* Effect.gen(function* () {
        const first = yield* Mock.start({ vendor: "salesflow" })
        url = first.url
        yield* Mock.start({ vendor: "salesblink" }, { port: first.port })
      }).pipe(Effect.scoped, Effect.exit)
      expect(Exit.isFailure(exit)).toBe(true)
      yield* Effect.promise(() => refused(url))
    })
  )
})

describe("an invalid request", () => {
  const ask = async (options: { vendor: string; validateRequests?: boolean }, path: string, init?: RequestInit) => {
    const { vendor, ...rest } = options
    const mock = await startMock({ vendor }, rest)
    const answer = await fetch(mock.url + path, init)
    const body: unknown = await answer.json()
    await mock.close()
    return { status: answer.status, type: answer.headers.get("content-type"), body }
  }

  it("without credentials gets the vendor's own status: Salesflow 403", async () => {
    expect(await ask({ vendor: "salesflow" }, accounts)).toEqual({
      status: 403,
      type: "application/json",
      body: { Status: 403, Message: "Invalid token/account." }
    })
  })

  it("without credentials gets the vendor's own status: SalesBlink 401", async () => {
    expect(await ask({ vendor: "salesblink" }, "/api/campaigns")).toEqual({
      status: 401,
      type: "application/json",
      body: { success: false, message: "Your API key is wrong." }
    })
  })

  it("that breaks the specification gets SalesBlink's 400", async () => {
    const init = { method: "POST", headers: { authorization: "k", "content-type": "application/json" }, body: "{}" }
    expect(await ask({ vendor: "salesblink" }, "/api/prospect-add", init)).toMatchObject({
      status: 400,
      body: { success: false }
    })
  })

  it("that breaks the specification gets its mistakes, not Salesflow's unrelated 422", async () => {
    const path = "/api/campaigns/start?token=t&accountId=1"
    expect(await ask({ vendor: "salesflow" }, path, { method: "POST" })).toMatchObject({
      status: 422,
      type: "application/problem+json",
      body: { validation: [{ code: "required" }] }
    })
  })

  it.each([
    ["too long", "/api/members/1", { FirstName: "x".repeat(64) }],
    ["too many", "/api/members/list-contacts", { PublicIdentifiers: Array.from({ length: 21 }, (_, i) => `id${i}`) }],
    ["empty", "/api/members/list-contacts", { PublicIdentifiers: [""] }]
  ])("is refused when a value is %s", async (_, path, body) => {
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }
    expect(await ask({ vendor: "salesflow" }, `${path}?token=t&accountId=1`, init)).toMatchObject({ status: 422 })
  })

  it("is answered like any other with validateRequests: false", async () => {
    expect(await ask({ vendor: "salesflow", validateRequests: false }, accounts)).toMatchObject({ status: 200 })
  })

  it("to an unknown path or method gets 404 and 405 of Prism", async () => {
    const type = "application/problem+json"
    expect(await ask({ vendor: "salesflow" }, "/nowhere")).toMatchObject({ status: 404, type })
    expect(await ask({ vendor: "salesflow" }, `${accounts}?token=t`, { method: "PUT" })).toMatchObject({
      status: 405,
      type
    })
  })

  it.each([{}, { "content-type": "application/json" }])(
    "does not include the empty object that Salesflow's examples send: %o",
    async (headers) => {
      const path = "/api/campaigns/start?token=t&accountId=1&campaignId=2"
      const type = { "content-type": "application/x-www-form-urlencoded", ...headers }
      const init = { method: "POST", body: "{}", headers: type }
      expect(await ask({ vendor: "salesflow" }, path, init)).toMatchObject({ status: 200 })
    }
  )
})

describe("startProxy", () => {
  const proxied = async (answer: unknown, query: string) => {
    let calls = 0
    const upstream = createServer((_, reply) => {
      calls += 1
      reply.setHeader("content-type", "application/json").end(JSON.stringify(answer))
    })
    await new Promise<void>((resolve) => void upstream.listen(0, "127.0.0.1", resolve))
    const proxy = await startProxy({
      spec: salesflow,
      upstream: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
    })
    const { status } = await fetch(`${proxy.url}${accounts}${query}`)
    await proxy.close()
    upstream.closeAllConnections()
    upstream.close()
    return { status, calls }
  }

  it("passes on a response that follows the specification", async () => {
    expect(await proxied([], "?token=t")).toEqual({ status: 200, calls: 1 })
  })
  it("returns 500 for a response that does not", async () => {
    expect(await proxied([{ AccountId: "ten" }], "?token=t")).toEqual({ status: 500, calls: 1 })
  })
  it("does not forward a request without credentials", async () => {
    expect(await proxied([], "")).toMatchObject({ calls: 0 })
  })
})
