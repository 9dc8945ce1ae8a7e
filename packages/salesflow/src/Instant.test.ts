import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { LocalInstant, MicrosoftInstant, parse, ZonedInstant } from "./Instant.ts"

const codecs = { LocalInstant, MicrosoftInstant, ZonedInstant }

describe.each(Object.entries(codecs))("%s", (_, codec) => {
  it.each([
    ["/Date(1618336539820)/", "2021-04-13T17:55:39.820Z"],
    ["/Date(-1)/", "1969-12-31T23:59:59.999Z"],
    ["/Date(1618336539820+0200)/", "2021-04-13T17:55:39.820Z"],
    ["2024-04-21T09:41:06", "2024-04-21T09:41:06.000Z"],
    ["2024-04-21T09:41:06.1", "2024-04-21T09:41:06.100Z"],
    ["2024-04-21T09:41:06.17", "2024-04-21T09:41:06.170Z"],
    ["2024-04-21T09:41:06.178", "2024-04-21T09:41:06.178Z"],
    ["2024-04-21T09:41:06.1789", "2024-04-21T09:41:06.178Z"],
    ["2024-04-21T09:41:06.17899", "2024-04-21T09:41:06.178Z"],
    ["2024-04-21T09:41:06.999999", "2024-04-21T09:41:06.999Z"],
    ["2021-02-18T15:33:44.5905705+00:00", "2021-02-18T15:33:44.590Z"],
    ["2021-02-18T15:33:44.5905705Z", "2021-02-18T15:33:44.590Z"],
    ["2021-02-18T15:33:44.5905705-05:30", "2021-02-18T21:03:44.590Z"],
    ["2021-02-18T00:30:00+01:00", "2021-02-17T23:30:00.000Z"],
    ["2022-07-29 06:45:15", "2022-07-29T06:45:15.000Z"],
    ["2022-07-29", "2022-07-29T00:00:00.000Z"],
    ["0001-01-01T00:00:00", "0001-01-01T00:00:00.000Z"],
    ["2024-02-29T00:00:00", "2024-02-29T00:00:00.000Z"]
  ])("reads %s", (text, expected) => {
    const date = Schema.decodeUnknownSync(codec)(text)
    assert.strictEqual(date.toISOString(), expected)
    assert.strictEqual(JSON.stringify(date), `"${expected}"`)
    assert.deepStrictEqual(Schema.decodeUnknownSync(codec)(Schema.encodeSync(codec)(date)), date)
  })

  it.each(["", "yesterday", "2023-02-29T00:00:00", "2024-13-01T00:00:00", "2024-01-01T24:00:00", "/Date(x)/", 1])(
    "refuses %j",
    (value) => {
      assert.throws(() => Schema.decodeUnknownSync(codec)(value))
    }
  )

  it("refuses to write an invalid date", () => {
    assert.throws(() => Schema.encodeSync(codec)(new Date(Number.NaN)))
  })
})

it("writes each notation", () => {
  const whole = new Date("2024-07-16T05:00:00Z")
  const exact = new Date("2024-07-16T05:00:00.062Z")
  assert.strictEqual(Schema.encodeSync(LocalInstant)(whole), "2024-07-16T05:00:00")
  assert.strictEqual(Schema.encodeSync(LocalInstant)(exact), "2024-07-16T05:00:00.062")
  assert.strictEqual(Schema.encodeSync(ZonedInstant)(exact), "2024-07-16T05:00:00.062+00:00")
  assert.strictEqual(Schema.encodeSync(MicrosoftInstant)(exact), `/Date(${exact.getTime()})/`)
})

it("reads every millisecond of a second", () => {
  for (let millisecond = 0; millisecond < 1000; millisecond++) {
    const fraction = String(millisecond).padStart(3, "0")
    assert.strictEqual(parse(`1970-01-01T00:00:00.${fraction}9999`), millisecond)
  }
})
