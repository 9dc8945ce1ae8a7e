import { describe, expect, it } from "vitest"
import { longest, shortened } from "./shortened.ts"

const rows = (count: number, marks = "✓✓✓") => Array.from({ length: count }, (_, index) => `operation${index} ${marks}`)
const totals = ["", "100 operations, 100 of 100 outcomes checked by all three."]
const disagreements = (count: number) => Array.from({ length: count }, (_, index) => `  ✗ broken${index}, path`)
const table = (...lines: ReadonlyArray<string>) => shortened("acme", ["acme 200", ...lines].join("\n")).split("\n")

describe("a table that is too long for a terminal", () => {
  it("has its totals, and as many operations as there is room for", () => {
    const lines = table(...rows(100), ...totals)
    expect(lines).toHaveLength(longest)
    expect(lines.slice(-3, -1)).toEqual(totals)
    expect(lines.at(-1)).toBe(
      "  … 64 more lines: contracts/acme/.reports/coverage.txt, or npm run contracts -- acme --verbose"
    )
  })

  it("has the operations that fail, and every disagreement", () => {
    expect(table(...rows(50), "broken0 ✗✗✗", ...rows(50), ...totals, ...disagreements(3))).toEqual([
      "acme 200",
      "broken0 ✗✗✗",
      ...totals,
      ...disagreements(3),
      "  … 100 more lines: contracts/acme/.reports/coverage.txt, or npm run contracts -- acme --verbose"
    ])
  })

  it("has the first disagreements if there are many", () => {
    const lines = table(...rows(60, "✗✗✗"), ...totals, ...disagreements(80))
    expect(lines).toHaveLength(longest)
    expect(lines.filter((line) => line.startsWith("  ✗"))).toHaveLength(24)
    expect(lines.at(-1)).toMatch(/^ {2}… 104 more lines: /)
  })
})

it("leaves a table that just fits as it is", () => {
  const fitting = rows(longest - 1 - totals.length)
  expect(table(...fitting, ...totals)).toEqual(["acme 200", ...fitting, ...totals])
  expect(table(...fitting, "one more ✓✓✓", ...totals)).toHaveLength(longest)
})
