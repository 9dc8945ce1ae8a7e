/** The report fits the page and keeps its layout, whatever a file or a vendor contains. */
import { describe, expect, it } from "vitest"
import { details, type Report, summary, table } from "./Report.ts"
import type { Cell, Row } from "./Row.ts"
import { widthOf } from "./Text.ts"

const uncoloured = (_: string, text: string) => text
const vendors = [
  { name: "Salesflow", vendor: "salesflow" },
  { name: "SalesBlink", vendor: "salesblink" },
  { name: "GetSales", vendor: "getsales" },
  { name: "Salesloft", vendor: "salesloft" }
]
const delivered: Cell = { kind: "delivered", text: "on cadence" }
const row = (
  given: { readonly where?: string; readonly who?: string; readonly listed?: string },
  cells: Readonly<Record<string, Cell>> = { salesloft: delivered }
): Row => ({
  where: "line 2",
  who: "a@example.com",
  ...given,
  cells
})
const skipped = (given: { readonly who?: string; readonly detail?: string }): Row => ({
  where: "line 3",
  who: "B",
  skip: "bad row",
  detail: "no e-mail address",
  cells: {},
  ...given
})
const reportOf = (rows: ReadonlyArray<Row>): Report => ({
  vendors,
  rows,
  campaigns: [],
  left: [],
  untried: [],
  unreported: [],
  unsettled: 0,
  unreadable: []
})
const tableOf = (...args: Parameters<typeof table>) => [...table(...args)]
const detailsOf = (...args: Parameters<typeof details>) => [...details(...args)]
const wide = Object.fromEntries(
  vendors.map(({ vendor }) => [vendor, { kind: "suppressed", text: "suppressed" } as Cell])
)

describe("the table", () => {
  it("has a column for each vendor, within 80", () => {
    const lines = tableOf(
      reportOf([
        row({ who: `${"very-long-".repeat(9)}@example.com`, where: "#12345678901234567890" }, wide),
        row({ who: "漢字の名前漢字の名前漢字の名前" }),
        skipped({ detail: "漢字".repeat(60) }),
        skipped({ detail: "x".repeat(200) })
      ]),
      uncoloured
    )
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80)
    expect(lines[0]).toMatch(/^from +contact +Salesflow +SalesBlink +GetSales +Salesloft$/)
    expect(lines[2]).toMatch(/^#12345678… {2}very-long-v\S*… {2}suppressed {2}suppressed {2}suppressed {2}suppressed$/)
    expect(lines.join("").match(/x/g)!.length).toBe(200)
  })

  it("has fewer columns where fewer vendors take part", () => {
    const lines = tableOf({ vendors: vendors.slice(3), rows: [row({})] }, uncoloured)
    expect(lines[0]).toBe("from    contact        Salesloft")
    expect(lines[2]).toBe("line 2  a@example.com  on cadence")
  })

  it("lets nothing through that would steer the terminal", () => {
    const told: Cell = { kind: "failed", text: "failed", detail: "\u0007\u202Eoops\u001B[1m" }
    const rows = [
      row({ who: "\u001B[2Jname\r\nsecond" }, { salesloft: told }),
      skipped({ who: "\u001B[2J", detail: "\u0007\u202Eoops" })
    ]
    const lines = [...table(reportOf(rows), uncoloured), ...details(reportOf(rows), uncoloured)]
    expect(lines.join("")).not.toMatch(/[\p{Cc}\u202E]/u)
    expect(lines[2]).toMatch(/^line 2 {2}\[2Jname second {2}/)
  })
})

describe("the details", () => {
  it("say why, by contact and vendor, and who unsubscribed where", () => {
    const told: Cell = { kind: "failed", text: "failed 422", detail: `salesloft: ${"long ".repeat(30)}` }
    const lines = detailsOf(
      reportOf([row({}, { salesloft: told }), row({ who: "b@example.com", listed: "in list" }, {})]),
      uncoloured
    )
    expect(lines.join("\n").replace(/\s+/g, " ")).toContain("a@example.com, Salesloft: salesloft: long long")
    expect(lines).toContain("  b@example.com: in list")
    expect(Math.max(...lines.flatMap((line) => line.split("\n").map(widthOf)))).toBeLessThanOrEqual(80)
  })

  it("are left out where there are none", () => {
    expect(detailsOf(reportOf([row({})]), uncoloured)).toEqual([])
  })
})

describe("the summary", () => {
  it("counts what happened at each vendor and leaves out what did not", () => {
    const report = {
      ...reportOf([
        row({}),
        row({}, { salesblink: { kind: "there", text: "there" }, salesloft: delivered }),
        skipped({})
      ]),
      campaigns: [{ campaign: 7, started: true, detail: "started" }]
    }
    const lines = summary(report, uncoloured)
    expect(lines.map((line) => line.trim().replace(/\s+/g, " "))).toEqual([
      "",
      "Summary: 3 in all",
      "contacts Salesflow SalesBlink GetSales Salesloft",
      "delivered now - - - 2",
      "there already; not again - 1 - -",
      "",
      "1 bad row skipped; correct the line and run again",
      "",
      "Salesflow campaign 7: started"
    ])
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80)
  })
})
