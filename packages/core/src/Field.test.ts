import { assert, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Field } from "./index.ts"

const Widget = Schema.Struct({
  id: Schema.Int,
  name: Field.text("a"),
  size: Field.integer(1),
  ready: Field.flag,
  state: Field.oneOf("on", "off"),
  tags: Field.texts("a")
})

it("reads what is as it should be, and what is newer", () => {
  const whole = { id: 1, name: "n", size: 2, ready: false, state: "dimmed", tags: ["x"] }
  assert.deepStrictEqual(Schema.decodeUnknownSync(Widget)(whole), whole)
})

it("reads null for null and for what is odd, and nothing for nothing", () => {
  const nothing = { id: 1, name: null, size: null, ready: null, state: null, tags: null }
  assert.deepStrictEqual(Schema.decodeUnknownSync(Widget)(nothing), nothing)
  assert.deepStrictEqual(
    Schema.decodeUnknownSync(Widget)({ id: 1, name: 5, size: 1.5, ready: "yes", state: {}, tags: [1] }),
    nothing
  )
  assert.deepStrictEqual(Schema.decodeUnknownSync(Widget)({ id: 1 }), { id: 1 })
})
