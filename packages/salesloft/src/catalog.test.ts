import { assert, it } from "@effect/vitest"
import { catalog } from "./catalog.ts"

it("has the API reference's 64 calls in its order, by title, then the others", () => {
  const documented = catalog.slice(0, 64)
  const titles = documented.map(({ source }) => source.toLowerCase())
  assert.deepStrictEqual(titles, titles.toSorted())
  for (const { id, provenance } of documented) assert.isUndefined(provenance, id)
  for (const { id, provenance } of catalog.slice(64)) assert.isDefined(provenance, id)
})

it("types the errors of every call, and 404 for calls that name a record", () => {
  for (const { errors, id, path } of catalog) {
    assert.deepStrictEqual(
      errors.map(({ category, status, tag }) => [status, tag, category]),
      [
        ...(path.includes("{") ? [[404, "NotFound", "NotFound"]] : []),
        [401, "Unauthorized", "Unauthorized"],
        [403, "Forbidden", "Forbidden"],
        [422, "ValidationFailed", "Invalid"],
        [429, "TooManyRequests", "RateLimited"]
      ],
      id
    )
  }
})

it.each([
  [undefined, 1],
  [1, 1],
  [100, 1],
  [101, 3],
  [150, 3],
  [151, 8],
  [250, 8],
  [251, 10],
  [500, 10],
  [501, 30],
  [9000, 30]
])("takes, for page %s, %d of the quota's units", (page, units) => {
  for (const { cost } of catalog) assert.strictEqual(cost?.({ page } as never), units)
})
