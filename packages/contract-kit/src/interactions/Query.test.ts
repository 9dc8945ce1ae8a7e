import { describe, expect, it } from "vitest"
import * as Query from "./Query.ts"

describe("a query", () => {
  it("repeats the name of a list", () => {
    expect(Query.of({ "ids[]": [7, 8], sort: "name", page: 2, all: true })).toEqual({
      "ids[]": ["7", "8"],
      sort: ["name"],
      page: ["2"],
      all: ["true"]
    })
  })

  it("has a parameter for each field of an object, at any depth", () => {
    expect(
      Query.of({
        filter: { q: "x", ids: [7, 8], owner: { id: 1 } },
        updated_at: { gt: "2024-05-21T09:41:06Z" },
        custom_fields: { "Home Town": "York" }
      })
    ).toEqual({
      "filter[q]": ["x"],
      "filter[ids][]": ["7", "8"],
      "filter[owner][id]": ["1"],
      "updated_at[gt]": ["2024-05-21T09:41:06Z"],
      "custom_fields[Home Town]": ["York"]
    })
  })

  it("omits null and empty values", () => {
    expect(Query.of({ filter: { q: null, ids: [] }, none: {}, "ids[]": [], page: null })).toEqual({})
  })
})

describe("a parameter's value as a server reads it", () => {
  it("has only text as scalars", () => {
    expect(Query.asTexts({ n: 1, ids: [1, 2], deep: { all: true }, no: null })).toEqual({
      n: "1",
      ids: ["1", "2"],
      deep: { all: "true" }
    })
    expect(Query.asTexts(5)).toBe("5")
  })
})
