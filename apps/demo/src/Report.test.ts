/** The report fits the page and keeps its shape, whatever a file or a vendor puts into it. */
import { describe, expect, it } from "vitest"
import { summary, table } from "./Report.ts"
import type { Row } from "./Row.ts"
import { widthOf } from "./Text.ts"

const uncoloured = (_: string, text: string) => text
const row = (given: Partial<Row>): Row => ({
  where: "line 2",
  who: "a@example.com",
  outcome: "added",
  detail: "",
  ...given
})

describe("the table", () => {
  it("breaks what is long and never exceeds 80 columns", () => {
    const lines = table(
      [
        row({ who: `${"very-long-".repeat(9)}@example.com`, detail: "words ".repeat(40) }),
        row({ who: "漢字の名前漢字の名前漢字の名前", detail: "漢字".repeat(60), outcome: "there already" }),
        row({ where: "campaign 12345678901234567890", detail: "x".repeat(200) })
      ],
      uncoloured
    )
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(80)
    expect(lines.join("").match(/x/g)!.length).toBe(201)
  })

  it("lets nothing through that would steer the terminal", () => {
    const lines = table([row({ who: "\u001B[2Jname\r\nsecond", detail: "\u0007\u202Eoops" })], uncoloured)
    expect(lines.slice(2)).toEqual([expect.stringMatching(/^line 2 {2}\[2Jname second {2}added {4}oops$/)])
  })
})

describe("the summary", () => {
  it("counts what happened and leaves out what did not", () => {
    const report = {
      rows: [row({}), row({}), row({ outcome: "bad row" })],
      campaigns: [{ campaign: 7, started: true, detail: "started" }],
      hopeless: undefined
    }
    expect(summary(report, uncoloured).map((line) => line.trim().replace(/\s+/g, " "))).toEqual([
      "2 added now prospects of the SalesBlink campaign",
      "1 bad row skipped; correct the line and run again",
      "",
      "Salesflow campaign 7: started"
    ])
  })
})
