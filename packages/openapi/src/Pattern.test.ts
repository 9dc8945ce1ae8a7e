import { describe, expect, it } from "vitest"
import { ajvRegExp, regExpOf } from "./Pattern.ts"

describe("a pattern of a specification", () => {
  it("has the flag `u` if it is valid with it", () => {
    expect(regExpOf("^\\p{L}$")).toEqual(/^\p{L}$/u)
    expect(regExpOf("^.$")?.test("💡")).toBe(true)
  })

  it("is read without the flag if it is invalid with it", () => {
    expect(regExpOf("^[a-z\\-\\_]+$")?.test("a-_")).toBe(true)
    expect(regExpOf("^[a-z\\-\\_]+$")?.test("A")).toBe(false)
  })

  it("is undefined if JavaScript has no such pattern, and then matches every text in a validator", () => {
    expect(regExpOf("(?i)^abc$")).toBeUndefined()
    expect(ajvRegExp("(?i)^abc$").test("x")).toBe(true)
    // Ajv keeps patterns by their text.
    expect(String(ajvRegExp("(?i)^abc$"))).not.toBe(String(ajvRegExp("(?i)^def$")))
  })
})
