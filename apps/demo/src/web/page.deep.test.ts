/** The page as a person meets it, in a real Chromium: over the command and its sandboxes, and over a job that a test plays. */
import { once } from "node:events"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Browser, chromium, type Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { newFolder, start, write } from "../../test/command.ts"
import { serveStub, statusOf } from "../../test/JobStub.ts"
import type { Row } from "../Row.ts"
import type { Failure } from "./JobControl.ts"

const executablePath = process.env["CHROMIUM_PATH"]
const reports = fileURLToPath(new URL("../../.reports/page/", import.meta.url))
const evil = "<img src=x onerror=document.title=1>"

const line = (index: number, change: Partial<Row> = {}): Row => ({
  where: `line ${index + 2}`,
  who: `contact${index}@example.com`,
  cells: {},
  ...change
})

const refusal = { error: "ValidationFailed", category: "Invalid", operation: "upsertPerson", status: 422 }

describe.runIf(executablePath !== undefined)(
  "the job's page (without CHROMIUM_PATH, the path of a Chromium, this is skipped)",
  { timeout: 900_000 },
  () => {
    let browser: Browser
    const open: Array<{ close: () => Promise<unknown> }> = []
    let trouble: Array<string> = []

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] })
    })
    afterAll(() => browser.close())
    afterEach(async () => {
      for (const one of open.splice(0).toReversed()) await one.close()
      const troubles = trouble
      trouble = []
      expect(troubles).toEqual([])
    })

    const visit = async (url: string) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 820 } })
      open.push(page)
      page.setDefaultTimeout(300_000)
      page.on("pageerror", (error) => trouble.push(error.message))
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) trouble.push(message.text())
      })
      page.on("request", (request) => {
        if (!request.url().startsWith(url)) trouble.push(`asked ${request.url()}`)
      })
      await page.goto(url)
      await page.getByText("live", { exact: true }).waitFor()
      return page
    }
    const stub = async (given: Parameters<typeof serveStub>[0]) => {
      const job = await serveStub(given)
      open.push(job)
      return { ...job, page: await visit(job.url) }
    }
    const soon = <A>(look: () => Promise<A>) => expect.poll(look, { timeout: 300_000, interval: 50 })
    const cells = (page: Page, who: string) =>
      page
        .getByRole("row")
        .filter({ has: page.getByRole("button", { name: `Open ${who}`, exact: true }) })
        .getByRole("cell")
        .allTextContents()
    const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true })
    const focused = (page: Page) =>
      page.evaluate("(document.activeElement.ariaLabel ?? document.activeElement.textContent).trim()")
    const tabTo = async (page: Page, name: string) => {
      await button(page, name).waitFor()
      for (let press = 0; press < 40; press++) {
        if ((await focused(page)) === name) return
        await page.keyboard.press("Tab")
      }
      throw new Error(`Tab does not lead to "${name}".`)
    }

    it("brings a file's contacts to the sandboxes: what would happen, start, stop, go on, what failed, who unsubscribed", async () => {
      const folder = await newFolder()
      const rows = Array.from({ length: 8 }, (_, index) => `First${index},new${index}@example.com,profile-${index}`)
      const csv = [
        "First Name,Email,LinkedIn",
        `${evil},evil@example.com,evil`,
        ...rows,
        "Bad,contact17@example.com,x17",
        "nobody,,"
      ]
      await write(folder, "my.csv", `${csv.join("\n")}\n`)
      await write(folder, "gone.txt", "new3@example.com\n")
      const args = ["--web", "--web-port", "0", "--concurrency", "1", "--journal", join(folder, "journal")]
      const { child, exit, output } = start(folder, args)
      open.push({ close: async () => child.kill("SIGKILL") })
      while (!/\/\n/.test(output.stdout)) await Promise.race([once(child.stdout!, "data"), exit])
      const url = /http:\S+/.exec(output.stdout)![0]
      const page = await visit(url)

      await page.getByLabel("A CSV file with a column Email").setInputFiles(join(folder, "my.csv"))
      await page.getByLabel("Who unsubscribed, an address a line or CSV").setInputFiles(join(folder, "gone.txt"))
      await button(page, "See what would happen").click()
      await page.getByText("Read. Nothing is written yet.").waitFor()
      await page.getByText(/add \d+ leads/).waitFor()
      await soon(() => cells(page, "new3@example.com")).toEqual([
        "line 6",
        "new3@example.com",
        "not there",
        "not there",
        "not there",
        "not there"
      ])
      await soon(() => cells(page, "nobody")).toEqual(["line 12", "nobody", "bad row", "", "", ""])

      // At once, so that no machine is too slow to stop it in time.
      await page.evaluate("fetch('start?preview=1', { method: 'POST' }).then(() => fetch('pause', { method: 'POST' }))")
      await page.getByText("Paused: what was being sent finishes").waitFor()
      await button(page, "Start").waitFor({ state: "detached" })
      await button(page, "Go on").click()
      await page.getByText("Ran through.").waitFor()
      await soon(() => cells(page, "evil@example.com")).toEqual([
        "line 2",
        "evil@example.com",
        "–",
        "added",
        "messaged",
        "on cadence"
      ])

      await button(page, "Open contact17@example.com").click()
      const dialog = page.getByRole("dialog", { name: "contact17@example.com" })
      await soon(async () => (await dialog.textContent())!).toContain("Error classValidationFailed")
      await page.keyboard.press("Escape")
      await button(page, "Try again what failed (1)").click()
      await page.getByRole("tab", { name: "Refusals" }).click()
      const refused = page.getByRole("row").filter({ hasText: "upsertContact" })
      await soon(() => refused.getByRole("cell").nth(5).textContent()).toBe("2")
      await page.getByText("Ran through.").waitFor()
      await page.getByRole("button", { name: "Open ValidationFailed of getsales upsertContact" }).click()
      await page.getByText("contact17@example.com", { exact: true }).waitFor()
      await page.keyboard.press("Escape")
      await page.getByRole("tab", { name: "Suppressed" }).click()
      await page.getByRole("searchbox", { name: "Search the ledger" }).fill("NEW3")
      await soon(() => cells(page, "new3@example.com")).toEqual([
        "new3@example.com",
        "in gone.txt, line 1",
        expect.stringMatching(/^\d{4}-/),
        "nobody"
      ])
      expect(await page.locator("img, :not(head) > script").count()).toBe(0)

      await page
        .getByLabel("A CSV file with a column Email")
        .setInputFiles({ name: "no.csv", mimeType: "text/csv", buffer: Buffer.from("Name\nAda\n") })
      await button(page, "See what would happen").click()
      await page
        .getByRole("alert")
        .filter({ hasText: 'no.csv is not a list of contacts: no column is named "Email"' })
        .waitFor()
      await button(page, "Preview the same again").waitFor()
      // The answer 409, of which Chromium tells.
      trouble = trouble.filter((text) => !text.includes("409"))

      const denied = await fetch(new URL("/", url))
      expect([denied.status, await denied.text()]).toEqual([403, expect.stringContaining("lacks its token")])
      child.kill("SIGINT")
      expect((await exit).code).toBe(130)
      trouble = trouble.filter((text) => !text.includes("net::ERR_"))
    })

    it("stays usable with 10,000 contacts: a hundred rows, found by filter and search, as things happen", async () => {
      const lines = Array.from({ length: 10_000 }, (_, index) =>
        line(index, index % 100 === 0 ? { cells: { salesloft: { kind: "failed", text: "failed 422" } } } : {})
      )
      const status = statusOf({ phase: "running" })
      const { page, roster, tell } = await stub({ status, lines })
      await page.getByText("1 to 100 of 10,000").waitFor()
      expect(await page.locator("tbody tr").count()).toBe(100)
      expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(2000)
      await page.getByRole("searchbox", { name: "Search contacts" }).fill("contact9999@")
      await page.getByText("1 to 1 of 1", { exact: true }).waitFor()
      const deliver = (index: number) => {
        roster.put(index + 1, "salesblink", { kind: "delivered", text: "added" })
        tell({ progress: { title: "Steps", done: index, total: 10_000 } })
      }
      deliver(9999)
      await soon(async () => (await cells(page, "contact9999@example.com"))[3]).toBe("added")
      await page.getByRole("searchbox", { name: "Search contacts" }).fill("")
      await page.getByRole("button", { name: "Failed 100" }).click()
      await page.getByText("1 to 100 of 100", { exact: true }).waitFor()
      await page.getByRole("button", { name: "All 10,000" }).click()
      await button(page, "Next").click()
      await page.getByText("101 to 200 of 10,000").waitFor()
      for (let index = 0; index < 10_000; index++) deliver(index)
      await page.getByText("Steps: 9,999 of 10,000").waitFor()
      await page.getByText("10,000 delivered").waitFor()
      await soon(async () => (await cells(page, "contact150@example.com"))[3]).toBe("added")
    })

    it("asks before it writes to real vendors, and does what each moment allows", async () => {
      const { did, page, tell } = await stub({ status: statusOf({ mode: "real" }), lines: [line(0)] })
      await page.getByText("The REAL vendors").waitFor()
      await button(page, "Start").click()
      const dialog = page.getByRole("dialog", { name: "Write to the real vendors?" })
      expect(await dialog.textContent()).toContain("SalesBlink: add 2 prospects.")
      expect(await focused(page)).toBe("Cancel")
      await page.keyboard.press("Enter")
      expect(did).toEqual([])
      await button(page, "Start").click()
      await dialog.getByRole("button", { name: "Start" }).click()
      await soon(async () => did).toEqual(["start 3"])
      for (const [phase, name] of [
        ["running", "Stop"],
        ["paused", "Go on"]
      ] as const) {
        tell({ phase })
        await tabTo(page, name)
        await page.keyboard.press("Enter")
      }
      await soon(async () => did).toEqual(["start 3", "pause", "resume"])
      const problem = "Stopped, since the journal takes no more: database or disk is full"
      tell({ phase: "stopped", problem })
      await page.getByText(problem).waitFor()
      await button(page, "Go on").click()
      await soon(async () => did.at(-1)).toBe("retry")
      tell({ phase: "unread", problem: "Cannot read from any vendor that contacts could go to." })
      await button(page, "Go on").waitFor({ state: "detached" })
      await page.setViewportSize({ width: 390, height: 820 })
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390)
      await tabTo(page, "Preview the same again")
      await page.keyboard.press("Enter")
      await soon(async () => did.at(-1)).toBe("preview again")
    })

    it("is live in more tabs than a browser has connections, and goes on in the others when one is closed", async () => {
      const { close, did, tell, url } = await serveStub({ status: statusOf({ phase: "running" }), lines: [line(0)] })
      const context = await browser.newContext()
      open.push({ close }, context)
      const tabs = await Promise.all(Array.from({ length: 8 }, () => context.newPage()))
      for (const tab of tabs) {
        await tab.goto(url)
        await tab.getByText("live", { exact: true }).waitFor()
      }
      await button(tabs[7]!, "Stop").click()
      await soon(async () => did).toEqual(["pause"])
      await tabs[0]!.close()
      tell({ phase: "paused" })
      await button(tabs[6]!, "Go on").click()
      await soon(async () => did).toEqual(["pause", "resume"])
    })

    it("is usable by keyboard, every control by a name, and fits into 390 and 1280 pixels, light and dark", async () => {
      const long = "a-word-that-does-not-end-".repeat(12)
      const failures: ReadonlyArray<Failure> = [
        {
          ...refusal,
          reason: `${evil} ${long}`,
          vendor: "salesloft",
          done: "named it in the report",
          about: [long],
          others: 0,
          times: 3
        }
      ]
      const lines = [
        line(0, {
          cells: { salesblink: { kind: "delivered", text: "added" }, salesloft: { kind: "there", text: "there" } }
        }),
        line(1, {
          who: long,
          cells: {
            salesloft: { kind: "failed", text: "failed 422", detail: long, refusal: { ...refusal, reason: evil } }
          }
        }),
        line(2, { who: evil, skip: "bad row", detail: evil }),
        line(3, { listed: "in gone.txt, line 1", cells: { salesflow: { kind: "suppressed", text: "suppressed" } } })
      ]
      const { page, tell } = await stub({ status: statusOf({ phase: "done", left: [long] }), lines, failures })
      tell({ notes: [`salesblink answers 429: retrying in 1 s, as it asks ${long}`] })
      await page.getByText("retrying in 1 s").waitFor()
      const session = await page.context().newCDPSession(page)
      const { nodes } = await session.send("Accessibility.getFullAXTree")
      const nameless = nodes.filter(
        ({ ignored, name, properties, role }) =>
          !ignored &&
          role?.value !== "RootWebArea" &&
          properties?.some((property) => property.name === "focusable" && property.value.value === true) &&
          !name?.value
      )
      expect(nameless).toEqual([])
      await page.keyboard.press("Tab")
      expect(await focused(page)).toBe("Skip to the contacts")
      await page.keyboard.press("Enter")
      await tabTo(page, `Open ${long}`)
      await page.keyboard.press("Enter")
      expect(await page.getByRole("dialog").textContent()).toContain(evil)

      const shot = async (name: string) => {
        for (const width of [1280, 390]) {
          await page.setViewportSize({ width, height: 820 })
          expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width)
          for (const colorScheme of ["dark", "light"] as const) {
            await page.emulateMedia({ colorScheme })
            // For people, not for CI.
            if (process.env["CI"] !== undefined) continue
            await page.screenshot({ path: `${reports}${name}-${width}-${colorScheme}.png` })
          }
        }
      }
      await shot("contact")
      await page.keyboard.press("Escape")
      await shot("contacts")
      await page.getByRole("tab", { name: "Contacts" }).focus()
      await page.keyboard.press("ArrowRight")
      await page.getByRole("button", { name: /^Open ValidationFailed/ }).waitFor()
      await shot("refusals")
      await page.keyboard.press("ArrowRight")
      await page.getByText("1 to 100 of 250").waitFor()
      await button(page, "Next").click()
      await page.getByText("101 to 200 of 250").waitFor()
      await shot("suppressions")
      expect(await page.title()).toBe("Outreach")
    })
  }
)
