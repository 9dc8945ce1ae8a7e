/** Which values of one kind a schema allows: lengths, bounds and enumerations, as far as a schema names them. */
import type * as SchemaAST from "effect/SchemaAST"
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { checkIds } from "../interactions/Rules.ts"

/** The limits of a text's or list's length, or of a number. */
export interface Limit {
  readonly least?: number
  readonly most?: number
  /** A number that every value is greater than. */
  readonly above?: number
  /** A number that every value is less than. */
  readonly below?: number
  readonly multipleOf?: number
  /** Whether a list has no item twice. */
  readonly unique?: boolean
  /** The members of an enumeration, as JSON. */
  readonly values?: ReadonlySet<string>
}

/** What has limits of its own. */
export type Limited = "string" | "number" | "boolean" | "list"

/** A kind that is not there has none of these values; one without limits has all. */
export type Limits = ReadonlyMap<Limited, Limit>

export const none: Limits = new Map()

/** Which limits count for a kind of value. */
export const limited = (kind: string): Limited | undefined => {
  if (kind === "integer" || kind === "number") return "number"
  return kind === "string" || kind === "boolean" || kind === "list" ? kind : undefined
}

type Bound = "least" | "most" | "above" | "below"
const lower: ReadonlyArray<Bound> = ["least", "above"]
const upper: ReadonlyArray<Bound> = ["most", "below"]

/** A limit of what is there. */
const within = (given: { readonly [K in keyof Limit]?: Limit[K] | undefined }): Limit =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Limit

const bounds = (
  one: Limit,
  other: Limit,
  merge: (bound: Bound, a: number | undefined, b: number | undefined) => number | undefined
) =>
  Object.fromEntries([...lower, ...upper].map((_) => [_, merge(_, one[_], other[_])])) as {
    readonly [B in Bound]?: number
  }

/** Either of two. */
export const either = (one: Limits, other: Limits): Limits => {
  const merged = new Map(one)
  for (const [kind, limit] of other) {
    const known = merged.get(kind)
    merged.set(kind, known === undefined ? limit : wider(known, limit))
  }
  return merged
}

const wider = (one: Limit, other: Limit): Limit =>
  within({
    ...bounds(one, other, (bound, a, b) => {
      if (a === undefined || b === undefined) return undefined
      return lower.includes(bound) ? Math.min(a, b) : Math.max(a, b)
    }),
    multipleOf: one.multipleOf === other.multipleOf ? one.multipleOf : undefined,
    unique: one.unique === true && other.unique === true ? true : undefined,
    values:
      one.values === undefined || other.values === undefined ? undefined : new Set([...one.values, ...other.values])
  })

/** Both of two. */
export const both = (one: Limits, other: Limits): Limits =>
  new Map(
    [...one].flatMap(([kind, limit]) => {
      const also = other.get(kind)
      return also === undefined ? [] : [[kind, narrower(limit, also)] as const]
    })
  )

const narrower = (one: Limit, other: Limit): Limit =>
  within({
    ...bounds(one, other, (bound, a, b) => {
      if (a === undefined || b === undefined) return a ?? b
      return lower.includes(bound) ? Math.max(a, b) : Math.min(a, b)
    }),
    multipleOf: one.multipleOf ?? other.multipleOf,
    unique: one.unique === true || other.unique === true ? true : undefined,
    values:
      one.values === undefined || other.values === undefined
        ? (one.values ?? other.values)
        : new Set([...one.values].filter((_) => other.values!.has(_)))
  })

/** The limits of an Effect schema's value of this kind, by its checks. */
export const ofChecks = (kind: Limited, ast: SchemaAST.AST): Limits => {
  const checks = checkIds(ast)
  const given = checks.map(({ id, payload }): Limit => {
    if (id.endsWith("/isUnique")) return { unique: true }
    if (!isObject(payload)) return {}
    return within({
      least: pick(payload, ["minLength", "minCodePoints", "minimum"]),
      most: pick(payload, ["maxLength", "maxCodePoints", "maximum"]),
      above: pick(payload, ["exclusiveMinimum"]),
      below: pick(payload, ["exclusiveMaximum"]),
      multipleOf: pick(payload, ["divisor"])
    })
  })
  return new Map([
    [
      kind,
      normal(
        kind,
        given.reduce(narrower, {}),
        checks.some(({ id }) => id.endsWith("/isInt"))
      )
    ]
  ])
}

/** The same limit in the one way to say it: no length is below 0, and an integer above 0 is at least 1. */
const normal = (kind: Limited, { above, below, ...rest }: Limit, isWhole: boolean): Limit => {
  const limit = isWhole
    ? narrower(
        rest,
        within({
          least: above === undefined ? undefined : Math.floor(above) + 1,
          most: below === undefined ? undefined : Math.ceil(below) - 1
        })
      )
    : within({ ...rest, above, below })
  return kind !== "number" && limit.least === 0 ? within({ ...limit, least: undefined }) : limit
}

