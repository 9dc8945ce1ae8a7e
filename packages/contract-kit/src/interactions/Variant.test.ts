import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { variants } from "./Variant.ts"

const bodies = (...args: Parameters<typeof variants>) =>
  Object.fromEntries(variants(...args).map(({ body, name }) => [name, body]))

describe("the forms of a body", () => {
  it("are a single one if nothing can vary", () => {
    expect(variants(Schema.Struct({ id: Schema.Int })).map(({ name }) => name)).toEqual(["whole"])
  })

  it("include optional and nullable fields, with and without a value", () => {
    const schema = Schema.Struct({
      id: Schema.Int,
      note: Schema.NullOr(Schema.String),
      price: Schema.optionalKey(Schema.Number)
    })
    expect(bodies(schema)).toEqual({ whole: { id: 1, note: "text", price: 1.5 }, least: { id: 1, note: null } })
  })

  it("include lists with one item and empty lists", () => {
    expect(bodies(Schema.Array(Schema.Int))).toEqual({ whole: [1], empty: [] })
    expect(bodies(Schema.NonEmptyArray(Schema.Int))).toEqual({ whole: [1] })
  })

  it("include each kind of a union", () => {
    const schema = Schema.Struct({ status: Schema.Union([Schema.String, Schema.Int]) })
    expect(bodies(schema)).toEqual({ whole: { status: "text" }, other: { status: 1 } })
  })

  it("begin with the list if one value or a list is accepted", () => {
    const schema = Schema.Struct({ data: Schema.ArrayEnsure(Schema.Struct({ id: Schema.Int })) })
    expect(bodies(schema)).toEqual({ whole: { data: [{ id: 1 }] }, empty: { data: [] }, other: { data: { id: 1 } } })
  })

  it("omit what is only tolerated", () => {
    const schema = Schema.Struct({
      id: Schema.Int,
      note: Schema.NullOr(Schema.String),
      extra: Schema.optional(Schema.Int)
    })
    const lenient = (place: string, leniency: string) =>
      (place === "note" && leniency === "null") || (place === "extra" && leniency === "unknown")
    expect(bodies(schema, lenient)).toEqual({ whole: { id: 1, note: "text" } })
  })
})
