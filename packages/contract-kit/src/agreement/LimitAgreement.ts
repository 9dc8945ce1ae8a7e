/** Compares the values of one kind that each side allows: lengths, bounds and enumerations. */
import { canonical } from "@salesbridge/openapi/Json"
import * as Shape from "../shape/SchemaShape.ts"

/**
 * How the package's limits differ. With `less`, it does not accept all values of the specification. With `more`, it
 * accepts others.
 */
export interface Difference {
  readonly package: string
  readonly spec: string
  readonly less: boolean
  readonly more: boolean
}

/** The first kind of value that both sides have with different limits; `undefined` if there is none. */
export const compare = (ours: Shape.Shape, theirs: Shape.Shape): Difference | undefined => {
  for (const [kind, part] of Object.entries(ours.kinds)) {
    const found = Shape.at(theirs.kinds, kind)
    if (found === undefined || !(kind in phrases)) continue
    const [one, other] = [bounded(part), bounded(found)]
    const less = isNarrower(one, other)
    const more = isNarrower(other, one)
    if (less || more) return { package: words(kind, one), spec: words(kind, other), less, more }
  }
  return undefined
}

/** The words before the bounds, by kind. */
const phrases: { readonly [kind: string]: string } = {
  string: "a length",
  number: "a value",
  list: "a number of items",
  boolean: "a value"
}
const bounds = [
  ["minLength", "of at least"],
  ["minItems", "of at least"],
  ["minimum", "of at least"],
  ["exclusiveMinimum", "above"],
  ["maxLength", "of at most"],
  ["maxItems", "of at most"],
  ["maximum", "of at most"],
  ["exclusiveMaximum", "below"]
] as const

/** The limits of `format: int32`. `int64` excludes no integer that JSON numbers represent exactly. */
const int32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }

const bounded = ({ limits = {}, ...part }: Shape.Part): Shape.Part => ({
  ...part,
  limits: limits["integer"] === true && limits["format"] === "int32" ? Shape.tighter(limits, int32) : limits
})

/**
 * Whether the first refuses a value that the other accepts. Notations, such as patterns, are tested with generated
 * values instead.
 */
const isNarrower = (one: Shape.Part, other: Shape.Part): boolean => {
  if (one.values !== undefined) {
    const values = new Set(one.values.map(canonical))
    return other.values === undefined || other.values.some((_) => !values.has(canonical(_)))
  }
  // An enumeration is compared with bounds by generated values.
  if (other.values !== undefined) return false
  const moved = (name: string) => Shape.moved(name, other.limits?.[name], one.limits?.[name])
  const [step, theirStep] = [one.limits?.["multipleOf"], other.limits?.["multipleOf"]]
  return (
    [...bounds.map(([name]) => name), "uniqueItems"].some((name) => moved(name) === "tighter") ||
    (typeof step === "number" && !(typeof theirStep === "number" && isMultiple(theirStep, step)))
  )
}

const isMultiple = (value: number, of: number): boolean => Math.abs(value / of - Math.round(value / of)) < 1e-9

const words = (kind: string, { limits = {}, values }: Shape.Part): string => {
  if (values !== undefined) {
    return `one of ${values
      .map((_) => JSON.stringify(_))
      .toSorted()
      .join(", ")}`
  }
  if (limits["minimum"] === int32.minimum && limits["maximum"] === int32.maximum) return "a 32-bit integer"
  const parts = bounds.flatMap(([name, phrase]) => (limits[name] === undefined ? [] : [`${phrase} ${limits[name]}`]))
  const all = [
    ...(parts.length === 0 ? [] : [`${phrases[kind]} ${parts.join(" and ")}`]),
    ...(limits["multipleOf"] === undefined ? [] : [`a multiple of ${limits["multipleOf"]}`]),
    ...(limits["uniqueItems"] === true ? ["unique items"] : [])
  ]
  return all.length === 0 ? `any ${kind}` : all.join(", ")
}
