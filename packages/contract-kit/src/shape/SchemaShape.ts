/**
 * A shape describes the values that a schema allows, whatever its notation. Effect schemas and OpenAPI schemas are
 * converted to shapes, which can be compared without running either.
 */
import { canonical, type Json } from "@salesbridge/openapi/Json"

/** A record whose keys can be any text, including names such as `constructor` that every object inherits. */
type Named<A> = { readonly [name: string]: A }

/** The entry of this name; `undefined` if the record itself has none. */
export const at = <A>(named: Named<A> | undefined, name: string): A | undefined =>
  named !== undefined && Object.hasOwn(named, name) ? named[name] : undefined

/**
 * The kinds of value that are allowed: `string`, `number`, `boolean`, `null`, `undefined`, `list`, `object`,
 * `anything`, `recursion` (the same as an enclosing schema), `undescribed` (a field that `required` names but
 * `properties` lacks), or the name of a declared type such as `Date`.
 */
export interface Shape {
  readonly kinds: Named<Part>
  /** The default for an absent value, if known. */
  readonly default?: Json | undefined
  /**
   * A hash of what `kinds` does not show, such as which fields of a choice exclude each other. Only shapes of equal
   * schemas are sure to have the same.
   */
  readonly beyond?: string | undefined
}

/** What is known about the allowed values of one kind. */
export interface Part {
  /** The only allowed values. */
  readonly values?: ReadonlyArray<Json>
  /** Values that the schema lists, although it allows others. */
  readonly known?: ReadonlyArray<Json>
  /** Limits by their keyword in JSON Schema, such as `maxLength`. Other checks are listed under their own names. */
  readonly limits?: Limits
  readonly fields?: Named<Field>
  /** The shape of the fields that `fields` does not name, if known. */
  readonly rest?: Shape
  /** Whether fields that `fields` does not name are refused. */
  readonly closed?: true
  readonly items?: Shape
}

export interface Field {
  readonly required: boolean
  readonly shape: Shape
}

export interface Limits {
  readonly [name: string]: Json
}

export const nothing: Shape = { kinds: {} }
export const of = (kind: string, part: Part = {}): Shape => ({ kinds: { [kind]: part } })
export const anything: Shape = of("anything")
export const recursion: Shape = of("recursion")
export const undescribed: Shape = of("undescribed")

/** How far a recursive schema is expanded. */
export interface Depth {
  /** How often a schema is repeated inside itself. */
  readonly again: number
  /** The greatest depth of nested schemas. */
  readonly levels: number
}
/** Expands each schema once. This suffices to compare two versions of it. */
export const folded: Depth = { again: 0, levels: Infinity }
/** Expands a schema once more inside itself, so that the field that refers back to it is described, too. */
export const unfolded: Depth = { again: 1, levels: 24 }

/** Whether the limit of repetitions or of nesting is reached. */
export const isTooDeep = <A>({ again, levels }: Depth, schema: A, above: ReadonlyArray<A>): boolean =>
  above.length >= levels || above.filter((_) => _ === schema).length > again

const jsonKinds = new Set(["string", "number", "boolean", "null", "list", "object"])

export const isUndescribed = ({ kinds }: Shape): boolean => "undescribed" in kinds
/** Whether any value is allowed, as far as the shape is known. */
export const isAnything = (shape: Shape): boolean => "anything" in shape.kinds || isUndescribed(shape)
/** Whether a kind is not one of JSON's, such as `anything` or `Date`, so that the shape does not limit the JSON. */
export const isAnyJson = ({ kinds }: Shape): boolean => Object.keys(kinds).some((kind) => !jsonKinds.has(kind))

export const fieldsOf = ({ kinds }: Shape): Named<Field> => kinds["object"]?.fields ?? {}
export const restOf = ({ kinds }: Shape): Shape | undefined => kinds["object"]?.rest
export const itemsOf = ({ kinds }: Shape): Shape | undefined => kinds["list"]?.items

/** A part without its empty properties. */
export const part = (given: { readonly [K in keyof Part]: Part[K] | undefined }): Part =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([key, value]) => value !== undefined && (key !== "limits" || Object.keys(value).length > 0)
    )
  )

/** The shape that allows only this value. */
export const ofValue = (value: Json): Shape => {
  if (value === null) return of("null")
  return of(Array.isArray(value) ? "list" : typeof value, { values: [value] })
}

/** The shape that allows what either of the two allows. */
export const either = (one: Shape, other: Shape): Shape => {
  const whole = { default: one.default ?? other.default, beyond: beyondOf(one, other) }
  if (isUndescribed(one) && isUndescribed(other)) return undescribed
  if (isAnything(one) || isAnything(other)) return { ...anything, ...whole }
  const kinds = Object.entries(other.kinds).map(([kind, part]): readonly [string, Part] => {
    const own = at(one.kinds, kind)
    return [kind, own === undefined ? part : eitherPart(kind, own, part)]
  })
  return { kinds: { ...one.kinds, ...Object.fromEntries(kinds) }, ...whole }
}

const beyondOf = (one: Shape, other: Shape): string | undefined =>
  [one.beyond, other.beyond].filter((_) => _ !== undefined).join(" ") || undefined

/** The shape that allows what any of these allows; nothing if there are none. */
export const anyOf = (shapes: ReadonlyArray<Shape>): Shape => shapes.reduce(either, nothing)

