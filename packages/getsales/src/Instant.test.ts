import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Instant } from "./Instant.ts"

describe("a timestamp", () => {
  it.each([
    ["2022-05-20T20:49:39.000000Z", "2022-05-20T20:49:39.000Z"],
    ["2022-12-11T10:00:00Z", "2022-12-11T10:00:00.000Z"],
    ["2019-08-24 14:15:22", "2019-08-24T14:15:22.000Z"]
  ])("reads %s", (text, expected) => {
    const date = Schema.decodeUnknownSync(Instant)(text)
    assert.strictEqual(date.toISOString(), expected)
    assert.strictEqual(Schema.encodeSync(Instant)(date), expected)
  })

  it.each(["", "soon", "2023-02-29T00:00:00Z", 1])("refuses %j", (value) => {
    assert.throws(() => Schema.decodeUnknownSync(Instant)(value))
  })
})
