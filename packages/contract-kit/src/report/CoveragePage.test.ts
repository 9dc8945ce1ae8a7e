import { expect, it } from "vitest"
import type { Report } from "./Coverage.ts"
import { render } from "./CoveragePage.ts"

const cell = { status: 200, interactions: 2, replay: "passed", comparison: "passed", agreement: "passed" } as const
const report: Report = {
  vendor: "acme",
  passed: false,
  seed: "seed",
  interactions: 3,
  rows: [
    { operation: "getWidget", source: "Get <widget>", cells: [cell, { ...cell, status: 404, interactions: 1 }] },
    { operation: "listWidgets", source: "List widgets", cells: [{ ...cell, replay: "failed", comparison: "missing" }] }
  ],
  disagreements: [
    {
      witness: "replay",
      operation: "listWidgets",
      status: 200,
      location: "response body [].name",
      package: 'reads values like "<b>"',
      spec: "no such field"
    }
  ],
  events: [],
  notes: [],
  tolerated: [{ location: "/^response body x$/", reason: "Nobody knows.", places: 4 }]
}

it("shows totals, outcomes and disagreements, and escapes their text", () => {
  const page = render([report, { ...report, vendor: "other", passed: true, disagreements: [] }])
  expect(page).toContain("2 operations, 2 of 3 outcomes checked by all three, 3 interactions")
  expect(page).toContain('title="replay: disagrees, comparison: not checked, agreement: checked; 2 interactions"')
  expect(page).toContain("Get &#60;widget&#62;")
  expect(page).not.toContain("<widget>")
  expect(page).toContain("listWidgets 200, response body [].name: package: reads values like &#34;&#60;b&#62;&#34;")
  expect(page).toContain("/^response body x$/, 4 places: Nobody knows.")
  expect(page).toContain("<title>Contract coverage: there are disagreements</title>")
  expect(page.match(/<section/g)).toHaveLength(2)
})

it("is self-contained", () => {
  expect(render([report])).not.toMatch(/https?:|src=|@import|url\(/)
})
