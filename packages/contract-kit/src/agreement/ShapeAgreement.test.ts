import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import * as OpenApi from "@salesbridge/openapi/Specification"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import { isAnyJson } from "../shape/SchemaShape.ts"
import * as ShapeAgreement from "./ShapeAgreement.ts"

const spec = OpenApi.of({
  openapi: "3.0.3",
  components: {
    schemas: {
      Base: { type: "object", required: ["id"], properties: { id: { type: "integer" } } },
      Thing: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          { type: "object", properties: { note: { type: "string", nullable: true } } }
        ]
      }
    }
  }
})
const differences = (schema: Schema.Top, theirs: OpenApi.SpecSchema) =>
  ShapeAgreement.differences(schema.ast, theirs, spec).map(
    ({ lenient, package: ours, place, spec }) =>
      `${place}: ${ours} / ${spec}${lenient === undefined ? "" : ` (${lenient.join()})`}`
  )

describe("shapes", () => {
  it("are the same through references, allOf and nullable", () => {
    const schema = Schema.Struct({ id: Schema.Int, note: Schema.optionalKey(Schema.NullOr(Schema.String)) })
    expect(differences(schema, { $ref: "#/$defs/Thing" })).toEqual([])
  })

  it("differ if only one side declares a field", () => {
    expect(
      differences(Schema.Struct({ id: Schema.Int, extra: Schema.optionalKey(Schema.String) }), {
        $ref: "#/$defs/Thing"
      })
    ).toEqual(["extra: string, optional / no such field (unknown)", "note: no such field / null or string, optional"])
  })

  it("show which side is stricter", () => {
    const id = (schema: Schema.Top) => differences(Schema.Struct({ id: schema }), { $ref: "#/$defs/Base" })
    expect(id(Schema.NullOr(Schema.Int))).toEqual(["id: integer or null, required / integer, required (null)"])
    expect(id(Schema.optionalKey(Schema.Int))).toEqual(["id: integer, optional / integer, required (absent)"])
    expect(id(Schema.Number)).toEqual(["id: number, required / integer, required (number)"])
    expect(id(Schema.String)).toEqual(["id: string, required / integer, required"])
  })

  it("allow a null type that the enumeration does not list", () => {
    const status = OpenApi.of({
      openapi: "3.0.3",
      components: { schemas: { Status: { type: "string", nullable: true, enum: ["on"] } } }
    })
    expect(ShapeAgreement.differences(Schema.Literal("on").ast, { $ref: "#/$defs/Status" }, status)).toMatchObject([
      { package: "string", spec: "null or string" }
    ])
  })

  it("are compared inside lists", () => {
    expect(differences(Schema.Array(Schema.String), { type: "array", items: { type: "integer" } })).toEqual([
      "[]: string / integer"
    ])
  })

  it("are compared inside records", () => {
    const texts = Schema.Record(Schema.String, Schema.String)
    const theirs = (values: OpenApi.SpecSchema) => differences(texts, { type: "object", additionalProperties: values })
    expect(theirs({ type: "integer" })).toEqual(['["*"]: string / integer'])
    expect(theirs({ type: "string" })).toEqual([])
    expect(theirs({})).toEqual([])
  })

  it("distinguish lists that are always empty", () => {
    expect(differences(Schema.Tuple([]), { type: "array", maxItems: 0 })).toEqual([])
    expect(differences(Schema.Tuple([]), { type: "array", items: { type: "string" } })).toEqual([
      ": a number of items of at most 0 / any list",
      "[]: nothing / string"
    ])
  })

  it("do not differ if the package accepts anything", () => {
    expect(differences(Schema.Struct({ id: Schema.Unknown }), { $ref: "#/$defs/Base" })).toEqual([])
  })

  it("combine `required` with a description elsewhere", () => {
    const apart = {
      allOf: [{ type: "object", properties: { id: { type: "integer" } } }, { required: ["id"] }]
    }
    expect(differences(Schema.Struct({ id: Schema.Int }), apart)).toEqual([])
    expect(differences(Schema.Struct({ id: Schema.optionalKey(Schema.Int) }), apart)).toEqual([
      "id: integer, optional / integer, required (absent)"
    ])
  })

  it("do not count references as levels", () => {
    const names = Array.from({ length: 20 }, (_, index) => `S${index}`)
    const chain = OpenApi.of({
      openapi: "3.0.3",
      components: {
        schemas: Object.fromEntries(
          names.map((name, index) => [
            name,
            index === 19 ? { type: "integer" } : { $ref: `#/components/schemas/S${index + 1}` }
          ])
        )
      }
    })
    expect([...ShapeAgreement.kindsOf(specShape(chain, { $ref: "#/$defs/S0" }))]).toEqual(["integer"])
    const loop = OpenApi.of({
      openapi: "3.0.3",
      components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } } }
    })
    expect(isAnyJson(specShape(loop, { $ref: "#/$defs/A" }))).toBe(true)
  })

  it("differ if the package reads undeclared fields and the specification forbids them", () => {
    const texts = Schema.Record(Schema.String, Schema.String)
    expect(differences(texts, { type: "object", additionalProperties: false })).toEqual([
      '["*"]: fields of any name / only the declared fields'
    ])
  })

  it("support fields with the names of inherited properties", () => {
    const theirs = JSON.parse('{ "type": "object", "properties": { "__proto__": { "type": "string" } } }')
    expect(differences(Schema.Struct({ constructor: Schema.optionalKey(Schema.String) }), theirs)).toEqual([
      "constructor: string, optional / no such field (unknown)",
      "__proto__: no such field / string, optional"
    ])
  })

  it("of recursive schemas are also compared inside the recursion", () => {
    interface Folder {
      readonly parent: Folder | null
    }
    const Folder: Schema.Codec<Folder> = Schema.Struct({
      parent: Schema.NullOr(Schema.suspend((): Schema.Codec<Folder> => Folder))
    })
    const recursive = OpenApi.of({
      openapi: "3.0.3",
      components: {
        schemas: {
          Folder: {
            type: "object",
            required: ["parent"],
            properties: { parent: { $ref: "#/components/schemas/Folder" } }
          }
        }
      }
    })
    expect(ShapeAgreement.differences(Folder.ast, { $ref: "#/$defs/Folder" }, recursive)[0]).toMatchObject({
      place: "parent",
      lenient: ["null"]
    })
  })
})
