import { describe, expect, it } from "vitest"
import { render, type Result, summary } from "./Summary.ts"

const result = (id: number, more: Partial<Result> = {}): Result => ({
  id: `getThing 200 response body name${id} is gone`,
  vendor: "acme",
  side: "specification",
  kind: "answer: field dropped",
  operation: "getThing",
  location: `200 response body name${id}`,
  fault: "is gone",
  caught: ["agreement"],
  replayAlone: false,
  found: [],
  milliseconds: 1,
  ...more
})
const many = Array.from({ length: 200 }, (_, index) => result(index))
const survivor = result(200, { caught: [] })
const equivalent = result(201, { caught: [], equivalent: "The package reads nothing there, ".repeat(4).trim() })
const run = { seed: "x", seconds: 3, possible: 1000 }

describe("the summary of faults", () => {
  it("counts what could be noticed", () => {
    expect(summary([...many, equivalent])).toMatchObject({
      planted: 201,
      counted: 200,
      caught: 200,
      equivalent: 1,
      passed: true
    })
    expect(summary([...many, result(202, { caught: [], unreadable: "no" })])).toMatchObject({
      caught: 201,
      passed: true
    })
  })

  it("fails with a survivor that nobody can explain, and with nothing tried", () => {
    expect(summary([...many, survivor])).toMatchObject({ caught: 200, counted: 201, passed: false })
    expect(summary([equivalent])).toMatchObject({ passed: false })
  })

  it("fits into 80 columns, and names survivors and reasons", () => {
    const text = render([...many, survivor, equivalent], run)
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([])
    expect(text).toContain("  answer: field dropped           201  99.5%   0.0%   0.0%   0.0%  99.5%   0.0%")
    expect(text).toContain("acme getThing, 200 response body name200: is gone (specification)")
    expect(text).toContain("1 The package reads nothing there,")
    expect(text).toContain("201 could be noticed, 1 could not. Noticed: 200 (99.5%; the goal is 99%).")
    expect(text).toContain("1 survived: failed.")
  })
})
