import { assert, describe, it } from "@effect/vitest"
import type { JsonObject } from "./Json.ts"
import { parse } from "./Yaml.ts"

const failure = (text: string): string => {
  try {
    return `read as ${JSON.stringify(parse(text))}`
  } catch (error) {
    return (error as Error).message
  }
}

describe("a YAML text", () => {
  it("has the types of YAML 1.2", () => {
    const text =
      "date: 2026-01-31\nyes: yes\nnumber: 017\nid: 1_000\nnothing: ~\n200: ok\nfraction: .5\nunknown: .nan\n"
    assert.deepStrictEqual(parse(text), {
      date: "2026-01-31",
      yes: "yes",
      number: 17,
      id: "1_000",
      nothing: null,
      "200": "ok",
      fraction: 0.5,
      unknown: null
    })
  })

  it("may be JSON, begin with a byte order mark, and end lines with CRLF", () => {
    assert.deepStrictEqual(parse('\ufeff{"a": [1, "\\u00e9"]}'), { a: [1, "é"] })
    assert.deepStrictEqual(parse("a:\r\n  - b\r\n"), { a: ["b"] })
  })

  it("may have merge keys, and aliases, which become copies", () => {
    const read = parse("one: &one { a: 1, b: {} }\nother: { <<: *one, a: 2 }\n") as JsonObject
    assert.deepStrictEqual(read, { one: { a: 1, b: {} }, other: { a: 2, b: {} } })
    assert.notStrictEqual((read["one"] as JsonObject)["b"], (read["other"] as JsonObject)["b"])
  })

  it("is refused with the place of the mistake", () => {
    assert.strictEqual(failure("a: 1\na: 2"), "duplicated mapping key, at line 2, column 1")
    assert.strictEqual(failure("a:\n\tb: 1"), "tab characters must not be used in indentation, at line 2, column 1")
    assert.strictEqual(failure(""), "expected a document, but the input is empty")
  })

  it("is refused if its aliases stand for more than fits into memory", () => {
    const level = (index: number) =>
      `a${index}: &a${index} [${Array(10)
        .fill(`*a${index - 1}`)
        .join(", ")}]`
    const text = ["a0: &a0 [x]", ...Array.from({ length: 30 }, (_, index) => level(index + 1))].join("\n")
    assert.strictEqual(failure(text), "its aliases stand for too many values")
    assert.strictEqual(failure("a: &a [*a]"), "its aliases stand for too many values")
  })
})
