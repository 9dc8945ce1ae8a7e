import { describe, expect, it } from "vitest"
import { sample } from "./Sample.ts"

describe("a number made from a schema", () => {
  it.each([
    ["no limits", { type: "integer" }, 1],
    ["a minimum", { type: "integer", minimum: 5 }, 5],
    ["a maximum below one", { type: "integer", maximum: -3 }, -3],
    ["a step", { type: "integer", minimum: 5, multipleOf: 4 }, 8],
    ["a step and a maximum", { type: "integer", maximum: 7, minimum: 4, multipleOf: 3 }, 6],
    ["a decimal step", { type: "number", maximum: 0.5, multipleOf: 0.01 }, 0.5],
    ["an exclusive minimum, as in 3.1", { type: "integer", exclusiveMinimum: 5 }, 6],
    ["an exclusive minimum, as in 3.0", { type: "integer", minimum: 5, exclusiveMinimum: true }, 6],
    ["an exclusive maximum, as in 3.1", { type: "integer", exclusiveMaximum: 1 }, 0],
    ["an exclusive maximum, as in 3.0", { type: "integer", maximum: 1, exclusiveMaximum: true }, 0],
    ["an inclusive maximum, as in 3.0", { type: "integer", maximum: 0, exclusiveMaximum: false }, 0],
    ["a fraction below one", { type: "number", minimum: 0, exclusiveMinimum: true, exclusiveMaximum: 1 }, 0.5],
    ["a narrow range", { type: "number", exclusiveMinimum: 0.25, exclusiveMaximum: 0.5 }, 0.375],
    ["a step above an exclusive minimum", { type: "number", exclusiveMinimum: 0, multipleOf: 0.25 }, 0.25],
    ["a step below an exclusive maximum", { type: "integer", exclusiveMaximum: 10, minimum: 1, multipleOf: 9 }, 9],
    ["limits that no number can be within", { type: "integer", minimum: 9, maximum: 3 }, 9]
  ])("is within %s", (_, schema, expected) => {
    expect(sample({}, schema)).toBe(expected)
  })
})

describe("a text made from a schema with a pattern", () => {
  const matching = () => "+12345"

  it("is the usual one if that matches, otherwise the one that the caller makes up", () => {
    expect(sample({}, { type: "string", pattern: "^ph" }, "phone", 6, { matching })).toBe("phone")
    expect(sample({}, { type: "string", pattern: "^\\p{L}+$" }, "phone", 6, { matching })).toBe("phone")
    expect(sample({}, { type: "string", pattern: "^[\\w-\\.]+$" }, "phone", 6, { matching })).toBe("phone")
    expect(sample({}, { type: "string", pattern: "^\\+\\d{5}$" }, "phone", 6, { matching })).toBe("+12345")
    expect(sample({}, { type: "string", pattern: "(" }, "phone", 6, { matching: () => undefined })).toBe("phone")
  })
})
