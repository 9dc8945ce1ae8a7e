/** The page in a real Chromium, over a real socket, at an invented vendor. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { definition, shop } from "../../test/Shop.ts"
import { type RunningSandbox, type SandboxOptions, startSandbox } from "./index.ts"
import type { Untyped } from "./Json.ts"

const executablePath = process.env["CHROMIUM_PATH"]
const reports = fileURLToPath(new URL("../../.reports/page/", import.meta.url))

const places: Array<{ close: () => unknown }> = []

/** A sandbox whose seed holds these orders. */
const start = async (orders?: ReadonlyArray<object>, options: SandboxOptions = {}): Promise<RunningSandbox> => {
  const seed = () => ({ orders: structuredClone(orders) as Untyped, token: "t" })
  const target = orders === undefined ? shop : { ...shop, definition: { ...definition, seed } }
  const sandbox = await startSandbox(target, { now: "2026-03-02T09:00:00Z", limits: false, ...options })
  places.push(sandbox)
  return sandbox
}

const call = (sandbox: RunningSandbox, path: string, init: RequestInit = {}) =>
  fetch(`${sandbox.url}${path}${path.includes("?") ? "&" : "?"}key=k-s3cret`, init)

const place = (sandbox: RunningSandbox, order: object) => {
  const headers = { "content-type": "application/json", authorization: "Bearer s3cret" }
  return call(sandbox, "/orders", { method: "POST", body: JSON.stringify(order), headers })
}

