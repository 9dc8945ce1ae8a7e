import { assert, it } from "@effect/vitest"
import { catalog } from "./catalog.ts"

const [legacy, known] = [catalog.slice(-12), catalog.slice(0, -12)]

it("ends with the twelve calls outside version 1.0.0", () => {
  for (const { path } of legacy) assert.isFalse(path.startsWith("/api/public/"), path)
})

it("types every documented error of each legacy call, and the 200 that reports a failure", () => {
  for (const { errors } of legacy) {
    assert.deepStrictEqual(
      errors.map(({ category, status, tag }) => [status, tag, category]),
      [
        [400, "BadRequest", "Invalid"],
        [401, "Unauthorized", "Unauthorized"],
        [403, "Forbidden", "Forbidden"],
        [404, "NotFound", "NotFound"],
        [405, "MethodNotAllowed", "Unexpected"],
        [406, "NotAcceptable", "Unexpected"],
        [429, "TooManyRequests", "RateLimited"],
        [500, "InternalServerError", "Server"],
        [503, "ServiceUnavailable", "Server"],
        [200, "RequestFailed", "Unexpected"]
      ]
    )
  }
})

it("has the paths and the provenance of version 1.0.0", () => {
  for (const { path, provenance } of known) {
    assert.deepStrictEqual([path.startsWith("/api/public/v1.0.0/"), provenance], [true, "public"], path)
  }
})

it("weights calls so that 30 units a minute stay within each of the three limits", () => {
  const kinds = { GET: 30, POST: 15, PATCH: 15, PUT: 10, DELETE: 10 }
  for (const { cost, method, path } of catalog) {
    const units = cost?.({} as never) ?? 1
    assert.strictEqual(units, path.startsWith("/api/public/") ? 30 / kinds[method] : 0, path)
  }
})
