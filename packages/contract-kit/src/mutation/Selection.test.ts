import { describe, expect, it } from "vitest"
import { groupBy } from "../report/groupBy.ts"
import { sample } from "./Selection.ts"

const candidates = ["a", "b", "c"].flatMap((vendor) =>
  ["path", "method", "security"].flatMap((kind) =>
    ["one", "two", "three", "four"].flatMap((operation) =>
      Array.from({ length: vendor === "a" ? 40 : 4 }, (_, index) => ({
        id: `${operation} ${kind} ${index}`,
        vendor,
        kind,
        operation,
        side: "specification"
      }))
    )
  )
)
const counts = (size: number, key: "vendor" | "kind" | "operation") =>
  [...groupBy(sample(candidates, { size, seed: "x" }), (_) => _[key]).values()].map(({ length }) => length)

describe("a sample of mutants", () => {
  it("is the same for equal seeds, and different for others", () => {
    const ids = (seed: string) => sample(candidates, { size: 20, seed }).map(({ id, vendor }) => `${vendor} ${id}`)
    expect(ids("x")).toEqual(ids("x"))
    expect(ids("x")).not.toEqual(ids("y"))
  })

  it("has every kind and vendor in equal shares, however many mutants they have, and every operation", () => {
    expect(counts(36, "kind")).toEqual([12, 12, 12])
    expect(counts(36, "vendor")).toEqual([12, 12, 12])
    expect(counts(36, "operation")).toEqual([9, 9, 9, 9])
  })

  it("contains all mutants if there are no more", () => {
    expect(sample(candidates, { size: 10_000, seed: "x" })).toEqual(candidates)
  })
})
