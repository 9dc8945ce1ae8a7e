import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { rules } from "./Rules.ts"

const of = (schema: Schema.Top, body: Parameters<typeof rules>[1]) =>
  Object.fromEntries(Object.entries(rules(schema.ast, body)).map(([path, rule]) => [path, rule.matchers]))

describe("the rules of a body", () => {
  it("distinguish integers from other numbers", () => {
    const schema = Schema.Struct({ id: Schema.Int, price: Schema.Number })
    expect(of(schema, { id: 1, price: 1.5 })).toMatchObject({
      "$.id": [{ match: "integer" }],
      "$.price": [{ match: "number" }]
    })
  })

  it("keep a pattern that Pact interprets in the same way", () => {
    expect(of(Schema.String.check(Schema.isPattern(/^\d+$/)), "1")).toEqual({
      $: [{ match: "regex", regex: "^\\d+$" }]
    })
    expect(of(Schema.String.check(Schema.isPattern(/^(?!x)/)), "1")).toEqual({ $: [{ match: "type" }] })
  })

  it("allow null instead of a value, and a value instead of null", () => {
    const schema = Schema.NullOr(Schema.String)
    expect(of(schema, "text")).toEqual({ $: [{ match: "type" }, { match: "null" }] })
    expect(of(schema, null)).toEqual({ $: [{ match: "regex", regex: "[\\s\\S]*" }, { match: "null" }] })
  })

  it("require at least one item of a list, and check each", () => {
    expect(of(Schema.Array(Schema.Struct({ "First Name": Schema.String })), [{ "First Name": "Jane" }])).toEqual({
      $: [{ match: "type", min: 1 }],
      "$[*]": [{ match: "type" }],
      "$[*]['First Name']": [{ match: "type" }]
    })
  })

  it("check the values of a record, whatever its keys", () => {
    expect(of(Schema.Record(Schema.String, Schema.Int), { key: 1 })).toEqual({
      $: [{ match: "values" }],
      "$.*": [{ match: "integer" }]
    })
  })

  it("support nested unions", () => {
    const record = Schema.Union([Schema.Record(Schema.String, Schema.Int), Schema.Tuple([])])
    expect(of(Schema.NullOr(record), { key: 1 })).toEqual({
      $: [{ match: "values" }],
      "$.*": [{ match: "integer" }]
    })
  })

  it("allow anything inside a value that may be anything", () => {
    const anything = [{ match: "null" }, { match: "notEmpty" }, { match: "regex", regex: "[\\s\\S]*" }]
    expect(of(Schema.Record(Schema.String, Schema.Unknown), { a: 1, b: { c: [1] } })).toEqual({
      $: [{ match: "values" }],
      "$.*": [...anything, { match: "values" }],
      "$.*.*": [{ match: "type" }],
      "$.*.*[*]": anything
    })
  })

  it("allow every member of a closed enumeration", () => {
    expect(of(Schema.Literals(["a", "b"]), "a")).toEqual({
      $: [
        { match: "regex", regex: "^a$" },
        { match: "regex", regex: "^b$" }
      ]
    })
  })
})
