import { assert, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { bits, MemberStatus } from "./MemberStatus.ts"

const decode = Schema.decodeUnknownSync(MemberStatus)
const encode = Schema.encodeSync(MemberStatus)

it.each([
  ["MEMBER_PENDING, MEMBER_ERROR", ["MEMBER_PENDING", "MEMBER_ERROR"]],
  ["MEMBER_PENDING,MEMBER_ERROR", ["MEMBER_PENDING", "MEMBER_ERROR"]],
  ["MEMBER_CONNECTED", ["MEMBER_CONNECTED"]],
  [1025, ["MEMBER_PENDING", "MEMBER_ERROR"]],
  ["1025", ["MEMBER_PENDING", "MEMBER_ERROR"]],
  [0, []],
  ["0", []],
  ["", []],
  ["MEMBER_NOT_SET", []],
  // What the document does not list is kept, not refused.
  ["MEMBER_PENDING, MEMBER_ON_HOLD", ["MEMBER_PENDING", "MEMBER_ON_HOLD"]],
  [1 + 128, ["MEMBER_PENDING", "MEMBER_UNKNOWN_128"]],
  [2 ** 40, ["MEMBER_UNKNOWN_1099511627776"]],
  // .NET's flags are signed: the highest bit makes the number negative.
  [-(2 ** 31), ["MEMBER_UNKNOWN_2147483648"]],
  [-(2 ** 31) + 4, ["MEMBER_CONNECTED", "MEMBER_UNKNOWN_2147483648"]],
  ["-2147483647", ["MEMBER_PENDING", "MEMBER_UNKNOWN_2147483648"]]
] as const)("reads %j and writes it back", (form, flags) => {
  const status = decode(form)
  assert.deepStrictEqual(status, new Set(flags))
  assert.strictEqual(encode(status), flags.length === 0 ? "MEMBER_NOT_SET" : flags.join(", "))
  assert.deepStrictEqual(decode(encode(status)), status)
})

it.each(Object.entries(bits))("knows %s by name and by bit", (name, bit) => {
  assert.deepStrictEqual(decode(bit), new Set([name]))
  assert.deepStrictEqual(decode(name), new Set([name]))
})

it("reads -1 as all of 32 bits and writes it back", () => {
  const status = decode(-1)
  assert.strictEqual(status.size, 32)
  for (const name of Object.keys(bits)) assert.isTrue(status.has(name))
  assert.isTrue(status.has("MEMBER_UNKNOWN_2147483648"))
  assert.deepStrictEqual(decode("-1"), status)
  assert.deepStrictEqual(decode(encode(status)), status)
})

it.each([1.5, null, true, {}])("refuses %j", (form) => {
  assert.throws(() => decode(form))
})
