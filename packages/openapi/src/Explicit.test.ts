import { assert, describe, it } from "@effect/vitest"
import { explicit } from "./Explicit.ts"
import type { JsonObject } from "./Json.ts"

const schemaOf = (schema: JsonObject, openapi = "3.1.0") => {
  const found = explicit({ openapi, components: { schemas: { A: schema } } }) as never
  return found["components"]["schemas"]["A"] as JsonObject
}
const $ref = "#/components/schemas/B"

it("does not change explicit schemas", () => {
  const document = {
    openapi: "3.1.0",
    components: { schemas: { A: { type: "string" }, B: { $ref, description: "B" } } }
  }
  assert.strictEqual(explicit(document), document)
})

describe("keywords next to a reference", () => {
  it("become parts of allOf in 3.1", () => {
    assert.deepStrictEqual(schemaOf({ properties: { b: { $ref, maxLength: 5, description: "B" } } }), {
      type: "object",
      properties: { b: { maxLength: 5, description: "B", allOf: [{ $ref }] } }
    })
  })

  it("are unchanged in 3.0", () => {
    assert.deepStrictEqual(schemaOf({ $ref, maxLength: 5 }, "3.0.3"), { $ref, maxLength: 5 })
  })
})

describe("the type", () => {
  it.each<[string, JsonObject, JsonObject]>([
    ["is that of all keywords", { minimum: 1 }, { minimum: 1, type: "number" }],
    ["is not implied by keywords of several", { minimum: 1, minLength: 1 }, { minimum: 1, minLength: 1 }],
    ["is that of the reference", { allOf: [{ $ref }, { minimum: 1 }] }, { allOf: [{ $ref }, { minimum: 1 }] }],
    [
      "is not implied within a choice that has one",
      { type: ["object", "null"], anyOf: [{ required: ["a"] }] },
      { type: ["object", "null"], anyOf: [{ required: ["a"] }] }
    ],
    ["is not implied in not", { not: { required: ["a"] } }, { not: { required: ["a"] } }],
    [
      "is not implied in an example",
      { type: "object", example: { pattern: "" } },
      { type: "object", example: { pattern: "" } }
    ]
  ])("%s", (_, given, expected) => {
    assert.deepStrictEqual(schemaOf(given), expected)
  })
})
