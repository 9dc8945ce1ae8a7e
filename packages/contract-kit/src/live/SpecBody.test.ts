import { describe, expect, it } from "vitest"
import type { JsonObject } from "@salesbridge/openapi/Json"
import * as OpenApi from "@salesbridge/openapi/Specification"
import * as SpecBody from "./SpecBody.ts"

const spec = OpenApi.of({
  openapi: "3.0.3",
  info: { title: "Test", version: "1" },
  paths: {},
  components: {
    schemas: {
      Person: {
        type: "object",
        required: ["id"],
        properties: {
          id: { type: "integer" },
          boss: { $ref: "#/components/schemas/Person" },
          born: { type: "string", format: "date" }
        }
      },
      Maybe: { nullable: true, allOf: [{ $ref: "#/components/schemas/Person" }] },
      Either: { anyOf: [{ type: "string" }, { type: "integer" }] },
      PersonOrNone: { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "string", enum: ["none"] }] },
      Code: { type: "string", pattern: "^[A-Z]{2}$", maxLength: 2 }
    }
  }
})

const flaws = (name: string, body: unknown) =>
  SpecBody.flaws(spec, spec.definitions[name] as JsonObject, body).map(
    ({ expected, got, steps }) => `${steps.join("/")}: ${expected}; ${got}`
  )

describe("a body validated against the specification", () => {
  it.each<[string, unknown, ReadonlyArray<string>]>([
    ["Person", { id: 1, boss: { id: 2 } }, []],
    ["Person", { id: 1, boss: { id: 2, boss: {} } }, ["boss/boss/id: a required field; missing"]],
    ["Person", { id: 1.5, born: 7 }, ["id: integer; number", "born: string (date); integer"]],
    ["Person", { id: 1, born: "21.5.2024" }, ["born: string (date); string"]],
    ["Either", 1.5, [": integer or string; number"]],
    ["Either", null, [": integer or string; null"]],
    // The error of the most similar member of a choice is reported.
    ["PersonOrNone", { boss: { id: 1 } }, ["id: a required field; missing"]],
    ["PersonOrNone", { id: "1" }, ["id: integer; string (number-like)"]],
    ["Code", "Jane", [": must NOT have more than 2 characters or string (matching a pattern); string"]]
  ])("%s: %j", (name, body, expected) => {
    expect(flaws(name, body)).toEqual(expected)
  })
})