const eitherPart = (kind: string, one: Part, other: Part): Part => {
  const open = one.values === undefined || other.values === undefined
  const values = open ? undefined : distinct([...one.values, ...other.values])
  const named = distinct([
    ...(one.known ?? []),
    ...(other.known ?? []),
    ...(open ? (one.values ?? other.values ?? []) : [])
  ])
  return part({
    // A boolean that may be true or false is not limited.
    values: kind === "boolean" && values?.length === 2 ? undefined : values,
    known: open && named.length > 0 && kind !== "boolean" ? named : undefined,
    limits: looser(one.limits ?? {}, other.limits ?? {}),
    // A field is required if it is required in both objects.
    fields: joinedFields(one, other, either, (found) => found.length === 2 && found.every((_) => _.required)),
    rest: joined(one.rest, other.rest, either),
    closed: one.closed === true && other.closed === true ? true : undefined,
    items: joined(one.items, other.items, either)
  })
}

/** The shape that allows only what both allow. */
export const both = (one: Shape, other: Shape): Shape => {
  const whole = { default: one.default ?? other.default, beyond: beyondOf(one, other) }
  if (isAnything(one)) return { ...other, ...whole }
  if (isAnything(other)) return { ...one, ...whole }
  // The enclosing schema's kinds are not known yet, so all of the other's remain.
  if ("recursion" in one.kinds) return { kinds: { ...other.kinds, recursion: one.kinds["recursion"]! }, ...whole }
  if ("recursion" in other.kinds) return { kinds: { ...one.kinds, recursion: other.kinds["recursion"]! }, ...whole }
  const kinds = Object.entries(one.kinds).flatMap(([kind, part]): ReadonlyArray<readonly [string, Part]> => {
    const same = at(other.kinds, kind)
    return same === undefined ? [] : [[kind, bothPart(part, same)]]
  })
  return { kinds: Object.fromEntries(kinds), ...whole }
}

const bothPart = (one: Part, other: Part): Part =>
  part({
    values:
      one.values === undefined || other.values === undefined
        ? (one.values ?? other.values)
        : one.values.filter((value) => other.values!.some((_) => canonical(_) === canonical(value))),
    known: one.known ?? other.known,
    limits: tighter(one.limits ?? {}, other.limits ?? {}),
    fields: joinedFields(one, other, both, (found) => found.some((_) => _.required)),
    rest: joined(one.rest, other.rest, both),
    closed: one.closed ?? other.closed,
    items: joined(one.items, other.items, both)
  })

type Join = (one: Shape, other: Shape) => Shape

const joined = (one: Shape | undefined, other: Shape | undefined, join: Join): Shape | undefined =>
  one === undefined || other === undefined ? (one ?? other) : join(one, other)

const joinedFields = (one: Part, other: Part, join: Join, required: (found: ReadonlyArray<Field>) => boolean) => {
  if (one.fields === undefined && other.fields === undefined) return undefined
  return Object.fromEntries(
    namesOf(one.fields, other.fields).map((name): readonly [string, Field] => {
      const found = [one, other].flatMap((_) => at(_.fields, name) ?? [])
      return [name, { required: required(found), shape: found.map((_) => _.shape).reduce(join) }]
    })
  )
}

const distinct = (values: ReadonlyArray<Json>): ReadonlyArray<Json> => [
  ...new Map(values.map((value) => [canonical(value), value])).values()
]

/** The names in either object, those of the first one first. */
export const namesOf = (one: object | undefined, other: object | undefined): ReadonlyArray<string> => [
  ...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])
]

const isLower = (name: string): boolean => /^min|^exclusiveMin/.test(name)
const isUpper = (name: string): boolean => /^max|^exclusiveMax/.test(name)

/**
 * Whether a limit became tighter (fewer values are allowed), looser, or different. Dates and times are compared as
 * text.
 */
export const moved = (
  name: string,
  before: Json | undefined,
  after: Json | undefined
): "same" | "tighter" | "looser" | "other" => {
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

/** The limits that hold if both sets of limits apply. */
export const tighter = (one: Limits, other: Limits): Limits => ({
  ...one,
  ...Object.fromEntries(
    Object.entries(other).map(([name, theirs]): readonly [string, Json] => {
      const value = one[name]
      const how = moved(name, value, theirs)
      // For example two patterns, both of which must match.
      if (value !== undefined && how === "other") return [name, `${String(value)} and ${String(theirs)}`]
      return [name, how === "looser" ? value! : theirs]
    })
  )
})

/** Writes equal limits in the same way: a minimum length of 0 is dropped, and an integer above 0 is at least 1. */
export const normalized = (limits: Limits): Limits => {
  const { exclusiveMaximum: below, exclusiveMinimum: above, ...rest } = limits
  const whole =
    limits["integer"] !== true
      ? limits
      : [
          ...(typeof above === "number" ? [{ minimum: Math.floor(above) + 1 }] : []),
          ...(typeof below === "number" ? [{ maximum: Math.ceil(below) - 1 }] : [])
        ].reduce<Limits>(tighter, rest)
  return Object.fromEntries(
    Object.entries(whole).filter(([name, value]) => value !== 0 || (name !== "minLength" && name !== "minItems"))
  )
}

/** The shape as text for people, such as `list of string or null`. */
export const words = ({ kinds }: Shape): string =>
  Object.entries(kinds)
    .map(([given, part]) => {
      const kind = given === "undescribed" ? "anything" : given
      if (part.values !== undefined) return part.values.map((_) => JSON.stringify(_)).join(" or ")
      if (part.items === undefined || Object.keys(part.items.kinds).length === 0) return kind
      return `${kind} of ${words(part.items)}`
    })
    .join(" or ") || "nothing"
