import { expect, it } from "vitest"
import * as Engine from "./Engine.ts"

it("compares multiples as decimals, and names the step in its error", () => {
  const validate = Engine.make().compile({ type: "number", multipleOf: 0.01 })
  for (const value of [19.99, 0.07, 123456789.01, -4]) expect(validate(value)).toBe(true)
  expect(validate(19.995)).toBe(false)
  expect(validate.errors).toMatchObject([{ keyword: "multipleOf", message: "must be multiple of 0.01" }])
})

it("reads a pattern that is invalid with the flag `u` without it, and does not compare one of another engine", () => {
  const engine = Engine.make()
  const slug = engine.compile({ type: "string", pattern: "^[a-z\\-\\_]+$" })
  expect([slug("a-_"), slug("A")]).toEqual([true, false])
  expect(engine.compile({ type: "string", pattern: "(?i)^abc$" })("ABC")).toBe(true)
})
