/** The control API over a real socket, at an invented vendor. */
import { request } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { shop } from "../../../test/Shop.ts"
import { type RunningSandbox, startSandbox } from "../index.ts"
import type { Untyped } from "../Json.ts"

let sandbox: RunningSandbox
beforeEach(async () => {
  sandbox = await startSandbox(shop, { now: "2026-03-02T09:00:00Z", limits: false })
})
afterEach(() => sandbox.close())

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  readonly body: Untyped
}

/** Not with fetch, which does not let callers choose Host and Origin. */
const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(`${sandbox.url}/_sandbox${path}`, { method, headers, agent: false }, (response) => {
      let text = ""
      response.on("data", (chunk) => (text += String(chunk)))
      response.on("end", () => {
        const json = (response.headers["content-type"] ?? "").startsWith("application/json")
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Answer["headers"],
          text,
          body: json ? JSON.parse(text) : undefined
        })
      })
    })
    sent.on("error", reject)
    sent.end(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body))
  })

const call = async (path: string, order?: object) => {
  const headers = { "content-type": "application/json" }
  const init = order === undefined ? {} : { method: "POST", body: JSON.stringify(order), headers }
  return (await fetch(`${sandbox.url}${path}?key=s3cret`, init)).status
}

describe("who may use the control API", () => {
  it.each([
    ["another machine's name", { host: "sandbox.example.com" }],
    ["a name that begins like this machine's", { host: "localhost.example.com" }],
    ["a name that ends like it", { host: "example.com:127.0.0.1" }],
    ["a page of another origin", { origin: "https://example.com" }],
    ["a page on another port", { origin: "http://127.0.0.1:1" }],
    ["a page without an origin of its own", { origin: "null" }]
  ])("not %s", async (_, headers: Record<string, string>) => {
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/"],
      ["GET", "/app.js"],
      ["GET", "/state"],
      ["GET", "/live"],
      ["POST", "/reset"]
    ] as const) {
      const { body, status } = await ask(method, path, undefined, headers)
      expect([status, body]).toEqual([
        403,
        { error: "Only the sandbox's own page, and programs that call it as localhost or 127.0.0.1, may control it." }
      ])
    }
  })

  it("not a page of another site, according to its browser", async () => {
    for (const site of ["cross-site", "same-site"]) {
      for (const mode of ["no-cors", "navigate"]) {
        const headers = { "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": "empty" }
        for (const path of ["", "/state", "/live", "/log", "/snapshot"]) {
          expect((await ask("GET", path, undefined, headers)).status).toBe(403)
        }
        expect((await ask("POST", "/reset", undefined, headers)).status).toBe(403)
      }
    }
  })

  it("a person who follows a link to the page, and the page itself", async () => {
    const follows = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }
    expect((await ask("GET", "/", undefined, { ...follows, accept: "text/html" })).status).toBe(200)
    expect((await ask("GET", "/state", undefined, { ...follows, accept: "text/html" })).status).toBe(403)
    for (const site of ["same-origin", "none"]) {
      expect((await ask("GET", "/state", undefined, { "sec-fetch-site": site })).status).toBe(200)
    }
  })

  it("no request from a sandbox", async () => {
    for (const [method, path] of [
      ["POST", "/reset"],
      ["PUT", "/snapshot"],
      ["GET", "/state"],
      ["POST", "/nothing"]
    ] as const) {
      const { body, status } = await ask(method, path, undefined, { "x-salesbridge-sandbox": "shop" })
      expect([status, body]).toEqual([403, { error: "A webhook may not control a sandbox." }])
    }
  })

  it("nobody with a body over the limit", async () => {
    for (const [method, path] of [
      ["POST", "/faults"],
      ["POST", "/reset"],
      ["POST", "/clock"],
      ["POST", "/events/lose"],
      ["POST", "/snapshots"],
      ["POST", "/provider-states"]
    ] as const) {
      expect((await ask(method, path, " ".repeat(1024 * 1024 + 1))).status).toBe(413)
    }
    const deep = `{"operation":${"[".repeat(300)}${"]".repeat(300)}}`
    expect(await ask("POST", "/faults", deep)).toMatchObject({
      status: 400,
      body: { error: "The body is not JSON: it is nested deeper than 200 levels" }
    })
  })

  it("no page whose browser sends a preflight request", async () => {
    const headers = { origin: "https://example.com", "access-control-request-method": "PUT" }
    const { headers: answered, status } = await ask("OPTIONS", "/snapshot", undefined, headers)
    expect([status, answered["access-control-allow-origin"]]).toEqual([403, undefined])
  })

  it.each(["localhost", "127.0.0.1", "127.9.9.9", "[::1]"])("%s", async (name) => {
    const host = `${name}:${sandbox.port}`
    for (const headers of [{ host }, { host, origin: `http://${host}` }, { host: name }]) {
      expect((await ask("GET", "", undefined, headers)).status).toBe(200)
    }
  })

  it("no host name stops the sandbox", async () => {
    expect((await ask("GET", "", undefined, { host: "127.0.0.999:99999" })).status).toBe(200)
  })
})

