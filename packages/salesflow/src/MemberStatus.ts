/** The bit field with a contact's status. */
import { OpenLiterals } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaGetter from "effect/SchemaGetter"

/** The documented bits. `MEMBER_NOT_SET`, 0, is the empty set. */
export const bits = {
  MEMBER_PENDING: 1,
  MEMBER_INVITATION_SENT: 2,
  MEMBER_CONNECTED: 4,
  MEMBER_DISCONNECTED: 8,
  MEMBER_DELETED: 16,
  MEMBER_IMPORTED: 32,
  MEMBER_INVITATION_WITHDRAWN: 64,
  MEMBER_ERROR: 1024,
  MEMBER_DUPLICATE: 2048
} as const

type Name = keyof typeof bits

const names = Object.keys(bits) as [Name, ...Array<Name>]

/** One flag: a documented one, or any other string that Salesflow sends. */
export const MemberFlag = OpenLiterals(names)
export type MemberFlag = typeof MemberFlag.Type

/**
 * The flags of a number. A bit without a documented name becomes `MEMBER_UNKNOWN_` followed by its value. A negative
 * number is read as 32 bits in two's complement, like .NET's signed flags.
 */
const ofNumber = (value: number): ReadonlyArray<string> => {
  const flags: Array<string> = []
  // Division, because bitwise operators are limited to 32 bits.
  for (let rest = value < 0 ? value >>> 0 : value, bit = 1; rest >= 1; rest = Math.floor(rest / 2), bit *= 2) {
    if (rest % 2 === 1) flags.push(names.find((name) => bits[name] === bit) ?? `MEMBER_UNKNOWN_${bit}`)
  }
  return flags
}

/** The flags of one part of a string: a name or a number. */
const ofText = (text: string): ReadonlyArray<string> => {
  const part = text.trim()
  if (/^-?\d{1,15}$/.test(part)) return ofNumber(Number(part))
  return part === "" || part === "MEMBER_NOT_SET" ? [] : [part]
}

const decode = (value: string | number): ReadonlySet<string> => {
  if (typeof value === "number") return new Set(ofNumber(value))
  const flags = new Set<string>()
  for (const part of value.split(",")) for (const flag of ofText(part)) flags.add(flag)
  return flags
}

/**
 * The flags of a contact, decoded from any form: `"MEMBER_PENDING, MEMBER_ERROR"`, `1025` or `"1025"`. Encodes to the
 * first form. A negative number is read as 32 bits. According to the API reference, only `MEMBER_ERROR` and
 * `MEMBER_DUPLICATE` should be combined with other flags.
 */
export const MemberStatus = Schema.Union([Schema.String, Schema.Int])
  .pipe(
    Schema.decodeTo(Schema.ReadonlySet(MemberFlag), {
      decode: SchemaGetter.transform(decode),
      encode: SchemaGetter.transform((flags) => (flags.size === 0 ? "MEMBER_NOT_SET" : [...flags].join(", ")))
    })
  )
  .annotate({ examples: [new Set<MemberFlag>(["MEMBER_PENDING", "MEMBER_ERROR"])] })
export type MemberStatus = typeof MemberStatus.Type
