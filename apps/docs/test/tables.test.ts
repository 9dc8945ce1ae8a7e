/** Tests the tables in the vendors' READMEs, which a command writes. */
import { beforeAll, describe, expect, it } from "vitest"
import * as Markdown from "../src/Markdown.ts"
import { overviewPage } from "../src/pages/vendor/Overview.ts"
import { tables, written } from "../src/ReadmeTables.ts"
import { read, vendors } from "../src/Repository.ts"
import { vendor } from "../src/Vendor.ts"
import { withVendors } from "../src/VendorTable.ts"

describe.each(vendors())("the README of %s", (name) => {
  const readme = read(`packages/${name}/README.md`)
  // Only for the vendors whose tests run: reading one takes a second.
  let known: Awaited<ReturnType<typeof vendor>>
  beforeAll(async () => {
    known = await vendor(name)
  })

  it("has up-to-date tables (`npm run docs:tables` writes them)", () => {
    expect(written(known, readme), "run `npm run docs:tables`").toBe(readme)
  })

  it("has a row for every operation, and for every error", () => {
    const rows = (table: string) => (tables(known).get(table) ?? "").split("\n").slice(2).filter(Boolean)
    const beyond = rows("operations outside the API reference")
    const raw = known.rawTitle === undefined ? 0 : 1
    expect(rows("operations").length + beyond.length).toBe(known.calls.length + raw)
    expect(rows("errors")).toHaveLength(known.failures.length)
    expect(known.calls.filter(({ operation, title }) => title !== undefined && title !== operation.source)).toEqual([])
  })

  it("has a page with the coverage, its sources and its date", () => {
    const page = overviewPage(known)
      .texts.map(({ root }) => Markdown.print(root))
      .join("\n")
    const { lookedAt, missing, sources } = known.coverage!
    expect(lookedAt).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(sources.length).toBeGreaterThan(0)
    expect(page).toContain(`last read on ${lookedAt}`)
    expect(page.match(/^\| Missing /gm) ?? []).toHaveLength(missing.length)
  })

  it("is out of date if a row is missing, and refused if there is no place for a table", () => {
    const [first = ""] = tables(known).get("errors")?.split("\n").slice(2) ?? []
    const stale = readme.replace(`${first}\n`, "")
    expect(stale).not.toBe(readme)
    expect(written(known, stale)).toBe(readme)
    expect(() => written(known, readme.replace("<!-- /errors -->", ""))).toThrow("no place for a table")
  })
})

describe("the README of the repository", () => {
  const readme = read("README.md")
  let all: ReadonlyArray<Awaited<ReturnType<typeof vendor>>>
  beforeAll(async () => {
    all = await Promise.all(vendors().map(vendor))
  })
  const updated = (text: string) => withVendors(text, all, (name) => name === "salesloft")

  it("has a row for every vendor, with its numbers of calls and errors", () => {
    expect(updated(readme), "run `npm run docs:tables`").toBe(readme)
  })

  it("is given a row for a new vendor, and other numbers", () => {
    const row = /^\| Salesloft .*\n/m.exec(readme)![0]
    const stale = readme.replace(/^\| (Salesflow .*?README\.md\) *\|) \d+ /m, "| $1 99 ").replace(row, "")
    expect(updated(stale)).toContain(
      "[@salesbridge/salesloft](packages/salesloft/README.md)   | 142   | 5             | yes"
    )
    expect(updated(stale)).not.toContain("| 99 ")
  })
})