describe.runIf(executablePath !== undefined)(
  "the page (without CHROMIUM_PATH, the path of a Chromium, this is skipped)",
  { timeout: 120_000 },
  () => {
    let browser: Browser
    let context: BrowserContext
    let kept: RunningSandbox
    let pages: Array<Page> = []
    let trouble: Array<string> = []

    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: executablePath!,
        args: ["--no-sandbox", "--renderer-process-limit=1"]
      })
      context = await browser.newContext({ viewport: { width: 1280, height: 820 } })
      kept = await startSandbox(shop)
      // Pages of this machine share a process, which ends with the last of them.
      await (await context.newPage()).goto(`${kept.url}/_sandbox/log`)
    }, 60_000)
    afterAll(async () => {
      await browser.close()
      await kept.close()
    })
    afterEach(async () => {
      for (const page of pages) await page.close()
      for (const one of places.splice(0)) await one.close()
      pages = []
      const troubles = trouble
      trouble = []
      expect(troubles).toEqual([])
    })

    /** Opens the page. The test fails if it calls another origin, or logs an error. */
    const open = async ({ url }: RunningSandbox) => {
      const page = await context.newPage()
      pages.push(page)
      page.setDefaultTimeout(60_000)
      page.on("pageerror", (error) => trouble.push(error.message))
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) trouble.push(message.text())
      })
      page.on("request", (request) => {
        if (!request.url().startsWith(`${url}/_sandbox`)) trouble.push(`asked ${request.url()}`)
      })
      await page.goto(`${url}/_sandbox`)
      await page.getByText("live", { exact: true }).waitFor()
      await page.getByRole("row").nth(1).waitFor()
      return page
    }

    const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click()
    const cells = async (page: Page, row: number) =>
      (await page.getByRole("row").nth(row).getByRole("cell").allTextContents()).map((text) => text.trim())
    const soon = <A>(look: () => Promise<A>) => expect.poll(look, { timeout: 60_000, interval: 30 })
    const close = async (page: Page) => {
      await page.keyboard.press("Escape")
      await page.getByRole("dialog").waitFor({ state: "hidden" })
    }
    const problem = (page: Page) => page.getByRole("alert").filter({ hasText: /./ }).textContent()
    const message = (page: Page, text: string) => page.locator("#message", { hasText: text }).waitFor()
    const evaluate = (page: Page, script: string): Promise<Untyped> => page.evaluate(script)
    const focused = async (page: Page): Promise<string> =>
      evaluate(page, "(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()")

    /** Presses Tab until an element with this name has the focus. */
    const tabTo = async (page: Page, name: string) => {
      for (let press = 0; press < 80; press++) {
        if ((await focused(page)) === name) return
        await page.keyboard.press("Tab")
      }
      throw new Error(`Tab does not lead to "${name}".`)
    }

    it("shows the state, and what a call adds to it", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      expect(await page.title()).toBe("Shop sandbox")
      await soon(() => page.getByRole("columnheader").allTextContents()).toEqual(["id", "item", "shipped"])
      await soon(() => cells(page, 1)).toEqual(["1", "tea", "true"])
      await place(sandbox, { item: "cake", note: "soon" })
      await page.getByRole("button", { name: "orders 2" }).waitFor()
      await soon(() => page.getByRole("columnheader").allTextContents()).toEqual(["id", "item", "shipped", "note"])
      await soon(() => cells(page, 1)).toEqual(["2", "cake", "false", "soon"])
      await page.getByRole("button", { name: "Open 2" }).click()
      const dialog = page.getByRole("dialog", { name: "orders 2" })
      expect(JSON.parse((await dialog.locator("pre").textContent())!)).toEqual(sandbox.state().orders[1])
      await page.keyboard.press("Escape")
      expect(await focused(page)).toBe("Open 2")
      await page.getByRole("button", { name: "others 1" }).click()
      await soon(async () => (await cells(page, 1))[0]).toBe("token")
    })

    it("opens on the most important table, five Tab stops from the top, in groups", async () => {
      const seed = () => ({ next: { order: 2 }, token: "t", deleted: [], orders: [{ id: 1, item: "tea" }] }) as Untyped
      const tables = [["Sales", ["orders"]]] as const
      const sandbox = await startSandbox({ ...shop, definition: { ...definition, seed, tables } }, { limits: false })
      places.push(sandbox)
      const page = await open(sandbox)
      await soon(() => cells(page, 1)).toEqual(["1", "tea"])
      const shown = () => page.locator(".chips > *").allTextContents()
      await soon(shown).toEqual(["Sales", "orders 1", "Others", "next 1", "deleted 0", "others 1"])
      const stops: Array<string> = []
      for (let press = 0; press < 5; press++) {
        await page.keyboard.press("Tab")
        stops.push(await focused(page))
      }
      expect(stops).toEqual(["Skip to the controls", "Data", "orders 1", "Search this collection", "Rows"])
      await page.getByRole("button", { name: "orders 1" }).focus()
      await page.keyboard.press("ArrowRight")
      expect(await focused(page)).toBe("next 1")
      await soon(() => cells(page, 1)).toEqual(["order", "2"])
    })

    it("links to the other vendors and to the notes, and shows active limits", async () => {
      const other = await start()
      const others = () => [sandbox, other].map(({ url }, index) => ({ vendor: ["shop", "bank"][index]!, url }))
      const sandbox: RunningSandbox = await start(undefined, { limits: true, others })
      const page = await open(sandbox)
      await page.getByText("Limits: 20 a minute.").waitFor()
      const links = page.getByRole("list", { name: "Other sandboxes and notes" }).getByRole("link")
      await soon(() => links.allTextContents()).toEqual(["bank"])
      expect(await links.getAttribute("href")).toBe(`${other.url}/_sandbox/`)
      for (let index = 0; index < 3; index++) await call(sandbox, "/orders?limit=10")
      await tab(page, "Requests")
      await soon(async () => (await cells(page, 1)).at(-1)).toBe("over 20 a minute")
    })

    it("shows the last of thousands of rows, and finds a row by search", async () => {
      const many = Array.from({ length: 5000 }, (_, id) => ({ id, item: `thing ${id}`, note: "x".repeat(200) }))
      const page = await open(await start(many))
      await page.getByText("The last 200 of 5,000 rows; search finds the others").waitFor()
      expect(await page.locator("#data tbody tr").count()).toBe(200)
      await page.getByRole("searchbox", { name: "Search this collection" }).fill("Thing 477")
      await page.getByText("11 of 5,000 rows").waitFor()
      await soon(async () => (await cells(page, 1))[1]).toBe("thing 4779")
    })

    it("shows each request live, with bodies and without credentials", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await tab(page, "Requests")
      await page.getByText("No request yet.").waitFor()
      await place(sandbox, { item: "cake" })
      await page.getByRole("button", { name: "Open POST /orders?key=…, 201" }).click()
      const dialog = page.getByRole("dialog", { name: "POST /orders?key=…" })
      const text = (await dialog.textContent())!
      expect(text).toContain("Operationplace")
      expect(text).toContain("authorization…")
      expect(await dialog.locator("pre").first().textContent()).toBe('{\n  "item": "cake"\n}')
      expect(JSON.parse((await dialog.locator("pre").last().textContent())!)).toMatchObject({ id: 2 })
      expect(await page.content()).not.toContain("s3cret")
      await page.getByRole("button", { name: "Close" }).click()

      await call(sandbox, "/orders/9")
      await call(sandbox, "/nothing")
      await page.getByText("3 requests").waitFor()
      await soon(async () => (await cells(page, 1)).slice(1, 5)).toEqual(["GET", "/nothing?key=…", "unknown", "404"])
      await page.getByRole("combobox", { name: "Status" }).selectOption("2xx")
      await page.getByText("1 of 3").waitFor()
      await page.getByRole("combobox", { name: "Status" }).selectOption("Every status")
      await page.getByRole("searchbox", { name: "Filter requests" }).fill("getorder")
      await page.getByText("1 of 3").waitFor()
      await page.getByRole("searchbox", { name: "Filter requests" }).fill("")

      // The log keeps the beginning of long bodies, which must be readable.
      await place(sandbox, { item: "pie", note: "x".repeat(9000) })
      await page.getByText("4 requests", { exact: true }).waitFor()
      await page.getByRole("button", { name: "Open POST /orders" }).first().click()
      await soon(() => page.getByRole("dialog").locator("pre").first().textContent()).toMatch(
        /^\{\n {2}"item": "pie",\n {2}"note": "x+…$/
      )
      await page.keyboard.press("Escape")

      const pause = page.getByRole("button", { name: "Pause" })
      await pause.click()
      await call(sandbox, "/orders")
      await page.getByText("4 requests, 1 new").waitFor()
      expect(await page.locator("#requests tbody tr").count()).toBe(4)
      await pause.click()
      await page.getByText("5 requests", { exact: true }).waitFor()
      await page.getByRole("button", { name: "Clear", exact: true }).click()
      await page.getByText("No request yet.").waitFor()
      expect(sandbox.log()).toEqual([])
    })

    it("keeps focus and scroll position while requests arrive", async () => {
      const sandbox = await start()
      for (let id = 1; id <= 60; id++) await call(sandbox, `/orders/${id}`)
      const page = await open(sandbox)
      await tab(page, "Requests")
      const one = page.getByRole("button", { name: "Open GET /orders/20?" })
      await one.focus()
      await evaluate(page, "document.querySelector('#requests .scroller').scrollTop = 1000")
      const before = await one.boundingBox()
      for (let id = 100; id < 130; id++) await call(sandbox, `/orders/${id}`)
      await page.getByText("90 requests").waitFor()
      expect(await focused(page)).toContain("GET /orders/20?")
      expect(Math.abs((await one.boundingBox())!.y - before!.y)).toBeLessThan(2)
    })

    it("loses no request to an older response", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await tab(page, "Requests")
      const overtaken = new Promise<void>((resolve, reject) => {
        const late = async () => {
          await page.route(
            "**/overview",
            async (route) => {
              const response = await route.fetch()
              await call(sandbox, "/orders")
              await page.getByText("1 request", { exact: true }).waitFor()
              await route.fulfill({ response })
              resolve()
            },
            { times: 1 }
          )
          await page.getByRole("button", { name: "+15 s" }).click()
        }
        late().catch(reject)
      })
      await overtaken
      await message(page, "The clock moved 15 s ahead.")
      expect(await page.locator("#requests tbody tr").count()).toBe(1)
    })

    it("shows webhooks with their attempts", async () => {
      const server = createServer((_, response) => response.writeHead(500).end()).listen(0, "127.0.0.1")
      places.push({ close: () => server.close() })
      const sandbox = await start()
      const page = await open(sandbox)
      await place(sandbox, { item: "cake", notify: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` })
      await tab(page, "Webhooks")
      await page.getByText("Nothing has been posted yet.").waitFor()
      await page.getByRole("button", { name: "+1 min" }).click()
      await page.getByRole("cell", { name: "waiting" }).waitFor()
      await page.getByText("webhook shipped").waitFor()
      await page.getByRole("button", { name: "+15 s" }).click()
      await page.getByRole("button", { name: "+15 s" }).click()
      await page.getByRole("cell", { name: "500 · 500 · 500" }).waitFor()
      await page.getByRole("cell", { name: "failed" }).click()
      const dialog = page.getByRole("dialog", { name: "shipped, failed" })
      expect(await dialog.textContent()).toContain("Attempt 3")
      expect(await dialog.locator("pre").textContent()).toBe('{\n  "id": 2\n}')
    })

    it("sets and removes a fault with only the keyboard", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      const press = (...keys: ReadonlyArray<string>) =>
        keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve())
      await press("Tab")
      expect(await focused(page)).toBe("Skip to the controls")
      await press("Enter")
      await tabTo(page, "Add a fault")
      await press("Enter", "Tab")
      await page.keyboard.type("placeOrder")
      await press("Tab")
      await page.keyboard.type("503")
      await press("Tab")
      await page.keyboard.type("7")
      for (let field = 0; field < 4; field++) await press("Tab")
      await page.keyboard.type("1")
      await press("Enter")
      await message(page, "Fault added.")
      expect(sandbox.log()).toEqual([])
      const answers = [await place(sandbox, { item: "cake" }), await place(sandbox, { item: "cake" })]
      expect(answers.map(({ status }) => status)).toEqual([503, 201])
      expect(answers[0]!.headers.get("retry-after")).toBe("7")
      await page.getByText("struck 1").waitFor()
      await tab(page, "Requests")
      await soon(async () => (await cells(page, 2)).slice(3, 7)).toEqual([
        "placeOrder",
        "503",
        expect.any(String),
        "⚡ 1"
      ])
      await page.getByRole("tab", { name: "Requests" }).focus()
      await tabTo(page, "Remove fault 1")
      await press("Enter")
      await page.getByText("None. Every call goes as it should.").waitFor()
      await soon(() => focused(page)).toBe("Faults")
    })

    it("offers an operation's own statuses, and says why a fault is invalid", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await page.getByText("Add a fault").click()
      await page.getByLabel("Operation").selectOption("listOrders")
      const groups = page.getByLabel("Status").last().locator("optgroup")
      expect(await groups.first().getAttribute("label")).toBe("Documented")
      expect(await groups.first().locator("option").allTextContents()).toEqual(["200", "429"])
      await page.getByLabel("Share of calls").fill("2")
      await page.getByRole("button", { name: "Add fault" }).click()
      expect(await problem(page)).toContain('"share" must be above 0 and at most 1, not 2; the fault has no effect')
      // The 400 is expected, and Chromium logs it.
      trouble = trouble.filter((text) => !text.includes("400"))
      await page.getByLabel("Share of calls").fill("0.5")
      await page.getByLabel("Drop the connection").check()
      await page.getByLabel("When").selectOption("after the work")
      await page.getByRole("button", { name: "Add fault" }).click()
      await page.getByText("⚡ 1 · dropped after the work, 50 % of listOrders").waitFor()
    })

    it("has buttons for common faults", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      for (const name of ["Next call 429", "Slow: 1 s ± 1 s", "One in ten dropped after the work", "Every call 503"]) {
        await page.getByRole("button", { name }).click()
        await message(page, name)
      }
      await page.getByText("⚡ 4 · 503, every call").waitFor()
      const faults: Untyped = await (await fetch(`${sandbox.url}/_sandbox/faults`)).json()
      expect(faults).toEqual([
        { id: 1, status: 429, retryAfter: 1, count: 1, struck: 0 },
        { id: 2, latency: 0, jitter: "2s", struck: 0 },
        { id: 3, drop: true, when: "after", share: 0.1, struck: 0 },
        { id: 4, status: 503, struck: 0 }
      ])
      expect((await call(sandbox, "/orders")).status).toBe(429)
      await page.getByRole("button", { name: "Clear all faults" }).click()
      await message(page, "All faults are removed.")
      expect((await call(sandbox, "/orders")).status).toBe(200)
    })

    it("moves the clock, and shows scheduled jobs", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await place(sandbox, { item: "cake" })
      await page.getByText("ship 2").waitFor()
      await page.getByText(/in \d+ s/).waitFor()
      await page.getByRole("button", { name: "+1 min" }).click()
      await page.getByText("The clock moved 1 min ahead.").waitFor()
      await page.getByText("Nothing.").waitFor()
      await soon(() => cells(page, 1)).toEqual(["2", "cake", "true"])
      await page.getByRole("button", { name: "+1 day" }).click()
      await page.getByText(/^2026-03-03 09:01:\d\d UTC$/).waitFor()
      expect(sandbox.now().toISOString()).toMatch(/^2026-03-03T09:01/)
    })

    it("triggers an event, or shows why it cannot", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await page.getByText("lose", { exact: true }).click()
      const payload = page.getByLabel("Payload")
      expect(JSON.parse(await payload.inputValue())).toEqual({ id: 1 })
      await page.getByRole("button", { name: "Trigger lose" }).click()
      await message(page, "Triggered: lose.")
      await soon(() => cells(page, 1)).toEqual(["1", "tea", "false"])
      await payload.fill('{"id": 9}')
      await page.getByRole("button", { name: "Trigger lose" }).click()
      await page.getByText("There is no order 9.").waitFor()
      trouble = trouble.filter((text) => !text.includes("400"))
      await payload.fill("{")
      await page.getByRole("button", { name: "Trigger lose" }).click()
      await page.getByText("The payload is not JSON").waitFor()
    })

    it("takes and restores snapshots, and resets after a confirmation", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await place(sandbox, { item: "cake" })
      await page.getByLabel("Name of the snapshot").fill("with a/cake")
      await page.getByRole("button", { name: "Take snapshot" }).click()
      await message(page, "Snapshot taken.")
      await place(sandbox, { item: "pie" })
      await page.getByRole("button", { name: "orders 3" }).waitFor()
      await page.getByRole("button", { name: "Restore with a/cake" }).click()
      await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click()
      await page.getByRole("button", { name: "orders 2" }).waitFor()

      await page.getByRole("button", { name: "Reset to the seed" }).click()
      expect(await focused(page)).toBe("Cancel")
      await page.keyboard.press("Enter")
      expect(await focused(page)).toBe("Reset to the seed…")
      await page.waitForTimeout(100)
      expect(sandbox.state().orders).toHaveLength(2)
      await page.keyboard.press("Enter")
      await page.getByRole("dialog", { name: "Reset the sandbox?" }).getByRole("button", { name: "Reset" }).click()
      await page.getByRole("button", { name: "orders 1" }).waitFor()
      await message(page, "Back to the seed.")
      expect(sandbox.log()).toEqual([])
    })

    it("never interprets text as HTML", async () => {
      const evil = '"><img src=x onerror="document.title=1"><script>document.title=1</script>'
      const sandbox = await start([{ id: evil, item: evil, [evil]: evil, shipped: true }])
      const page = await open(sandbox)
      await soon(async () => (await cells(page, 1))[0]).toBe(evil)
      await page.getByRole("button", { name: "Open" }).click()
      await close(page)
      await place(sandbox, { item: evil, note: evil })
      await fetch(`${sandbox.url}/orders/${encodeURIComponent(evil)}?key=${evil}&q=${evil}`, {
        headers: { "x-evil": evil }
      })
      await page.getByLabel("Name of the snapshot").fill(evil)
      await page.getByRole("button", { name: "Take snapshot" }).click()
      await page.getByRole("button", { name: "Restore" }).click()
      await close(page)
      await tab(page, "Requests")
      for (const row of [1, 2]) {
        await page.getByRole("row").nth(row).click()
        await soon(() => page.getByRole("dialog").textContent()).toContain("onerror")
        await close(page)
      }
      expect(await page.title()).toBe("Shop sandbox")
      expect(await page.locator("img, :not(head) > script").count()).toBe(0)
    })

    it("shows when the sandbox is stopped, and reconnects", async () => {
      const sandbox = await start()
      const page = await open(sandbox)
      await sandbox.close()
      await page.getByText("no connection, trying again").waitFor()
      const again = await start([{ id: 7, item: "bread", shipped: true }], { port: sandbox.port })
      expect(again.port).toBe(sandbox.port)
      await page.getByText("bread").waitFor()
      await page.getByText("live", { exact: true }).waitFor()
      // Chromium logs connections that fail.
      trouble = trouble.filter((text) => !text.includes("net::ERR_"))
    })

    it("makes everything reachable by keyboard, with a name", async () => {
      const sandbox = await start()
      await call(sandbox, "/orders")
      sandbox.fault({ status: 503, operation: "getOrder" })
      const page = await open(sandbox)
      await page.getByText("Add a fault").click()
      await page.getByText("lose", { exact: true }).click()
      await page.getByRole("tab", { name: "Data" }).focus()
      await page.keyboard.press("ArrowRight")
      expect(await page.getByRole("tab", { name: "Requests" }).getAttribute("aria-selected")).toBe("true")
      await page.keyboard.press("End")
      expect(await focused(page)).toContain("Webhooks")
      await page.keyboard.press("ArrowRight")
      expect(await focused(page)).toBe("Data")

      const session = await page.context().newCDPSession(page)
      const { nodes } = await session.send("Accessibility.getFullAXTree")
      const focusable = nodes.filter(
        ({ ignored, properties, role }) =>
          !ignored &&
          role?.value !== "RootWebArea" &&
          properties?.some(({ name, value }) => name === "focusable" && value.value === true)
      )
      expect(focusable.length).toBeGreaterThan(30)
      expect(focusable.filter(({ name }) => !name?.value).map(({ role }) => role?.value)).toEqual([])

      // Each stop shows a focus ring, and the last one leads out of the page.
      await page.locator(".skip").focus()
      const stops = [await focused(page)]
      for (let press = 0; press < 80; press++) {
        await page.keyboard.press("Tab")
        if (await evaluate(page, "document.activeElement === document.body")) break
        expect(await evaluate(page, "getComputedStyle(document.activeElement).outlineStyle")).not.toBe("none")
        stops.push(await focused(page))
      }
      expect(stops[0]).toBe("Skip to the controls")
      expect(stops.at(-1)).toBe("Reset to the seed…")
      expect(stops).toContain("Remove fault 1")
    })

    it("fits into 390 and 1280 pixels, light and dark", async () => {
      const long = "a-word-that-does-not-end-".repeat(12)
      const sandbox = await start([{ id: 1, item: long, note: long, shipped: true, notify: long }])
      sandbox.fault({ operation: "listOrders", status: 503, share: 0.5, latency: "20ms", jitter: "20ms" })
      for (let index = 0; index < 6; index++) await call(sandbox, `/orders?q=${long}`)
      await place(sandbox, { item: long, notify: `https://example.com/${long}` })
      await sandbox.advance("2 minutes")
      const page = await open(sandbox)
      const shot = async (name: string) => {
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 820 })
          expect(await evaluate(page, "document.documentElement.scrollWidth")).toBe(width)
          for (const colorScheme of ["dark", "light"] as const) {
            await page.emulateMedia({ colorScheme })
            // For people, not for CI.
            if (process.env["CI"] !== undefined) continue
            await page.screenshot({ path: `${reports}${name}-${width}-${colorScheme}.png`, fullPage: true })
          }
        }
      }
      await shot("data")
      await page.getByText("Add a fault").click()
      await page.getByText("lose", { exact: true }).click()
      await tab(page, "Webhooks")
      await shot("webhooks")
      await tab(page, "Requests")
      await page.getByRole("row").nth(1).click()
      await shot("request")
    })
  }
)
