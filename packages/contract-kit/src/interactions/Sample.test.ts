import { DateTime, Schema, SchemaGetter } from "effect"
import { describe, expect, it } from "vitest"
import * as Sample from "./Sample.ts"

const Moment = Schema.String.pipe(
  Schema.decodeTo(Schema.Date, {
    decode: SchemaGetter.transform((text) => new Date(text)),
    encode: SchemaGetter.transform((date) => date.toISOString())
  })
)

describe("a sample", () => {
  it("is the schema's own example", () => {
    expect(Sample.sample(Schema.Int.annotate({ examples: [456] }))).toBe(456)
    expect(Sample.sample(Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Anvil"] }))).toBe("Anvil")
  })

  it("is the operation's example if there is one", () => {
    expect(Sample.sample(Schema.String.annotate({ examples: ["one"] }), { hint: "other" })).toBe("other")
  })

  it("is derived from type and checks if there is no example", () => {
    expect(Sample.sample(Schema.String)).toBe("text")
    expect(Sample.sample(Schema.Number)).toBe(1.5)
    expect(Sample.sample(Schema.Int)).toBe(1)
    expect(Sample.sample(Schema.Boolean)).toBe(true)
    expect(Sample.sample(Schema.Literals(["heavy", "light"]))).toBe("heavy")
    expect(Sample.sample(Schema.Int.check(Schema.isGreaterThan(50)))).toBe(100)
    expect(Sample.sample(Schema.String.check(Schema.isPattern(/^[A-Z]{3}$/)))).toMatch(/^[A-Z]{3}$/)
  })

  it("contains optional fields, and no null if a value is possible", () => {
    const schema = Schema.Struct({
      name: Schema.optional(Schema.String),
      note: Schema.NullOr(Schema.String),
      tags: Schema.Array(Schema.String)
    })
    expect(Sample.sample(schema)).toEqual({ name: "text", note: "text", tags: ["text"] })
  })

  it("uses a struct's example for its fields and derives the rest", () => {
    const schema = Schema.Struct({ a: Schema.Int, b: Schema.NullOr(Schema.String) }).annotate({
      examples: [{ a: 7, b: null }]
    })
    expect(Sample.sample(schema)).toEqual({ a: 7, b: "text" })
  })

  it("encodes to the form that the vendor sends", () => {
    const schema = Schema.Struct({ at: Moment.annotate({ examples: [new Date("2024-04-21T09:41:06Z")] }) })
    expect(Sample.encoded(schema)).toEqual({ at: "2024-04-21T09:41:06.000Z" })
    expect(Sample.sample(Moment)).toBeInstanceOf(Date)
    expect(DateTime.isDateTime(Sample.sample(Schema.DateTimeUtc))).toBe(true)
  })

  it("of a record has an entry", () => {
    expect(Sample.sample(Schema.Record(Schema.String, Schema.Int))).toEqual({ key: 1 })
  })

  it("is the same every time", () => {
    const schema = Schema.String.check(Schema.isPattern(/^[a-z]{8}-\d{4}$/))
    expect(Sample.sample(schema)).toBe(Sample.sample(schema))
  })

  it("throws if it cannot be made", () => {
    const never = Schema.String.check(Schema.makeFilter(() => false)).annotate({ identifier: "Impossible" })
    expect(() => Sample.sample(never)).toThrow(
      "No sample can be made of Impossible. Annotate the schema with `examples`."
    )
  })
})
