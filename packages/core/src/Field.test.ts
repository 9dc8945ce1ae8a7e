import { assert, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Field } from "./index.ts"

const Widget = Schema.Struct({
  id: Schema.Int,
  name: Field.string("a"),
  size: Field.integer(1),
  ready: Field.boolean,
  state: Field.oneOf("on", "off"),
  tags: Field.strings("a")
})

it("decodes documented values, and newer members of enumerations", () => {
  const whole = { id: 1, name: "n", size: 2, ready: false, state: "dimmed", tags: ["x"] }
  assert.deepStrictEqual(Schema.decodeUnknownSync(Widget)(whole), whole)
})

it("decodes null and unrecognized values as null, and keeps missing fields missing", () => {
  const nothing = { id: 1, name: null, size: null, ready: null, state: null, tags: null }
  assert.deepStrictEqual(Schema.decodeUnknownSync(Widget)(nothing), nothing)
  assert.deepStrictEqual(
    Schema.decodeUnknownSync(Widget)({ id: 1, name: 5, size: 1.5, ready: "yes", state: {}, tags: [1] }),
    nothing
  )
  assert.deepStrictEqual(Schema.decodeUnknownSync(Widget)({ id: 1 }), { id: 1 })
})
