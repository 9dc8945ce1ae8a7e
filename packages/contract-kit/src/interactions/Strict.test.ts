import { tolerant } from "@salesbridge/core"
import { Result, Schema, SchemaParser } from "effect"
import { describe, expect, it } from "vitest"
import type * as Sample from "./Sample.ts"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { fieldsOf } from "../shape/SchemaShape.ts"
import { strict } from "./Strict.ts"
import { variants } from "./Variant.ts"

const reads = (schema: Sample.Codec, value: unknown) =>
  Result.isSuccess(SchemaParser.decodeUnknownResult(strict(schema))(value))

interface Folder {
  readonly name?: string | null
  readonly folders: ReadonlyArray<Folder>
}
const Folder: Schema.Codec<Folder, Folder> = Schema.Struct({
  name: Schema.optionalKey(tolerant(Schema.String)),
  folders: Schema.Array(Schema.suspend(() => Folder))
}) as never

describe("a strict schema", () => {
  const Person = Schema.Struct({
    id: Schema.Int,
    seen_at: Schema.optionalKey(tolerant(Schema.DateTimeUtcFromString)),
    tags: Schema.optionalKey(Schema.Array(tolerant(Schema.String))),
    owner: Schema.optionalKey(tolerant(Schema.Struct({ id: tolerant(Schema.Int) })))
  })

  it("reads null, but no unrecognized value", () => {
    expect(reads(Person, { id: 1, seen_at: null, tags: [null], owner: null })).toBe(true)
    expect(reads(Person, { id: 1, seen_at: "2024-05-21T09:41:06Z", owner: { id: null } })).toBe(true)
    expect(reads(Person, { id: 1, seen_at: "soon" })).toBe(false)
    expect(reads(Person, { id: 1, tags: [5] })).toBe(false)
    expect(reads(Person, { id: 1, owner: { id: "x" } })).toBe(false)
  })

  it("has the same shape, with null", () => {
    const fields = fieldsOf(wireShape(strict(Person).ast))
    expect(Object.keys(fields["seen_at"]?.shape.kinds ?? {})).toEqual(["string", "null"])
    expect(fields["owner"]?.required).toBe(false)
  })

  it("also changes the encoded form of a transformation", () => {
    const Renamed = Person.pipe(Schema.encodeKeys({ id: "ID" }))
    expect(reads(Renamed, { ID: 1, seen_at: null })).toBe(true)
    expect(reads(Renamed, { ID: 1, seen_at: "soon" })).toBe(false)
  })

  it("may be recursive", () => {
    expect(reads(Folder, { folders: [{ name: null, folders: [] }] })).toBe(true)
    expect(reads(Folder, { folders: [{ name: {}, folders: [] }] })).toBe(false)
  })

  it("is the schema itself if nothing in it is tolerant", () => {
    const schema = Schema.Struct({
      id: Schema.Int,
      note: Schema.NullOr(Schema.String),
      at: Schema.DateTimeUtcFromString
    })
    expect(strict(schema)).toBe(schema)
  })

  it("has three forms, however many fields may be null or absent", () => {
    const fields = Array.from({ length: 60 }, (_, index) => [`f${index}`, Schema.optionalKey(tolerant(Schema.String))])
    const forms = variants(strict(Schema.Struct(Object.fromEntries(fields)) as never))
    expect(forms.map(({ body, name }) => [name, Object.values(body as object)[0]])).toEqual([
      ["whole", "text"],
      ["least", undefined],
      ["other", null]
    ])
  })
})