const pick = (from: JsonObject, names: ReadonlyArray<string>): number | undefined => {
  const value = names.map((name) => from[name]).find((_) => typeof _ === "number")
  return typeof value === "number" ? value : undefined
}

/** One value alone. */
export const ofValue = (value: Json): Limits => {
  const kind = limited(typeof value)
  return kind === undefined ? none : new Map([[kind, { values: new Set([JSON.stringify(value)]) }]])
}

/** What `format: int32` says; of `int64` no value is lost that JSON numbers have. */
const int32: Limit = { least: -(2 ** 31), most: 2 ** 31 - 1 }

/** The limits that a schema of the specification names for values of these types. */
export const ofJsonSchema = (schema: JsonObject, types: ReadonlyArray<string>): Limits => {
  const members = Array.isArray(schema["enum"])
    ? (schema["enum"] as ReadonlyArray<Json>)
    : "const" in schema
      ? [schema["const"]!]
      : undefined
  return types
    .map((type): Limits => {
      const kind = limited(type === "array" ? "list" : type)
      if (kind === undefined) return none
      const [least = "", most = ""] = {
        string: ["minLength", "maxLength"],
        number: ["minimum", "maximum"],
        list: ["minItems", "maxItems"],
        boolean: []
      }[kind]
      const own = members?.filter((_) => limited(typeof _) === kind).map((_) => JSON.stringify(_))
      const limit = within({
        least: pick(schema, [least]),
        most: pick(schema, [most]),
        ...(kind === "number" && {
          above: pick(schema, ["exclusiveMinimum"]),
          below: pick(schema, ["exclusiveMaximum"]),
          multipleOf: pick(schema, ["multipleOf"])
        }),
        unique: kind === "list" && schema["uniqueItems"] === true ? true : undefined,
        // Both values of a flag are no enumeration.
        values: own === undefined || (kind === "boolean" && own.length === 2) ? undefined : new Set(own)
      })
      const width = type === "integer" && schema["format"] === "int32" ? int32 : {}
      return new Map([[kind, normal(kind, narrower(limit, width), type === "integer")]])
    })
    .reduce(either, none)
}

/** How the package's limits differ: `less` where it knows fewer values, `more` where it knows others. */
export interface Difference {
  readonly package: string
  readonly spec: string
  readonly less: boolean
  readonly more: boolean
}

/** Where both sides have values of a kind, and not the same ones. */
export const compare = (ours: Limits, theirs: Limits): Difference | undefined => {
  for (const [kind, one] of ours) {
    const other = theirs.get(kind)
    if (other === undefined) continue
    const less = narrowed(one, other)
    const more = narrowed(other, one)
    if (less || more) return { package: words(kind, one), spec: words(kind, other), less, more }
  }
  return undefined
}

/** Whether the first refuses a value that the other takes. */
const narrowed = (one: Limit, other: Limit): boolean => {
  const { values } = one
  if (values !== undefined) {
    if (other.values === undefined) return true
    return [...other.values].some((_) => !values.has(_))
  }
  // An enumeration is within the bounds of its like; what it has beyond them, values tell.
  if (other.values !== undefined) return false
  return (
    lower.some((_) => (one[_] ?? -Infinity) > (other[_] ?? -Infinity)) ||
    upper.some((_) => (one[_] ?? Infinity) < (other[_] ?? Infinity)) ||
    (one.unique === true && other.unique !== true) ||
    (one.multipleOf !== undefined && !isMultiple(other.multipleOf, one.multipleOf))
  )
}

const isMultiple = (value: number | undefined, of: number): boolean =>
  value !== undefined && Math.abs(value / of - Math.round(value / of)) < 1e-9

const words = (kind: Limited, limit: Limit): string => {
  const { above, below, least, most, multipleOf, unique, values } = limit
  if (values !== undefined) return `one of ${[...values].toSorted().join(", ")}`
  if (least === int32.least && most === int32.most) return "an integer of 32 bits"
  const name = kind === "string" ? "a length" : kind === "list" ? "a number of items" : "a value"
  const parts = [
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(most === undefined ? [] : [`of at most ${most}`]),
    ...(below === undefined ? [] : [`below ${below}`])
  ]
  const all = [
    ...(parts.length === 0 ? [] : [`${name} ${parts.join(" and ")}`]),
    ...(multipleOf === undefined ? [] : [`a multiple of ${multipleOf}`]),
    ...(unique === true ? ["no item twice"] : [])
  ]
  return all.length === 0 ? `any ${kind}` : all.join(", ")
}
