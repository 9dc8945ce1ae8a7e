/**
 * Compares two versions of a shape. The effect of a difference depends on who sends the value and who reads it, see
 * `Meaning.ts`.
 */
import { canonical, inside, type Json } from "@salesbridge/openapi/Json"
import * as Shape from "../shape/SchemaShape.ts"

/** How a place has changed. */
export type Event =
  | "addedRequired"
  | "addedOptional"
  | "removed"
  | "becameRequired"
  | "becameOptional"
  /** The type was replaced by another one. */
  | "replaced"
  /** A type was added to those that are allowed, or removed. */
  | "kindAdded"
  | "kindRemoved"
  /** Any value was allowed and a type is declared now, or the opposite. */
  | "specified"
  | "unspecified"
  | "nullAdded"
  | "nullRemoved"
  /** A member of a closed enumeration, which allows only its members. */
  | "memberAdded"
  | "memberRemoved"
  /** An enumeration now allows other values as well, or no longer does. */
  | "opened"
  | "closed"
  /** A listed member of an open enumeration, which allows other values as well. */
  | "knownAdded"
  | "knownRemoved"
  | "tightened"
  | "loosened"
  | "limitChanged"
  /** Fields that are not listed are now allowed, or no longer are. */
  | "restAdded"
  | "restRemoved"
  | "defaultChanged"
  | "defaultNoted"
  /** Something changed that shapes do not show, such as which fields of a choice exclude each other. */
  | "unclear"

export interface Difference {
  /** The place, such as `[].name`; empty for the value itself. */
  readonly place: string
  readonly event: Event
  readonly before: string
  readonly after: string
}

/** How a change is shown of which only the notation can be compared. */
export const notations = { before: "written one way", after: "written another way" } as const

/** The differences between two versions of a shape. */
export const compare = (before: Shape.Shape, after: Shape.Shape, place = ""): ReadonlyArray<Difference> => {
  const found = compareShown(before, after, place)
  const shown = found.some(({ event }) => event !== "defaultNoted" && event !== "defaultChanged")
  return shown || before.beyond === after.beyond ? found : [...found, { place, event: "unclear", ...notations }]
}

const compareShown = (before: Shape.Shape, after: Shape.Shape, place: string): ReadonlyArray<Difference> => {
  const found = (event: Event, one = Shape.words(before), other = Shape.words(after)): ReadonlyArray<Difference> => [
    { place, event, before: one, after: other }
  ]
  const defaults = ofDefaults(before.default, after.default, found)
  if (Shape.isAnything(before) || Shape.isAnything(after)) {
    if (Shape.isAnything(before) && Shape.isAnything(after)) return defaults
    return [...found(Shape.isAnything(after) ? "unspecified" : "specified"), ...defaults]
  }
  const added = missing(after, before)
  const removed = missing(before, after)
  // Null is compared separately from other kinds.
  const [kindsAdded, kindsRemoved] = [added.filter(isValue), removed.filter(isValue)]
  const none = Object.keys(before.kinds).every((kind) => !Object.hasOwn(after.kinds, kind))
  if (none && added.length > 0 && removed.length > 0) return [...found("replaced"), ...defaults]
  const kinds =
    kindsAdded.length > 0 && kindsRemoved.length > 0
      ? found("replaced")
      : [...(kindsAdded.length > 0 ? found("kindAdded") : []), ...(kindsRemoved.length > 0 ? found("kindRemoved") : [])]
  const nulls = [
    ...(added.length > kindsAdded.length ? found("nullAdded") : []),
    ...(removed.length > kindsRemoved.length ? found("nullRemoved") : [])
  ]
  const shared = Object.entries(before.kinds).flatMap(([kind, part]) => {
    const other = Shape.at(after.kinds, kind)
    return other === undefined ? [] : compareParts(part, other, place)
  })
  return [...kinds, ...nulls, ...shared, ...defaults]
}

const isValue = (kind: string): boolean => kind !== "null" && kind !== "undefined"
const missing = (one: Shape.Shape, other: Shape.Shape) =>
  Object.keys(one.kinds).filter((kind) => !Object.hasOwn(other.kinds, kind))

type Found = (event: Event, one?: string, other?: string) => ReadonlyArray<Difference>

const ofDefaults = (before: Json | undefined, after: Json | undefined, found: Found) => {
  if (canonical(before) === canonical(after)) return []
  const event = before === undefined || after === undefined ? "defaultNoted" : "defaultChanged"
  return found(event, `default ${show(before)}`, `default ${show(after)}`)
}

const show = (value: Json | undefined): string => (value === undefined ? "none" : JSON.stringify(value))

const compareParts = (before: Shape.Part, after: Shape.Part, place: string): ReadonlyArray<Difference> => {
  const found: Found = (event, one = "", other = "") => [{ place, event, before: one, after: other }]
  const beneath =
    before.items === undefined || after.items === undefined ? [] : compare(before.items, after.items, `${place}[]`)
  return [
    ...compareValues(before, after, found),
    ...compareLimits(before.limits ?? {}, after.limits ?? {}, found),
    ...Shape.namesOf(before.fields, after.fields).flatMap((name) =>
      compareFields(Shape.at(before.fields, name), Shape.at(after.fields, name), inside(place, name))
    ),
    ...compareRest(restIn(before), restIn(after), place === "" ? "*" : `${place}.*`),
    ...beneath
  ]
}

