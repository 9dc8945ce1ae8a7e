/** Which values of one kind a schema allows: lengths, bounds and enumerations, as far as a schema names them. */
import type * as SchemaAST from "effect/SchemaAST"
import { isObject, type Json, type JsonObject } from "@salesbridge/openapi/Json"
import { checkIds } from "./Rules.ts"

/** The limits of a text's or list's length, or of a number. */
export interface Limit {
  readonly least?: number
  readonly most?: number
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

const within = (least: number | undefined, most: number | undefined, values?: ReadonlySet<string>): Limit => ({
  ...(least === undefined ? {} : { least }),
  ...(most === undefined ? {} : { most }),
  ...(values === undefined ? {} : { values })
})

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
  within(
    one.least === undefined || other.least === undefined ? undefined : Math.min(one.least, other.least),
    one.most === undefined || other.most === undefined ? undefined : Math.max(one.most, other.most),
    one.values === undefined || other.values === undefined ? undefined : new Set([...one.values, ...other.values])
  )

/** Both of two. */
export const both = (one: Limits, other: Limits): Limits =>
  new Map(
    [...one].flatMap(([kind, limit]) => {
      const also = other.get(kind)
      return also === undefined ? [] : [[kind, narrower(limit, also)] as const]
    })
  )

const narrower = (one: Limit, other: Limit): Limit =>
  within(
    one.least === undefined || other.least === undefined
      ? (one.least ?? other.least)
      : Math.max(one.least, other.least),
    one.most === undefined || other.most === undefined ? (one.most ?? other.most) : Math.min(one.most, other.most),
    one.values === undefined || other.values === undefined
      ? (one.values ?? other.values)
      : new Set([...one.values].filter((_) => other.values!.has(_)))
  )

/** The limits of an Effect schema's value of this kind, by its checks. */
export const ofChecks = (kind: Limited, ast: SchemaAST.AST): Limits => {
  let least: number | undefined
  let most: number | undefined
  for (const { payload } of checkIds(ast)) {
    if (!isObject(payload)) continue
    least = pick(payload, ["minLength", "minCodePoints", "minimum"]) ?? least
    most = pick(payload, ["maxLength", "maxCodePoints", "maximum"]) ?? most
  }
  return new Map([[kind, within(least === 0 && kind !== "number" ? undefined : least, most)]])
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
      const names = {
        string: ["minLength", "maxLength"],
        number: ["minimum", "maximum"],
        list: ["minItems", "maxItems"],
        boolean: []
      }[kind]
      const least = pick(schema, names.slice(0, 1))
      const own = members?.filter((_) => limited(typeof _) === kind).map((_) => JSON.stringify(_))
      // Both values of a flag are no enumeration.
      const values = own === undefined || (kind === "boolean" && own.length === 2) ? undefined : new Set(own)
      return new Map([
        [kind, within(least === 0 && kind !== "number" ? undefined : least, pick(schema, names.slice(1)), values)]
      ])
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
  return (one.least ?? -Infinity) > (other.least ?? -Infinity) || (one.most ?? Infinity) < (other.most ?? Infinity)
}

const words = (kind: Limited, { least, most, values }: Limit): string => {
  if (values !== undefined) return `one of ${[...values].toSorted().join(", ")}`
  const name = kind === "string" ? "a length" : kind === "list" ? "a number of items" : "a value"
  const bounds = [
    ...(least === undefined ? [] : [`of at least ${least}`]),
    ...(most === undefined ? [] : [`of at most ${most}`])
  ]
  return bounds.length === 0 ? `any ${kind}` : `${name} ${bounds.join(" and ")}`
}
