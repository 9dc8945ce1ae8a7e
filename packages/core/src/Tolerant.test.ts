import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import * as SchemaParser from "effect/SchemaParser"
import * as SchemaJITCompiler from "effect/schema/SchemaJITCompiler"
import { isUnrecognized, tolerant } from "./Tolerant.ts"

const Moment = Schema.DateTimeUtcFromString
const Person = Schema.Struct({
  id: Schema.Int,
  name: Schema.optionalKey(tolerant(Schema.String)),
  seenAt: Schema.optionalKey(tolerant(Moment)),
  owner: Schema.optionalKey(tolerant(Schema.Struct({ id: Schema.Int })))
})

describe.each(["interpreted", "compiled"])("tolerant, %s", (how) => {
  const schema = Schema.Array(Person)
  if (how === "compiled") SchemaJITCompiler.enable(schema.ast)
  const decode = SchemaParser.decodeUnknownSync(schema)

  it("reads what the schema reads, null and missing fields", () => {
    const [whole, nulls, least] = decode([
      { id: 1, name: "Jane", seenAt: "2024-05-01T00:00:00Z", owner: { id: 7 } },
      { id: 2, name: null, seenAt: null, owner: null },
      { id: 3 }
    ])
    assert.strictEqual(whole!.name, "Jane")
    assert.strictEqual(whole!.seenAt?.epochMilliseconds, Date.UTC(2024, 4, 1))
    assert.deepStrictEqual(whole!.owner, { id: 7 })
    assert.deepStrictEqual(nulls, { id: 2, name: null, seenAt: null, owner: null })
    assert.deepStrictEqual(least, { id: 3 })
  })

  it("decodes an unrecognized field as null and keeps the others", () => {
    assert.deepStrictEqual(
      decode([
        { id: 1, name: { first: "Jane" }, seenAt: null, owner: { id: 7 } },
        { id: 2, name: "Jane", seenAt: "soon", owner: [] },
        { id: 3, name: 5, owner: { id: "x" } }
      ]),
      [
        { id: 1, name: null, seenAt: null, owner: { id: 7 } },
        { id: 2, name: "Jane", seenAt: null, owner: null },
        { id: 3, name: null, owner: null }
      ]
    )
  })

  it("still fails if a required field is missing", () => {
    assert.throws(() => decode([{ name: "Jane" }]), /id/)
  })
})

it("marks the part for unrecognized values, which contracts ignore", () => {
  const encoded = SchemaAST.toEncoded(tolerant(Moment).ast)
  assert.strictEqual(encoded._tag, "Union")
  assert.deepStrictEqual(encoded._tag === "Union" ? encoded.types.map(isUnrecognized) : [], [false, false, true])
})

it("encodes what it reads", () => {
  assert.deepStrictEqual(Schema.encodeSync(Person)({ id: 1, name: null, owner: { id: 7 } }), {
    id: 1,
    name: null,
    owner: { id: 7 }
  })
})
