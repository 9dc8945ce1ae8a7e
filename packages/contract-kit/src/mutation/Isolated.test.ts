import { assert, describe, it } from "@effect/vitest"
import type { JsonObject } from "@salesbridge/openapi/Json"
import { of } from "@salesbridge/openapi/Specification"
import { isolated } from "./Isolated.ts"

const isolatedWith = (schemas: JsonObject) => {
  const spec = of({
    openapi: "3.0.3",
    paths: {
      "/pets": {
        get: {
          operationId: "getPet",
          responses: { "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } } }
        }
      }
    },
    components: { schemas }
  })
  return isolated(spec, spec.operations[0]!)
}
const cat = { type: "object", properties: { kind: { type: "string" } } }

describe("a specification of one operation", () => {
  it("keeps the targets of a discriminator, by reference or by name", () => {
    for (const target of ["#/components/schemas/Cat", "Cat"]) {
      const { definitions } = isolatedWith({
        Pet: {
          oneOf: [{ $ref: "#/components/schemas/Cat" }],
          discriminator: { propertyName: "kind", mapping: { cat: target } }
        },
        Cat: cat
      })
      assert.deepStrictEqual(Object.keys(definitions), ["Cat"])
    }
  })

  it("keeps a recursive schema, nullable or not", () => {
    const { definitions } = isolatedWith({
      Pet: { type: "object", properties: { child: { nullable: true, allOf: [{ $ref: "#/components/schemas/Pet" }] } } }
    })
    assert.deepStrictEqual(Object.keys(definitions), ["Pet"])
  })
})
