import { describe, expect, it } from "vitest"
import * as Coverage from "./Coverage.ts"
import * as Table from "./Table.ts"

const statuses = [200, 400, 401, 403, 404, 405, 406, 429, 500, 503]
const id = "listContactsByPublicIdentifiers"
const interactions = statuses.map((status) => ({ name: `${status}`, operation: id, status }))
const all = new Set(interactions.map(({ name }) => name))
const report = (replayed: ReadonlySet<string>) =>
  Coverage.report({
    vendor: "acme",
    seed: "seed",
    operations: [{ id, source: "ListContacts", statuses }],
    interactions,
    replayed,
    compared: all,
    agreed: new Set([id]),
    found: [],
    tolerances: [],
    events: [],
    notes: []
  })

describe("the table", () => {
  it("fits 80 columns with ten statuses and the longest name", () => {
    expect(
      Math.max(
        ...Table.render(report(all))
          .split("\n")
          .map((line) => line.length)
      )
    ).toBeLessThanOrEqual(80)
  })

  it("shows an outcome that a witness did not check, and the report fails for it", () => {
    const made = report(new Set([...all].filter((name) => name !== "404")))
    expect(made.passed).toBe(false)
    expect(Table.render(made)).toContain(`· ${id} 404 was not checked by every witness`)
    expect(Table.render(made)).toContain("·✓✓")
    expect(report(all).passed).toBe(true)
  })
})