describe("the page", () => {
  const html = { accept: "text/html,*/*" }

  it("is served to browsers, with all of its files", async () => {
    const moved = await ask("GET", "", undefined, html)
    expect([moved.status, moved.headers["location"]]).toEqual([302, "/_sandbox/"])
    const page = await ask("GET", "/", undefined, html)
    expect(page.status).toBe(200)
    expect(page.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff"
    })
    const files = [...page.text.matchAll(/(?:src|href)="([^#"]+)"/g)].map(([, name]) => name!)
    expect(files).toEqual(["icon.svg", "style.css", "app.js"])
    const types = []
    for (const name of files) types.push((await ask("GET", `/${name}`)).headers["content-type"])
    expect(types).toEqual(["image/svg+xml", "text/css; charset=utf-8", "text/javascript; charset=utf-8"])
  })

  it("serves no other file", async () => {
    for (const path of ["/toString", "/constructor", "/../Control.ts", "/%2e%2e/Control.ts", "/page/app.js"]) {
      expect((await ask("GET", path, undefined, html)).text).not.toContain("import")
    }
    expect((await ask("GET", "/toString")).status).toBe(404)
  })
})

describe("GET /_sandbox", () => {
  it("lists operations, events, faults and clock", async () => {
    await call("/orders")
    await ask("POST", "/snapshots", { name: "one" })
    const { body } = await ask("GET", "")
    expect(body).toMatchObject({
      vendor: "shop",
      title: "Shop",
      now: expect.stringMatching(/^2026-03-02T09:00:0/),
      requests: 1,
      events: [{ name: "lose", description: "A parcel is lost.", example: { id: 1 } }],
      limits: [],
      faults: [],
      snapshots: ["one"]
    })
    expect(body.operations[0]).toEqual({
      id: "listOrders",
      method: "GET",
      path: "/orders",
      summary: "listOrders",
      statuses: [200, 429]
    })
  })

  it("lists all routes for an unknown one, and refuses an unknown encoding", async () => {
    const missing = await ask("PATCH", "/faults/1")
    expect(missing.status).toBe(404)
    expect(missing.body.error).toContain("There is no PATCH /_sandbox/faults/1. There are: GET /_sandbox, ")
    expect(missing.body.error).toContain("POST /_sandbox/faults")
    expect(await ask("GET", "/state/%E0%A4%A")).toMatchObject({
      status: 400,
      body: { error: '"/_sandbox/state/%E0%A4%A" is badly encoded.' }
    })
  })

  it("refuses a body that is not JSON", async () => {
    const { body, status } = await ask("POST", "/faults", "{status: 503}")
    expect([status, body.error]).toEqual([400, expect.stringContaining("The body is not JSON: ")])
  })
})

