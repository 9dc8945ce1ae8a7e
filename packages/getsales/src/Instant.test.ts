import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Instant, parse } from "./Instant.ts"

describe("a moment", () => {
  it.each([
    ["2022-05-20T20:49:39.000000Z", "2022-05-20T20:49:39.000Z"],
    ["2022-12-11T10:00:00Z", "2022-12-11T10:00:00.000Z"],
    ["2019-08-24T14:15:22.9999Z", "2019-08-24T14:15:22.999Z"],
    ["2019-08-24T14:15:22+02:00", "2019-08-24T12:15:22.000Z"],
    ["2019-08-24T14:15:22-0530", "2019-08-24T19:45:22.000Z"],
    ["2019-08-24 14:15:22", "2019-08-24T14:15:22.000Z"],
    ["2019-08-24", "2019-08-24T00:00:00.000Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"]
  ])("reads %s", (text, expected) => {
    const date = Schema.decodeUnknownSync(Instant)(text)
    assert.strictEqual(date.toISOString(), expected)
    assert.strictEqual(Schema.encodeSync(Instant)(date), expected)
  })

  it.each(["", "yesterday", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01T24:00:00Z", 1])(
    "refuses %j",
    (value) => {
      assert.throws(() => Schema.decodeUnknownSync(Instant)(value))
    }
  )

  it("reads every millisecond of a second", () => {
    for (let millisecond = 0; millisecond < 1000; millisecond++) {
      const fraction = String(millisecond).padStart(3, "0")
      assert.strictEqual(parse(`1970-01-01T00:00:00.${fraction}999Z`), millisecond)
      assert.strictEqual(parse(`1970-01-01T00:00:00.${fraction}9`), millisecond)
    }
  })
})
