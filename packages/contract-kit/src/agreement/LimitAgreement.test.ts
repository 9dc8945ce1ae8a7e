import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import { compare, type Way } from "./ShapeAgreement.ts"

const spec = OpenApi.of({ openapi: "3.0.3" })
const differences = (schema: Schema.Top, theirs: OpenApi.SpecSchema, way: Way) =>
  compare(wireShape(schema.ast), specShape(spec, theirs), way).map(
    ({ lenient, package: ours, spec }) => `${ours} / ${spec}${lenient === undefined ? "" : ` (${lenient.join()})`}`
  )
const short = Schema.String.check(Schema.isMinLength(1), Schema.isMaxLength(63))

describe("limits", () => {
  it("are equal if both sides declare the same", () => {
    expect(differences(short, { type: "string", minLength: 1, maxLength: 63 }, "sent")).toEqual([])
    const page = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))
    expect(differences(page, { type: "integer", minimum: 1, maximum: 100 }, "sent")).toEqual([])
    const few = Schema.Array(Schema.String).check(Schema.isMaxLength(20))
    expect(differences(few, { type: "array", maxItems: 20, items: { type: "string" } }, "sent")).toEqual([])
    expect(differences(Schema.Literals(["a", "b"]), { type: "string", enum: ["b", "a"] }, "sent")).toEqual([])
  })

  it("differ if the package may send more or fewer values", () => {
    expect(differences(short, { type: "string", minLength: 1, maxLength: 62 }, "sent")).toEqual([
      "a length of at least 1 and of at most 63 / a length of at least 1 and of at most 62 (value)"
    ])
    expect(differences(short, { type: "string", minLength: 1 }, "sent")).toEqual([
      "a length of at least 1 and of at most 63 / a length of at least 1"
    ])
    expect(differences(Schema.Literals(["a", "b"]), { type: "string", enum: ["a", "b", "c"] }, "sent")).toEqual([
      'one of "a", "b" / one of "a", "b", "c"'
    ])
  })

  it("of responses may be wider in the package, but not narrower", () => {
    expect(differences(Schema.String, { type: "string", maxLength: 3 }, "read")).toEqual([])
    expect(differences(short, { type: "string", maxLength: 63 }, "read")).toEqual([
      "a length of at least 1 and of at most 63 / a length of at most 63"
    ])
    expect(differences(Schema.Literals(["a"]), { type: "string", enum: ["a", "b"] }, "read")).toEqual([
      'one of "a" / one of "a", "b"'
    ])
  })

  it("of a choice are the widest, and those of allOf the narrowest", () => {
    const theirs = {
      anyOf: [
        { type: "string", maxLength: 3 },
        { type: "string", maxLength: 5 }
      ]
    }
    const text = (most: number) => Schema.String.check(Schema.isMaxLength(most))
    expect(differences(text(5), theirs, "sent")).toEqual([])
    expect(differences(text(3), { allOf: theirs.anyOf }, "sent")).toEqual([])
  })
})