describe("state", () => {
  it("is shown as a whole and by its parts", async () => {
    expect((await ask("GET", "/state")).body).toEqual(sandbox.state())
    expect((await ask("GET", "/state/orders/0/item")).body).toBe("tea")
    expect((await ask("GET", "/state/orders/0/note")).body).toBe(null)
  })

  it.each([
    "/state/orders/7",
    "/state/nothing",
    "/state/orders/0/item/length",
    "/state/constructor",
    "/state/__proto__"
  ])("has no %s", async (path) => {
    const { body, status } = await ask("GET", path)
    expect([status, body.error]).toEqual([404, `The state has no ${path.slice(7).replaceAll("/", ".")}.`])
  })

  it("is shown as tables, newest row first, with a search", async () => {
    for (const item of ["cake", "pie", "Cakes"]) await call("/orders", { item })
    const { body } = await ask("GET", "/tables/orders?limit=2")
    expect(body).toMatchObject({
      list: true,
      count: 4,
      matched: 4,
      rows: [
        ["3", { id: 4 }],
        ["2", { id: 3 }]
      ]
    })
    const cakes = await ask("GET", "/tables/orders?search=CAKE")
    expect(cakes.body).toMatchObject({
      count: 4,
      matched: 2,
      rows: [
        ["3", {}],
        ["1", {}]
      ]
    })
    // Every row contains the name of a field.
    expect((await ask("GET", "/tables/orders?search=item")).body.matched).toBe(0)
    expect((await ask("GET", "/tables/others")).body).toEqual({
      list: false,
      count: 1,
      matched: 1,
      rows: [["token", sandbox.state().token]]
    })
    expect((await ask("GET", "/tables/nothing")).status).toBe(404)
    expect((await ask("GET", "/tables")).status).toBe(404)
    expect(await ask("GET", "/tables/orders?limit=-1")).toMatchObject({
      status: 400,
      body: { error: '"limit" must be a whole number from 0, not "-1".' }
    })
  })

  it("is restored by a reset, with everything else", async () => {
    const seed = sandbox.state()
    await call("/orders", { item: "cake" })
    await ask("POST", "/faults", { status: 503 })
    await ask("POST", "/clock", { advance: "1 day" })
    const { body, status } = await ask("POST", "/reset")
    expect([status, body]).toEqual([200, { now: expect.stringMatching(/^2026-03-02T09:00:0/), due: [] }])
    expect(sandbox.state()).toEqual(seed)
    expect((await ask("GET", "/overview")).body).toMatchObject({
      tables: [
        { name: "orders", count: 1 },
        { name: "others", count: 1 }
      ],
      log: { first: 2 },
      faults: [],
      due: { all: 0, next: [] },
      deliveries: { all: 0, latest: [] }
    })
  })
})

describe("snapshots", () => {
  it("are taken, listed, shown and restored under their names", async () => {
    expect(await ask("POST", "/snapshots", { name: "be/fore 1" })).toMatchObject({
      status: 201,
      body: { name: "be/fore 1" }
    })
    await call("/orders", { item: "cake" })
    expect((await ask("GET", "/snapshots")).body).toEqual(["be/fore 1"])
    expect((await ask("GET", "/snapshots/be%2Ffore%201")).body.state.orders).toHaveLength(1)
    expect((await ask("POST", "/snapshots/be%2Ffore%201/restore")).body).toEqual({ now: expect.any(String), due: [] })
    expect(sandbox.state().orders).toHaveLength(1)
  })

  it("get a number if they have no name, and never the number of another", async () => {
    await ask("POST", "/snapshots", { name: "2" })
    await call("/orders", { item: "cake" })
    const names = [(await ask("POST", "/snapshots")).body.name, (await ask("POST", "/snapshots", {})).body.name]
    expect(names).toEqual(["3", "4"])
    expect((await ask("GET", "/snapshots/2")).body.state.orders).toHaveLength(1)
  })

  it("are limited to a hundred, and can be deleted", async () => {
    for (let count = 1; count <= 100; count++) expect((await ask("POST", "/snapshots")).status).toBe(201)
    const { body, status } = await ask("POST", "/snapshots")
    expect([status, body.error]).toEqual([409, expect.stringContaining("DELETE /_sandbox/snapshots/<name>")])
    expect((await ask("POST", "/snapshots", { name: "7" })).status).toBe(201)
    expect((await ask("DELETE", "/snapshots/7")).body).toHaveLength(99)
    expect((await ask("POST", "/snapshots", { name: "before" })).status).toBe(201)
  })

  it("that do not exist are not found", async () => {
    for (const [method, path] of [
      ["DELETE", "/snapshots/gone"],
      ["GET", "/snapshots/gone"],
      ["POST", "/snapshots/gone/restore"]
    ] as const) {
      expect(await ask(method, path)).toMatchObject({ status: 404, body: { error: 'There is no snapshot "gone".' } })
    }
  })

  it("can be exported and imported as files", async () => {
    await call("/orders", { item: "cake" })
    const { body: snapshot } = await ask("GET", "/snapshot")
    await ask("POST", "/reset")
    expect((await ask("PUT", "/snapshot", snapshot)).body.due).toMatchObject([{ name: "ship" }])
    expect(sandbox.state().orders).toMatchObject([{}, { item: "cake" }])
  })

  it("that are incomplete change nothing, and name the missing place", async () => {
    const { body: whole } = await ask("GET", "/snapshot")
    const job = { id: 1, at: 1, name: "ship", payload: 1 }
    const post = { id: 1, event: "shipped", url: "http://127.0.0.1:1/", body: {}, state: "waiting", attempts: [] }
    const delivering = (payload: unknown) => ({ ...whole, jobs: [{ ...job, name: "@deliver", payload }] })
    for (const [body, place] of [
      [undefined, "it must be an object"],
      [[], "it must be an object"],
      [{ state: {} }, "vendor must be text"],
      [{ ...whole, jobs: undefined }, "jobs must be a list"],
      [{ ...whole, jobs: [1] }, "jobs.0 must be an object"],
      [{ ...whole, jobs: [{ ...job, id: "a" }] }, "jobs.0.id must be a whole number"],
      [{ ...whole, jobs: [job, { ...job, at: "soon" }] }, "jobs.1.at must be a time"],
      [{ ...whole, jobs: [{ ...job, at: 1e99 }] }, "jobs.0.at must be a time"],
      [{ ...whole, jobs: [{ ...job, name: "toString" }] }, "jobs.0.name must be one of ship, @deliver"],
      [delivering(undefined), "jobs.0.payload must be a delivery"],
      [delivering({ ...post, url: 1 }), "jobs.0.payload.url must be text"],
      [delivering({ ...post, body: undefined }), "jobs.0.payload.body is missing"],
      [delivering({ ...post, headers: { a: 1 } }), "jobs.0.payload.headers must be an object with string values"],
      [delivering({ ...post, retries: ["1"] }), "jobs.0.payload.retries must be a list of milliseconds"],
      [delivering({ ...post, attempts: [{}] }), "jobs.0.payload.attempts must be a list of attempts"],
      [{ ...whole, ahead: "1 day" }, "ahead must be a number of milliseconds"],
      [{ ...whole, ahead: 1e99 }, "ahead must be a number of milliseconds"],
      [{ ...whole, random: null }, "random must be a whole number"],
      [{ ...whole, state: 1 }, "state must be an object"],
      [{ ...whole, state: { token: "" } }, "state.orders is missing"],
      [{ ...whole, state: { token: "", orders: {} } }, "state.orders must be a list"],
      [{ ...whole, state: { token: "", orders: [1] } }, "state.orders.0 must be an object"]
    ] as const) {
      const answer = await ask("PUT", "/snapshot", body)
      expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(`returns it: ${place}`)])
    }
    expect(await ask("PUT", "/snapshot", { ...whole, vendor: "bank" })).toMatchObject({
      status: 400,
      body: { error: "This snapshot is of bank, and this sandbox is shop." }
    })
    expect((await ask("GET", "/snapshot")).body).toMatchObject({ state: whole.state, jobs: [] })
  })
})

