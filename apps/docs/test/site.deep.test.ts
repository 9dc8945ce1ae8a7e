/** What stands on the built site: every operation, error and decision, at its place, and no link that leads nowhere. */
import { describe, expect, it } from "vitest"
import { crawl, type Crawled, problems } from "../src/Crawl.ts"
import * as Markdown from "../src/Markdown.ts"
import { read, vendors } from "../src/Repository.ts"
import { vendor } from "../src/Vendor.ts"
import { base, site } from "./build.ts"

const pages = crawl(site)
const page = (path: string): Crawled => {
  const found = pages.find((_) => _.path === path)
  if (found === undefined) throw new Error(`there is no page ${path}`)
  return found
}
/** As a text is once it stands on a page. */
const shown = (text: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[`*]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim()
const plain = (text: string): string => text.replaceAll(/[\s`*“”"'’‘…]|\.\.\./g, "")

describe("the site", () => {
  it("has no dead link, no dead anchor, nothing from elsewhere, and titles and descriptions on all pages", () => {
    expect(pages.length).toBeGreaterThan(12)
    expect(problems(site, pages, base)).toEqual([])
  })

  it("leads from its menu to every page", () => {
    const menu = new Set(page("start.html").links)
    const missing = pages.filter(({ path }) => path !== "404.html" && path !== "index.html" && !menu.has(base + path))
    expect(missing.map(({ path }) => path)).toEqual([])
  })

  const documents: ReadonlyArray<readonly [file: string, route: string]> = [
    ["README.md", "start"],
    ["mocks/server/README.md", "mocks"],
    ["packages/contract-kit/CI.md", "contracts"],
    ["packages/contract-kit/README.md", "contract-kit"],
    ["packages/cli/README.md", "cli"],
    ["CONTRIBUTING.md", "contributing"],
    ["apps/demo/README.md", "apps/demo"],
    ...vendors().map((name) => [`packages/${name}/README.md`, `vendors/${name}`] as const),
    ...vendors().map((name) => [`mocks/${name}/README.md`, `vendors/${name}`] as const)
  ]
  it.each(documents)("has all of %s at %s", (file, route) => {
    const letters = plain(page(`${route}.html`).text)
    const blocks = read(file)
      .replace(/^# .*$/m, "")
      .replaceAll(/^ *```[\s\S]*?^ *```$/gm, "")
      .split(/\n\n+/)
      .filter((block) => block.trim() !== "" && !/^(\||<!--| {4})/.test(block))
    expect(blocks.length).toBeGreaterThan(0)
    // Pictures stay in the repository.
    for (const block of blocks.filter((_) => !_.startsWith("!["))) {
      for (const line of block.replaceAll(/\n {2,}(?![-*\d])/g, " ").split(/^\s*(?:[-*]|\d+\.|#+) /m)) {
        expect(letters.includes(plain(shown(line))), line).toBe(true)
      }
    }
  })

  it("has core's README in two parts", () => {
    for (const { heading, slug } of Markdown.parse(read("packages/core/README.md")).sections) {
      const places = ["core.html", "errors.html"].filter((path) => page(path).ids.has(slug))
      expect(places.length, heading).toBeGreaterThan(0)
    }
    expect(page("errors.html").ids).toContain("by-category")
  })
})

describe.each(vendors())("the page of %s", async (name) => {
  const { calls, failures, helperFailures, specification, tolerances, ...known } = await vendor(name)
  const { ids, text } = page(`vendors/${name}.html`)
  const letters = plain(text)

  it("has a place for every operation, with its title, path, inputs and errors", () => {
    expect(calls.length).toBeGreaterThan(0)
    for (const { inputs, name, operation, own } of calls) {
      expect(ids, operation.id).toContain(operation.id)
      const from = text.indexOf(`${operation.method} ${operation.path} “${operation.source}”`)
      expect(from, name).toBeGreaterThan(0)
      const part = text.slice(from, text.indexOf("Sent again: ", from))
      expect(part.length, name).toBeGreaterThan(0)
      for (const input of inputs) expect(part.includes(input.name), `${name}, ${input.name}`).toBe(true)
      const known = specification.operations.find(({ stands }) => stands.includes(operation.id))
      const isPublic = known?.remarks.some(({ kind, place }) => kind === "provenance" && place === "") === true
      expect(part.includes("Source: public pages"), name).toBe(isPublic)
      for (const { category, description, status, tag } of own) {
        expect(part.includes(`${tag} ${status}, ${category}`), `${name}, ${tag}`).toBe(true)
        expect(part.includes(description), `${name}, ${tag}`).toBe(true)
      }
    }
  })

  it("says of every operation what its doc comment says", () => {
    for (const { doc, name } of calls) {
      expect(doc, name).not.toBe("")
      for (const paragraph of doc.replaceAll(/\{@link [^}]*\}/g, "\n\n").split("\n\n")) {
        expect(letters.includes(plain(shown(paragraph))), paragraph).toBe(true)
      }
    }
  })

  it("has a place for every error, with its status and category", () => {
    for (const { type } of failures) {
      expect(ids).toContain(`error-${type.tag}`)
      expect(text.includes(`${type.status} ${type.category}`), type.tag).toBe(true)
    }
    for (const { tag } of helperFailures) expect(ids).toContain(`error-${tag}`)
  })

  it("has every decision of the specification and every tolerance", () => {
    expect(specification.decisions.length).toBeGreaterThan(0)
    for (const decision of specification.decisions)
      expect(letters.includes(plain(shown(decision))), decision).toBe(true)
    expect(tolerances.length).toBeGreaterThan(0)
    for (const { reason } of tolerances) expect(letters.includes(plain(shown(reason))), reason).toBe(true)
  })

  it("names credentials, variables and limits", () => {
    for (const credential of known.credentials) expect(text.includes(credential.name), credential.name).toBe(true)
    expect(known.variables.length).toBeGreaterThan(1)
    for (const variable of known.variables) expect(text.includes(variable), variable).toBe(true)
    for (const { limit } of known.definition.limits ?? [])
      expect(text.includes(`at most ${limit} units in 1 minute`)).toBe(true)
  })
})