const compareLimits = (before: Shape.Limits, after: Shape.Limits, found: Found) => {
  const [one, other] = [byBound(before), byBound(after)]
  return Shape.namesOf(one, other).flatMap((bound) => {
    const [was, is] = [one[bound], other[bound]]
    const how =
      was !== undefined && is !== undefined && was.name !== is.name && was.value === is.value
        ? was.name.startsWith("exclusive")
          ? "looser"
          : "tighter"
        : Shape.moved(bound, was?.value, is?.value)
    if (how === "same") return []
    const text = (limit: Limit | undefined, name: string) =>
      limit === undefined ? `no ${name}` : `${limit.name} ${JSON.stringify(limit.value)}`
    const event = { tighter: "tightened", looser: "loosened", other: "limitChanged" } as const
    return found(event[how], text(was, is?.name ?? bound), text(is, was?.name ?? bound))
  })
}

interface Limit {
  readonly name: string
  readonly value: Json
}

/** The limits, of which an inclusive and an exclusive bound are one: the tighter of both. */
const byBound = (limits: Shape.Limits): { readonly [bound: string]: Limit } => {
  const found: Record<string, Limit> = {}
  for (const [name, value] of Object.entries(limits)) {
    const bound = name.replace(/^exclusiveM/, "m")
    const known = found[bound]
    const how = Shape.moved(bound, known?.value, value)
    if (how === "tighter" || how === "other" || (how === "same" && name !== bound)) found[bound] = { name, value }
  }
  return found
}

/** Compares two versions of a field, a parameter or a body. `undefined` stands for a version that does not have it. */
export const compareFields = (
  before: Shape.Field | undefined,
  after: Shape.Field | undefined,
  place: string
): ReadonlyArray<Difference> => {
  if (before === undefined) {
    if (after === undefined) return []
    const event = after.required ? "addedRequired" : "addedOptional"
    return [{ place, event, before: "none", after: fieldWords(after) }]
  }
  if (after === undefined) return [{ place, event: "removed", before: fieldWords(before), after: "none" }]
  const required: ReadonlyArray<Difference> =
    before.required === after.required
      ? []
      : [
          {
            place,
            event: after.required ? "becameRequired" : "becameOptional",
            before: fieldWords(before),
            after: fieldWords(after)
          }
        ]
  // An optional field may also be undefined, which adds no information.
  return [...required, ...compare(shapeIn(before), shapeIn(after), place)]
}

const shapeIn = ({ required, shape }: Shape.Field): Shape.Shape => {
  const { undefined: _, ...kinds } = shape.kinds
  return required ? shape : { ...shape, kinds }
}

const fieldWords = (field: Shape.Field): string =>
  `${Shape.words(shapeIn(field))}, ${field.required ? "required" : "optional"}`

/** The shape of undeclared fields. If the schema does not mention them, they may have any value. */
const restIn = ({ closed, rest }: Shape.Part): Shape.Shape | undefined =>
  closed === true ? undefined : (rest ?? Shape.anything)

const compareRest = (before: Shape.Shape | undefined, after: Shape.Shape | undefined, place: string) => {
  if (before !== undefined && after !== undefined) return compare(before, after, place)
  if (before === after) return []
  const text = (shape: Shape.Shape | undefined) => (shape === undefined ? "no other fields" : Shape.words(shape))
  return [
    {
      place,
      event: before === undefined ? ("restAdded" as const) : ("restRemoved" as const),
      before: text(before),
      after: text(after)
    }
  ]
}

const compareValues = (before: Shape.Part, after: Shape.Part, found: Found): ReadonlyArray<Difference> => {
  const list = (values: ReadonlyArray<Json> | undefined) => (values ?? []).map((_) => JSON.stringify(_)).join(" or ")
  if (before.values !== undefined && after.values !== undefined) {
    return membership(before.values, after.values, found, "memberAdded", "memberRemoved")
  }
  if (before.values !== undefined) return found("opened", list(before.values), "other values, too")
  if (after.values !== undefined) return found("closed", "other values, too", list(after.values))
  return membership(before.known ?? [], after.known ?? [], found, "knownAdded", "knownRemoved")
}

const membership = (
  before: ReadonlyArray<Json>,
  after: ReadonlyArray<Json>,
  found: Found,
  added: Event,
  removed: Event
): ReadonlyArray<Difference> => {
  const without = (values: ReadonlyArray<Json>, others: ReadonlyArray<Json>) => {
    const known = new Set(others.map((_) => canonical(_)))
    return values.filter((_) => !known.has(canonical(_))).map((_) => JSON.stringify(_))
  }
  const [more, less] = [without(after, before), without(before, after)]
  return [
    ...(more.length > 0 ? found(added, "not a member", more.join(", ")) : []),
    ...(less.length > 0 ? found(removed, less.join(", "), "not a member") : [])
  ]
}
