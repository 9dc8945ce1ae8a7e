import { canonical, isObject, type Json } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { expect, it } from "vitest"
import * as SpecValues from "./SpecValues.ts"

it("generates long lists of few different items, also in other lists", async () => {
  const Row = { type: "array", minItems: 40, items: { type: "object", properties: { id: { type: "integer" } } } }
  const spec = OpenApi.of({ openapi: "3.1.0", paths: {}, components: { schemas: { Row } } })
  const rows = { type: "array", minItems: 20, items: { $ref: "#/$defs/Row" } }
  const schema = { type: "object", required: ["rows"], properties: { rows }, additionalProperties: false }
  const lists: Array<ReadonlyArray<Json>> = []
  const add = (value: Json): boolean => {
    if (isObject(value)) lists.push(...[value["rows"] as ReadonlyArray<ReadonlyArray<Json>>].flatMap((_) => [_, ..._]))
    return true
  }
  const values = SpecValues.arbitrary(spec, schema, { isText: false })
  const result = await Effect.runPromise(Arbitrary.checkEffect(values, add, { runs: 5, seed: "seed", size: 2 }))
  expect(result._tag).toBe("Passed")
  expect(new Set(lists.map((_) => _.length))).toEqual(new Set([20, 40]))
  expect(Math.max(...lists.map((_) => new Set(_.map(canonical)).size))).toBeLessThan(6)
})
