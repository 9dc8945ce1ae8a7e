import { describe, expect, it } from "vitest"
import type { JsonObject } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Place from "./Place.ts"

const spec = OpenApi.of({ openapi: "3.0.3", info: { title: "Test", version: "1" }, paths: {} })
const shape = (schema: JsonObject) => specShape(spec, schema)
const record = {
  type: "object",
  properties: { id: {}, labels: { type: "object", additionalProperties: {} }, any: {} },
  additionalProperties: {}
}
const list = { type: "array", items: record }
const shapes: Place.Shapes = { spec: [shape(list)], package: [] }
/** The package declares `id` and free keys that customers choose. */
const open: Place.Shapes = {
  spec: [shape(list)],
  package: [
    shape({
      type: "array",
      items: { type: "object", properties: { id: {} }, additionalProperties: { type: "string" } }
    })
  ]
}

describe("the name of a place", () => {
  it.each<[ReadonlyArray<Place.Step>, Place.Shapes, string]>([
    [[], shapes, "body"],
    [[3, "id"], shapes, "[].id"],
    [[3, "labels", "Home Town"], shapes, "[].labels{}"],
    [[3, "labels", "city"], shapes, "[].labels{}"],
    [[3, "labels", "city", 0, "name"], shapes, "[].labels{}[]{}"],
    [[3, "any", "city"], shapes, "[].any{}"],
    [[3, "pronouns"], shapes, "[].pronouns"],
    [[3, "pronouns"], open, "[]{}"],
    [[3, "jane"], shapes, "[]{}"],
    [[3, "jane.roe@example.com"], shapes, "[]{}"],
    [[3, "Jane Roe"], shapes, "[]{}"],
    [[3, "4711"], shapes, "[]{}"]
  ])("%j", (steps, shapes, name) => {
    expect(Place.name(steps, shapes, Place.namesApartFrom([{ id: "Jane Roe" }]))).toBe(name)
  })
})
