import type { Coverage } from "@salesbridge/contract-kit/report"
import { expect, it } from "vitest"
import { advice } from "./advice.ts"

const difference = {
  witness: "agreement",
  operation: "getThing",
  status: 200,
  location: "response body color",
  package: "string or null, optional",
  spec: "string, optional"
} as const

const report = (vendor: string, disagreements: Coverage.Report["disagreements"]): Coverage.Report => ({
  vendor,
  passed: disagreements.length === 0,
  seed: "seed",
  interactions: 1,
  rows: [],
  disagreements,
  events: [],
  notes: [],
  tolerated: []
})

it("names the file for a tolerance if the package accepts more than the specification", () => {
  const reports = [report("acme", [{ ...difference, lenient: ["null"] }]), report("globex", [difference])]
  expect(advice(reports).join(" ")).toContain("add a tolerance to contracts/acme/src/tolerances.ts.")
  expect(Math.max(...advice(reports).map(({ length }) => length))).toBeLessThanOrEqual(80)
})

it("says nothing if no tolerance can help", () => {
  expect(advice([report("acme", []), report("globex", [difference])])).toEqual([])
})
