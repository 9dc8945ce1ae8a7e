import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { codec, parse } from "./Instant.ts"

const Moment = codec({ description: "A moment.", example: "2024-04-21T09:41:06.170Z" })

describe("a timestamp", () => {
  it.each([
    ["2024-06-07T10:51:48.966580-04:00", "2024-06-07T14:51:48.966Z"],
    ["2022-05-20T20:49:39.000000Z", "2022-05-20T20:49:39.000Z"],
    ["2022-12-11T10:00:00Z", "2022-12-11T10:00:00.000Z"],
    ["2024-04-21T09:41:06.17", "2024-04-21T09:41:06.170Z"],
    ["2019-08-24T14:15:22.999999999Z", "2019-08-24T14:15:22.999Z"],
    ["2019-08-24T14:15:22+02:00", "2019-08-24T12:15:22.000Z"],
    ["2019-08-24T14:15:22-0530", "2019-08-24T19:45:22.000Z"],
    ["2019-08-24 14:15:22", "2019-08-24T14:15:22.000Z"],
    ["2019-08-24 14:15:22 Z", "2019-08-24T14:15:22.000Z"],
    ["2019-08-24T14:15", "2019-08-24T14:15:00.000Z"],
    ["2019-08-24", "2019-08-24T00:00:00.000Z"],
    ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
    ["2024-12-31T23:30:00-01:00", "2025-01-01T00:30:00.000Z"]
  ])("reads %s", (text, expected) => {
    const date = Schema.decodeUnknownSync(Moment)(text)
    assert.strictEqual(date.toISOString(), expected)
    assert.strictEqual(Schema.encodeSync(Moment)(date), expected)
  })

  it.each([
    "",
    "yesterday",
    "2023-02-29",
    "2023-02-29T00:00:00Z",
    "2024-04-31T00:00:00",
    "2024-13-01T00:00:00Z",
    "2024-01-01T24:00:00Z",
    "2024-01-01T10:60:00Z",
    "2024-01-01T10:30:60Z",
    "2024-01-01T10:30:00+24:00",
    "2024-01-30T10:30:00+24:00",
    "2024-01-01T10:30:00+02:60",
    "2024-01-01T10:30:00.Z",
    "2024-01-01T10:30:00.1234567890Z",
    "2024-01-01T10:30:0aZ",
    "/Date(1618336539820)/",
    1
  ])("refuses %j", (value) => {
    assert.throws(() => Schema.decodeUnknownSync(Moment)(value), /Date|string/)
  })

  it("reads every millisecond of a second, even if more digits follow", () => {
    for (let millisecond = 0; millisecond < 1000; millisecond++) {
      const fraction = String(millisecond).padStart(3, "0")
      assert.strictEqual(parse(`1970-01-01T00:00:00.${fraction}999Z`), millisecond)
      assert.strictEqual(parse(`1970-01-01T00:00:00.${fraction}999+00:00`), millisecond)
      assert.strictEqual(parse(`1970-01-01T00:00:00.${fraction}9`), millisecond)
    }
  })

  it("reads and writes another notation", () => {
    const Seconds = codec({
      description: "Seconds since the epoch.",
      example: "1",
      parse: (text) => Number(text) * 1000,
      encode: (date) => String(date.getTime() / 1000)
    })
    assert.deepStrictEqual(Schema.decodeUnknownSync(Seconds)("60"), new Date(60_000))
    assert.strictEqual(Schema.encodeSync(Seconds)(new Date(60_000)), "60")
  })

  it("does not write a year that the vendor could not read", () => {
    assert.throws(() => Schema.encodeSync(Moment)(new Date(8.64e15)))
    assert.throws(() => Schema.encodeSync(Moment)(new Date(Number.NaN)))
  })
})
