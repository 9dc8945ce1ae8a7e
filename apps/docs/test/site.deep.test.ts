/** Tests the content of the built site, read as Markdown: every operation, error and decision, in its place. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { problems } from "../src/Crawl.ts"
import { read, vendors } from "../src/Repository.ts"
import { vendor } from "../src/Vendor.ts"
import { site } from "./build.ts"

/** Returns the letters and digits of a text, regardless of line breaks and markup. */
const letters = (markdown: string): string =>
  markdown
    .replaceAll(/\]\([^)]*\)/g, "")
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
const known = new Map<string, string>()
const page = (...routes: ReadonlyArray<string>): string =>
  routes
    .map((route) => {
      const text = known.get(route) ?? letters(readFileSync(join(site, `${route}.md`), "utf8"))
      known.set(route, text)
      return text
    })
    .join("|")

describe("the site", () => {
  const pagesOf = (name: string) => ["", "/guide", "/errors", "/quirks"].map((page) => `vendors/${name}${page}`)
  const documents: ReadonlyArray<readonly [file: string, ...routes: ReadonlyArray<string>]> = [
    ["README.md", "start", "repository"],
    ["mocks/server/README.md", "mocks"],
    ["packages/contract-kit/CI.md", "contracts"],
    ["packages/contract-kit/README.md", "contract-kit"],
    ["packages/core/README.md", "core", "errors"],
    ["packages/cli/README.md", "cli"],
    ["CONTRIBUTING.md", "contributing"],
    ["apps/demo/README.md", "apps/demo"],
    ...vendors().map((name) => [`packages/${name}/README.md`, ...pagesOf(name)] as const),
    ...vendors().map((name) => [`mocks/${name}/README.md`, `vendors/${name}/sandbox`] as const)
  ]
  it.each(documents)("has all of %s", (file, ...routes) => {
    const shown = page(...routes)
    const blocks = read(file)
      .replace(/^# .*$/m, "")
      .replaceAll(/^ *```[\s\S]*?^ *```$/gm, "")
      .split(/\n\n+/)
      // Tables are generated anew, and pictures stay in the repository.
      .filter((block) => !/^(\||!\[|<!--)/.test(block))
    expect(blocks.length).toBeGreaterThan(1)
    for (const block of blocks) {
      for (const item of block.split(/^(?:[-*]|\d+\.) /m)) expect(shown.includes(letters(item)), item).toBe(true)
    }
  })

  it("lists every page for agents", () => {
    const llms = readFileSync(join(site, "llms.txt"), "utf8")
    expect(llms).toMatch(/^# Salesbridge\n\n> Typed/)
    expect(llms).toContain("/salesbridge/vendors/salesflow/startCampaign.md")
    expect(page("vendors/salesflow/startCampaign")).toContain("constprogramCampaignsstartcampaignId")
  })
})

describe("the walk through the site", () => {
  const folder = mkdtempSync(join(tmpdir(), "crawl-"))
  afterAll(() => rmSync(folder, { recursive: true }))

  it("finds all problems", () => {
    const put = (path: string, html: string) => writeFileSync(join(folder, path), html)
    put("index.html", `<a href="/base/a.html"></a><a href="/base/b.html"></a>`)
    put(
      "a.html",
      `<h1 id="here"></h1><a href="#here"></a><a href="#gone"></a><a href="http://example.com/"></a><img src="/base/d.png">`
    )
    put("b.html", `<a href="/base/a.html#here"></a><a href="/base/c.html"></a><a href="/a.html"></a>`)
    put("d.html", "")
    expect(problems(folder, "/base/").toSorted()).toEqual([
      "a.html: a.html#gone: the page has no such anchor",
      "a.html: d.png: there is no such page",
      "a.html: http://example.com/: is neither on this site nor https",
      "b.html: /a.html: there is no such page",
      "b.html: c.html: there is no such page",
      "d.html: no page links to it"
    ])
  })
})

describe.each(vendors())("the pages of %s", async (name) => {
  const { calls, failures, helperFailures, resources, specification, tolerances, ...known } = await vendor(name)
  const route = `vendors/${name}`

  it("include one for every operation, with its title, path, inputs, errors and doc comment", () => {
    expect(calls.length).toBeGreaterThan(0)
    for (const { doc, inputs, name, operation } of calls) {
      const text = page(`${route}/${operation.id}`)
      const said = [
        `${operation.method}${operation.path}`,
        operation.source,
        ...inputs.map((input) => input.name),
        ...operation.errors.map(({ category, status, tag }) => `${status}${tag}${category}`),
        // A link appears on the page under its full name.
        ...doc.split(/\{@link [^}]*\}/)
      ]
      expect(doc, name).not.toBe("")
      for (const part of said) expect(text.includes(letters(part)), `${name}: ${part}`).toBe(true)
    }
  })

  it("include one for every resource, with links to its operations and with its records", () => {
    for (const { calls, name, records } of resources) {
      const text = readFileSync(join(site, route, `${name}.md`), "utf8")
      for (const { operation } of calls) expect(text).toContain(`/${route}/${operation.id}.md`)
      for (const record of records) expect(text).toContain(`### \`${name}.${record.name}\``)
    }
  })

  it("have a section for every error, with its status and category", () => {
    const text = page(`${route}/errors`)
    for (const { type } of failures) expect(text).toContain(`${type.tag}${type.status}${type.category}`)
    for (const { tag } of helperFailures) expect(text).toContain(`${tag}Raisedbyahelper`)
  })

  it("have every decision of the specification and every tolerance", () => {
    const text = page(`${route}/quirks`, ...calls.map(({ operation }) => `${route}/${operation.id}`))
    expect(specification.decisions.length).toBeGreaterThan(0)
    expect(tolerances.length).toBeGreaterThan(0)
    for (const said of [...specification.decisions, ...tolerances.map(({ reason }) => reason)]) {
      for (const item of said.split(/^- /m)) expect(text.includes(letters(item)), item).toBe(true)
    }
  })

  it("list credentials, variables and limits", () => {
    const text = page(route)
    for (const credential of known.credentials) expect(text).toContain(letters(credential.name))
    expect(known.variables.length).toBeGreaterThan(1)
    for (const variable of known.variables) expect(text).toContain(letters(variable))
    for (const { limit } of known.definition.limits ?? []) expect(text).toContain(`${limit}unitsin1minute`)
  })
})
