/**
 * What is known of a value without running a schema: plain JSON, so that the form of yesterday's schema can be laid
 * beside today's. Made from Effect schemas and from those of a specification alike.
 */
import { canonical, type Json } from "@salesbridge/openapi/Json"

/**
 * The kinds of value that may stand at a place: `string`, `number`, `boolean`, `null`, `undefined`, `list`, `object`,
 * `anything`, `recursion` (what stands further up, again), or the name of a declared type such as `Date`.
 */
export interface Form {
  readonly kinds: { readonly [kind: string]: Part }
  /** What leaving it out means, where that is said. */
  readonly default?: Json
}

/** What is known of the values of one kind. */
export interface Part {
  /** The only values there are. */
  readonly values?: ReadonlyArray<Json>
  /** Values that are named where any other passes too. */
  readonly known?: ReadonlyArray<Json>
  /** Bounds by their name in JSON Schema, such as `maxLength`; others by the name of their check. */
  readonly limits?: { readonly [name: string]: Json }
  readonly fields?: { readonly [name: string]: Field }
  /** What fields of other names are, where there may be such. */
  readonly rest?: Form
  readonly items?: Form
}

export interface Field {
  readonly required: boolean
  readonly form: Form
}

export const nothing: Form = { kinds: {} }
export const anything: Form = { kinds: { anything: {} } }
export const recursion: Form = { kinds: { recursion: {} } }
export const of = (kind: string, part: Part = {}): Form => ({ kinds: { [kind]: part } })
export const isAnything = ({ kinds }: Form): boolean => "anything" in kinds

/** A part without the properties that say nothing. */
export const part = (given: { readonly [K in keyof Part]: Part[K] | undefined }): Part =>
  Object.fromEntries(
    Object.entries(given).filter(([key, value]) => value !== undefined && (key !== "limits" || !isEmpty(value)))
  )

const isEmpty = (value: object): boolean => Object.keys(value).length === 0

/** One form or the other. */
export const either = (one: Form, other: Form): Form => {
  if (isAnything(one) || isAnything(other)) return anything
  const kinds = new Map(Object.entries(one.kinds))
  for (const [kind, part] of Object.entries(other.kinds)) {
    const known = kinds.get(kind)
    kinds.set(kind, known === undefined ? part : eitherPart(kind, known, part))
  }
  return { kinds: Object.fromEntries(kinds) }
}

const eitherPart = (kind: string, one: Part, other: Part): Part => {
  const values =
    one.values === undefined || other.values === undefined ? undefined : distinct([...one.values, ...other.values])
  const fields = Object.fromEntries(
    namesOf(one.fields, other.fields).map((name) => {
      const found = [one, other].flatMap((_) => _.fields?.[name] ?? [])
      const required = found.length === 2 && found.every((_) => _.required)
      return [name, { required, form: found.map((_) => _.form).reduce(either) }]
    })
  )
  const open = one.values === undefined || other.values === undefined
  const named = distinct([
    ...(one.known ?? []),
    ...(other.known ?? []),
    ...(open ? (one.values ?? other.values ?? []) : [])
  ])
  return part({
    // True or false is any boolean.
    values: kind === "boolean" && values?.length === 2 ? undefined : values,
    known: open && named.length > 0 && kind !== "boolean" ? named : undefined,
    limits: looser(one.limits ?? {}, other.limits ?? {}),
    fields: one.fields === undefined && other.fields === undefined ? undefined : fields,
    rest: joined(one.rest, other.rest, either),
    items: joined(one.items, other.items, either)
  })
}

/** Both forms at once. */
export const both = (one: Form, other: Form): Form => {
  if (isAnything(one)) return other
  if (isAnything(other)) return one
  const kinds = Object.entries(one.kinds).flatMap(([kind, part]): ReadonlyArray<readonly [string, Part]> => {
    const same = other.kinds[kind]
    return same === undefined ? [] : [[kind, bothPart(part, same)]]
  })
  return { ...one, ...other, kinds: Object.fromEntries(kinds) }
}

const bothPart = (one: Part, other: Part): Part => {
  const fields = Object.fromEntries(
    namesOf(one.fields, other.fields).map((name) => {
      const found = [one, other].flatMap((_) => _.fields?.[name] ?? [])
      return [name, { required: found.some((_) => _.required), form: found.map((_) => _.form).reduce(both) }]
    })
  )
  const values =
    one.values === undefined || other.values === undefined
      ? (one.values ?? other.values)
      : one.values.filter((value) => other.values!.some((_) => canonical(_) === canonical(value)))
  return part({
    values,
    known: one.known ?? other.known,
    limits: tighter(one.limits ?? {}, other.limits ?? {}),
    fields: one.fields === undefined && other.fields === undefined ? undefined : fields,
    rest: one.rest === undefined || other.rest === undefined ? undefined : both(one.rest, other.rest),
    items: joined(one.items, other.items, both)
  })
}

const joined = (one: Form | undefined, other: Form | undefined, join: (one: Form, other: Form) => Form) =>
  one === undefined || other === undefined ? (one ?? other) : join(one, other)

const distinct = (values: ReadonlyArray<Json>): ReadonlyArray<Json> => [
  ...new Map(values.map((value) => [canonical(value), value])).values()
]

/** The names of either record, those of the first before the others. */
export const namesOf = (one: object | undefined, other: object | undefined): ReadonlyArray<string> => [
  ...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])
]

type Limits = NonNullable<Part["limits"]>

const isLower = (name: string): boolean => /^min|Minimum$/.test(name)
const isUpper = (name: string): boolean => /^max|Maximum$/.test(name)

/** How a limit moved: fewer values pass, more do, or others. Days and moments are compared as the texts they are. */
export const moved = (name: string, before: Json | undefined, after: Json | undefined) => {
  if (canonical(before) === canonical(after)) return "same"
  if (before === undefined) return "tighter"
  if (after === undefined) return "looser"
  if (typeof before !== typeof after || (typeof before !== "number" && typeof before !== "string")) return "other"
  if (isLower(name)) return after! > before ? "tighter" : "looser"
  if (isUpper(name)) return after! < before ? "tighter" : "looser"
  return "other"
}

const looser = (one: Limits, other: Limits): Limits =>
  Object.fromEntries(
    Object.entries(one).flatMap(([name, value]): ReadonlyArray<readonly [string, Json]> => {
      const theirs = other[name]
      const how = moved(name, value, theirs)
      if (theirs === undefined || how === "other") return []
      return [[name, how === "looser" ? theirs : value]]
    })
  )

const tighter = (one: Limits, other: Limits): Limits => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([name, theirs]): readonly [string, Json] => {
      const value = one[name]
      const how = moved(name, value, theirs)
      // Two patterns that must both match.
      if (value !== undefined && how === "other") return [name, `${String(value)} and ${String(theirs)}`]
      return [name, how === "looser" ? value! : theirs]
    })
  )
})

/** The form as a person reads it, such as `list of string or null`. */
export const words = (form: Form): string =>
  Object.entries(form.kinds)
    .map(([kind, part]) => {
      if (part.values !== undefined) return part.values.map((_) => JSON.stringify(_)).join(" or ")
      if (part.items === undefined || isEmpty(part.items.kinds)) return kind
      return kind === "list" ? `list of ${words(part.items)}` : `${kind} of ${words(part.items)}`
    })
    .join(" or ") || "nothing"
