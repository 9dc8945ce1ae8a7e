import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { Day, Instant, Bound, parse } from "./Instant.ts"

describe("a timestamp", () => {
  it.each([
    ["2024-06-07T10:51:48.966580-04:00", "2024-06-07T14:51:48.966Z"],
    ["2024-06-07T14:51:48.966580Z", "2024-06-07T14:51:48.966Z"],
    ["2023-03-07T00:00:00.000000+00:00", "2023-03-07T00:00:00.000Z"],
    ["2023-05-15T10:30:00Z", "2023-05-15T10:30:00.000Z"],
    ["2023-05-15T10:30:00.5+0530", "2023-05-15T05:00:00.500Z"],
    ["2023-05-15 10:30:00 -0400", "2023-05-15T14:30:00.000Z"],
    ["2023-05-15T10:30:00.123456789", "2023-05-15T10:30:00.123Z"],
    ["2024-02-28T23:59:59.999999-00:30", "2024-02-29T00:29:59.999Z"],
    ["2024-02-29T23:59:59.999999+00:30", "2024-02-29T23:29:59.999Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
    ["2024-02-29T10:00Z", "2024-02-29T10:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"]
  ])("%s is read as %s", (text, read) => {
    assert.strictEqual(Schema.decodeUnknownSync(Instant)(text).toISOString(), read)
  })

  it.each([
    "",
    "soon",
    "2023-02-29T10:00:00Z",
    "2024-02-30",
    "2024-13-01T00:00:00Z",
    "2024-00-10",
    "2024-01-32T00:00:00Z",
    "2024-01-01T25:00:00Z",
    "2024-01-01T24:30:00Z",
    "2024-01-00T10:00:00Z",
    "2024-01-01T10:60:00Z",
    "20240101T100000Z",
    "x2024-01-01",
    "2024-01-01T10:00:00Z "
  ])("%s is none", (text) => {
    assert.isNaN(parse(text))
    assert.throws(() => Schema.decodeUnknownSync(Instant)(text))
  })

  it("is written in UTC, to the millisecond, if it can be represented", () => {
    assert.strictEqual(
      Schema.encodeSync(Instant)(new Date(Date.UTC(2024, 5, 7, 14, 51, 48, 966))),
      "2024-06-07T14:51:48.966Z"
    )
    for (const date of [new Date(Number.NaN), new Date(8.64e15)]) {
      assert.throws(() => Schema.encodeSync(Instant)(date))
    }
  })

  it("for a comparison may be a string from a response, sent unchanged", () => {
    const encode = Schema.encodeUnknownSync(Bound)
    assert.strictEqual(encode("2024-06-07T10:51:48.966580-04:00"), "2024-06-07T10:51:48.966580-04:00")
    assert.strictEqual(encode(new Date(0)), "1970-01-01T00:00:00.000Z")
    for (const text of ["2024-06-07", "2024-02-30T00:00:00Z", "2024-06-07T10:51:48", "now"]) {
      assert.throws(() => encode(text))
    }
  })
})

it.each([
  ["2026-01-31", true],
  ["2024-02-29", true],
  ["2026-02-29", false],
  ["2026-04-31", false],
  ["2026-1-31", false],
  ["2026-01-31T00:00:00Z", false]
] as const)("%s is a day: %s", (text, is) => {
  assert.strictEqual(Schema.is(Day)(text), is)
})
