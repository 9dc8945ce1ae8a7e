/** Tests the comparison of catalogs with the cases in operations.ts. */
import { describe, expect, it } from "vitest"
import * as Diff from "../../src/diff/index.ts"
import { declare, type Triple, triples } from "./operations.ts"

const catalogOf = (given: Triple["before"]): ReadonlyArray<Diff.OperationDescription> => {
  if (given === undefined) return []
  const { definition, names, operation } = declare(given)
  return [Diff.describeOperation(operation, definition, names)]
}

const line = (_: Diff.Change) => `${_.kind} | ${_.location} | ${_.before} -> ${_.after}`

describe("two versions of an operation", () => {
  it.each(triples)("$name", ({ after, before, expected }) => {
    expect(Diff.compareCatalogs("acme", catalogOf(before), catalogOf(after)).map(line)).toEqual(expected)
  })

  it("are described by values that JSON can store", () => {
    for (const { after } of triples) {
      const catalog = catalogOf(after)
      const stored = JSON.parse(JSON.stringify(catalog)) as typeof catalog
      expect(Diff.compareCatalogs("acme", stored, catalog)).toEqual([])
      expect(Diff.compareCatalogs("acme", catalog, stored)).toEqual([])
    }
  })

  it("gives the vendor, subject, operation and reason of a change", () => {
    const [change] = Diff.compareCatalogs("acme", catalogOf({}), [])
    expect(change).toEqual({
      vendor: "acme",
      subject: "package",
      operation: "listThings",
      location: "operation",
      before: "GET /things, Things.list",
      after: "none",
      kind: "breaking",
      why: "code that calls it does not compile"
    })
  })
})
