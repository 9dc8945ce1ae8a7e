/** Tests the built site in a browser: at phone and desktop width, in both themes, with the keyboard alone. */
import { mkdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { type Browser, chromium, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { base, site } from "./build.ts"
import * as Look from "./look.ts"
import { serve, type Served } from "../src/serve.ts"

const executablePath = process.env["CHROMIUM_PATH"]
const reports = fileURLToPath(new URL("../.reports/", import.meta.url))
/** One page of each kind; the longest one if they differ. */
const paths = [
  "index",
  "start",
  "errors",
  "contributing",
  "releases",
  "recipes/nightly-sync",
  "vendors/salesloft",
  "vendors/salesloft/guide",
  "vendors/salesloft/errors",
  "vendors/salesloft/sandbox",
  "vendors/salesloft/quirks",
  "vendors/salesloft/People",
  "vendors/salesloft/updatePerson",
  "vendors/salesflow/startCampaign"
].map((route) => `${route}.html`)
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 800 }

const skipped = executablePath === undefined ? " (skipped: CHROMIUM_PATH names none)" : ""

describe.skipIf(executablePath === undefined)(`in Chromium${skipped}`, { timeout: 60_000 }, () => {
  let browser: Browser
  let served: Served
  beforeAll(async () => {
    mkdirSync(reports, { recursive: true })
    served = await serve(site, base)
    browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await served.close()
  })

  /** One page object for all tests, so that the theme is loaded only once. */
  let page: Page
  const wrong: Array<string> = []
  beforeAll(async () => {
    page = await (await browser.newContext()).newPage()
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") wrong.push(message.text())
    })
    page.on("pageerror", ({ message }) => wrong.push(message))
    page.on("request", (request) => {
      const url = request.url()
      if (!url.startsWith(served.origin) && !url.startsWith("data:")) wrong.push(`asks for ${url}`)
    })
    page.on("response", (response) => {
      if (response.status() >= 400) wrong.push(`${response.status()} for ${response.url()}`)
    })
  }, 60_000)

  const open = async (path: string, viewport: typeof phone) => {
    wrong.length = 0
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: "light" })
    await page.goto("about:blank")
    await page.goto(`${served.origin}${base}${path}`, { waitUntil: "load" })
    // The page is ready as soon as its theme is.
    await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined")
  }

  /** A screenshot for people; not taken in CI. */
  const picture = async (path: string, name: string) => {
    if (process.env["CI"] !== undefined) return
    const file = `${path.replaceAll("/", "-").replace(".html", "")}-${name}.png`
    await page.screenshot({ path: `${reports}${file}`, fullPage: true })
  }

  it("finds pages that are not readable", async () => {
    await open("contracts.html", phone)
    expect([await page.evaluate(Look.overflow), await page.evaluate(Look.lowContrast)]).toEqual([[], []])
    await page.evaluate(() => {
      const faults = `<p id="wide" style="width: 500px">wide</p><p style="font-size: 13px">small</p>
        <p style="color: #999">pale</p><img src="https://cdn.example.com/x.png">`
      document.querySelector(".vp-doc")!.insertAdjacentHTML("beforeend", faults)
    })
    expect(await page.evaluate(Look.overflow)).toContainEqual(expect.stringContaining("wide"))
    expect(await page.evaluate(Look.smallText, 14)).toEqual([expect.stringContaining("13 px: small")])
    expect(await page.evaluate(Look.lowContrast)).toEqual([expect.stringContaining("2.85 P.: pale")])
    await expect.poll(() => wrong).toContain("asks for https://cdn.example.com/x.png")
  })

  it.each(paths)("%s is readable", async (path) => {
    await open(path, phone)
    await picture(path, "phone")
    await page.evaluate(Look.unfold)
    expect(await page.evaluate(Look.overflow), "wider than a phone").toEqual([])
    expect(await page.evaluate(Look.smallText, 14), "smaller than 14 px on a phone").toEqual([])
    expect(await page.evaluate(Look.lowContrast), "hard to read in the light theme").toEqual([])

    await page.setViewportSize(desk)
    expect(await page.evaluate(Look.overflow), "wider than a desk").toEqual([])
    await page.emulateMedia({ colorScheme: "dark" })
    await page.waitForFunction("document.documentElement.classList.contains('dark')")
    expect(await page.evaluate(Look.lowContrast), "hard to read in the dark theme").toEqual([])
    await picture(path, "desk-dark")
    expect(wrong).toEqual([])
  })

  it("colours code, in each theme differently", async () => {
    await open("vendors/salesflow/startCampaign.html", desk)
    const light = await page.evaluate(Look.codeColours)
    expect(light.length).toBeGreaterThan(2)
    await page.emulateMedia({ colorScheme: "dark" })
    await page.waitForFunction("document.documentElement.classList.contains('dark')")
    const dark = await page.evaluate(Look.codeColours)
    expect(dark.length).toBeGreaterThan(2)
    expect(dark).not.toEqual(light)
  })

  it("has a menu on a phone, which the keyboard opens", async () => {
    await open("start.html", phone)
    await page.locator(".VPNavBarHamburger").focus()
    await page.keyboard.press("Enter")
    await page.locator(".VPNavScreen").waitFor({ state: "visible" })
    expect(await page.locator(".VPNavScreen a", { hasText: "Errors" }).count()).toBeGreaterThan(0)
    expect(await page.evaluate(Look.smallText, 14)).toEqual([])
    await page.keyboard.press("Escape")
    await page.reload()
    // Then the other menu, of all pages.
    await page.locator(".VPLocalNav .menu").focus()
    await page.keyboard.press("Enter")
    await page.locator(".VPSidebar a", { hasText: "Salesloft" }).waitFor({ state: "visible" })
    await page.locator(".VPSidebar a", { hasText: "Salesloft" }).click()
    await page.waitForURL(/vendors\/salesloft/)
    expect(wrong).toEqual([])
  })

  it("has a menu whose groups open", async () => {
    await open("vendors/salesloft/updatePerson.html", desk)
    const link = (name: string) => page.locator(".VPSidebar a", { hasText: new RegExp(`^${name}$`) })
    await link("People.update").waitFor({ state: "visible" })
    // Closed groups are not in the page, which would double its size.
    expect(await link("Actions.list").count()).toBe(0)
    await page
      .locator(".VPSidebarItem.level-1", { hasText: /^Actions$/ })
      .getByRole("button")
      .press("Enter")
    await link("Actions.list").click()
    await page.waitForURL(/listActions\.html$/)
    expect(await link("People.update").count()).toBe(1)
    expect(wrong).toEqual([])
  })

  it("reaches search and menu with the Tab key, and shows the focus", async () => {
    await open("errors.html", desk)
    const reached: Array<string> = []
    for (let step = 0; step < 14; step++) {
      await page.keyboard.press("Tab")
      reached.push(await page.evaluate(Look.focused))
    }
    expect(reached[0]).toBe("Skip to content")
    for (const name of ["Search", "Start", "Vendors", "Recipes", "Errors", "Mocks"]) expect(reached).toContain(name)
    expect(reached.filter((name) => name.startsWith("nothing to see on"))).toEqual([])
  })

  it("finds startCampaign, with the keyboard", async () => {
    await open("index.html", desk)
    await page.keyboard.press("Control+k")
    await page.locator("#localsearch-input").waitFor({ state: "visible" })
    await page.keyboard.type("startCampaign")
    const first = page.locator("#localsearch-list a").first()
    await first.waitFor({ state: "visible" })
    await page.locator('#localsearch-list a[href$="#startCampaign"]').first().waitFor({ state: "visible" })
    await picture("search", "desk")
    expect(await first.getAttribute("href")).toBe(`${base}vendors/salesflow/startCampaign.html#startCampaign`)
    await page.keyboard.press("Enter")
    await page.waitForURL(/startCampaign\.html#startCampaign$/)
    await page.waitForFunction(Look.isSeen, "startCampaign")
    expect(wrong).toEqual([])
  })
})