describe("the log", () => {
  it("is read from the start, after a request or from the end, and can be cleared", async () => {
    for (const id of [1, 2, 3]) await call(`/orders/${id}`)
    const ids = async (query: string) => (await ask("GET", `/log${query}`)).body.map(({ id }: { id: number }) => id)
    expect(await ids("")).toEqual([1, 2, 3])
    expect(await ids("?after=1")).toEqual([2, 3])
    expect(await ids("?last=1")).toEqual([3])
    expect(await ids("?after=3")).toEqual([])
    expect((await ask("GET", "/log?after=x")).status).toBe(400)
    const { text } = await ask("GET", "/log")
    expect(text).toContain('"url": "/orders/1?key=…"')
    expect(text).not.toContain("s3cret")
    expect((await ask("DELETE", "/log")).body).toEqual([])
    expect(sandbox.log()).toEqual([])
  })

  it("contains no calls of the control API", async () => {
    await ask("GET", "/state")
    await ask("GET", "/nothing")
    expect(sandbox.log()).toEqual([])
  })

  it("is streamed live", async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/live`)
    expect(response.headers.get("content-type")).toBe("text/event-stream")
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ""
    const until = async (wanted: string) => {
      while (!text.includes(wanted)) text += (await reader.read()).value
    }
    await until(": watching\n\n")
    await call("/orders/1")
    await call("/orders/9")
    await until("id: 2")
    const told = text.split("\n").flatMap((line) => (line.startsWith("data: ") ? [JSON.parse(line.slice(6))] : []))
    expect(told).toEqual(JSON.parse(JSON.stringify(sandbox.log())))
    expect(text).not.toContain("s3cret")
    await reader.cancel()
  })

  it("ends with the sandbox", async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/live`)
    await sandbox.close()
    await expect(response.text()).rejects.toThrow("terminated")
  })
})

