import { assert, it } from "@effect/vitest"
import { catalog } from "./catalog.ts"

it("types 403 for every call", () => {
  for (const { errors, id } of catalog) {
    assert.deepStrictEqual(
      errors.filter(({ status }) => status === 403).map(({ tag }) => tag),
      ["InvalidCredentials"],
      id
    )
  }
})
