import { describe, expect, it } from "vitest"
import { render, type Result, summary } from "./Summary.ts"

const result = (id: number, more: Partial<Result> = {}): Result => ({
  id: `getThing 200 response body name${id} is gone`,
  vendor: "acme",
  side: "specification",
  kind: "answer: field dropped",
  operation: "getThing",
  location: `200 response body name${id}`,
  change: "is gone",
  killedBy: ["agreement"],
  replayAlone: false,
  found: [],
  milliseconds: 1,
  ...more
})
const many = Array.from({ length: 200 }, (_, index) => result(index))
const survivor = result(200, { killedBy: [] })
const equivalent = result(201, { killedBy: [], equivalent: "The package reads nothing there, ".repeat(4).trim() })
const run = { seed: "x", seconds: 3, possible: 1000 }

describe("the summary of mutants", () => {
  it("does not count equivalent mutants", () => {
    expect(summary([...many, equivalent])).toMatchObject({
      mutants: 201,
      counted: 200,
      killed: 200,
      equivalent: 1,
      passed: true
    })
    expect(summary([...many, result(202, { killedBy: [], unreadable: "no" })])).toMatchObject({
      killed: 201,
      passed: true
    })
  })

  it("fails with a survivor, and if nothing was tried", () => {
    expect(summary([...many, survivor])).toMatchObject({ killed: 200, counted: 201, passed: false })
    expect(summary([equivalent])).toMatchObject({ passed: false })
  })

  it("fits into 80 columns, and names survivors and reasons", () => {
    const text = render([...many, survivor, equivalent], run)
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([])
    expect(text).toContain("  answer: field dropped     201  99.5%   0.0%   0.0%  0.0%  99.5%   0.0%")
    expect(text).toContain("acme getThing, 200 response body name200: is gone (specification)")
    expect(text).toContain("1 The package reads nothing there,")
    expect(text).toContain("1 equivalent. Killed: 200 of 201 (99.5%; the goal is 99%).")
    expect(text).toContain("1 survived: failed.")
  })
})