describe("faults", () => {
  it("are added, listed with the number of calls that they applied to, and removed", async () => {
    const { body, status } = await ask("POST", "/faults", { status: 503, operation: "getOrder" })
    expect([status, body]).toEqual([201, { id: 1, status: 503, operation: "getOrder", struck: 0 }])
    await ask("POST", "/faults", { latency: "1ms", operation: "listOrders" })
    expect([await call("/orders/1"), await call("/orders")]).toEqual([503, 200])
    expect((await ask("GET", "/faults")).body).toMatchObject([
      { id: 1, struck: 1 },
      { id: 2, struck: 1 }
    ])
    expect((await ask("DELETE", "/faults/1")).body).toMatchObject([{ id: 2 }])
    expect(await call("/orders/1")).toBe(200)
    expect((await ask("DELETE", "/faults")).body).toEqual([])
  })

  it("that are invalid are refused, and an unknown one cannot be removed", async () => {
    const { body, status } = await ask("POST", "/faults", { operation: "constructor", status: 1 })
    expect([status, body.error]).toEqual([
      400,
      'This fault is invalid: "status" must be from 200 to 599, not 1; there is no operation "constructor"; ' +
        "the operations are listOrders, placeOrder, getOrder, latestOrder."
    ])
    expect((await ask("POST", "/faults")).status).toBe(400)
    expect(await ask("DELETE", "/faults/7")).toMatchObject({ status: 404, body: { error: "There is no fault 7." } })
    expect((await ask("GET", "/faults")).body).toEqual([])
  })
})

describe("the clock", () => {
  it("shows scheduled jobs, and advances to them", async () => {
    await call("/orders", { item: "cake" })
    expect((await ask("GET", "/clock")).body).toMatchObject({ due: [{ name: "ship", payload: 2 }] })
    expect((await ask("POST", "/clock", { advance: "1 minute" })).body).toEqual({
      now: expect.stringMatching(/^2026-03-02T09:01:0/),
      due: []
    })
    expect(sandbox.state().orders[1].shipped).toBe(true)
    await ask("POST", "/clock", { advance: 3_600_000 })
    expect(sandbox.now().toISOString()).toMatch(/^2026-03-02T10:01:0/)
  })

  it.each([
    [undefined, 'Give the distance: {"advance": "15 seconds"}.'],
    [{ by: 1 }, 'Give the distance: {"advance": "15 seconds"}.'],
    [{ advance: "soon" }, '"soon" is not a duration. Examples: 250, "250ms", "15s", "2 minutes", "1 day".'],
    [{ advance: -1 }, '"-1" is not a duration. Examples: 250, "250ms", "15s", "2 minutes", "1 day".'],
    [{ advance: 1e300 }, "Dates end before that."]
  ])("does not move for %j", async (body, error) => {
    expect(await ask("POST", "/clock", body)).toMatchObject({ status: 400, body: { error } })
    expect(sandbox.now().toISOString()).toMatch(/^2026-03-02T09:00:0/)
  })
})

describe("events", () => {
  it("are triggered, or refused with the reason", async () => {
    const { body, status } = await ask("POST", "/events/lose", { id: 1 })
    expect([status, body.due]).toEqual([200, []])
    expect(sandbox.state().orders[0].shipped).toBe(false)
    const refusals = []
    for (const [path, payload] of [
      ["/events", undefined],
      ["/events/find", {}],
      ["/events/lose", { id: 9 }]
    ] as const) {
      const refused = await ask("POST", path, payload)
      refusals.push([refused.status, refused.body.error])
    }
    expect(refusals).toEqual([
      [400, "Name the event: POST /_sandbox/events/<name>."],
      [400, 'There is no event "find". There are: lose.'],
      [400, "There is no order 9."]
    ])
  })

  it("with a webhook have posted it once", async () => {
    await call("/orders", { item: "cake", notify: "https://example.com/hook" })
    await ask("POST", "/clock", { advance: "1 minute" })
    const { body } = await ask("GET", "/deliveries")
    expect(body).toMatchObject([{ id: 1, event: "shipped", state: "refused", body: { id: 2 } }])
    expect((await ask("GET", "/overview")).body.deliveries).toEqual({ all: 1, latest: body })
  })
})

describe("provider states", () => {
  it("restore the seed, and give a call the requested error once", async () => {
    await call("/orders", { item: "cake" })
    const params = { operation: "getOrder", status: 503 }
    expect((await ask("POST", "/provider-states", { action: "setup", params })).body).toEqual({})
    expect(sandbox.state().orders).toHaveLength(1)
    expect([await call("/orders/1"), await call("/orders/1")]).toEqual([503, 200])
    await ask("POST", "/provider-states", { action: "teardown", params })
    expect(await call("/orders/1")).toBe(200)
  })
})
