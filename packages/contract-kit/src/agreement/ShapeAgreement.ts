/** Compares the shape of what the package reads or sends with the shape that the specification declares. */
import type * as SchemaAST from "effect/SchemaAST"
import type { Leniency } from "../report/Disagreement.ts"
import { equals, inside, type Json } from "@salesbridge/openapi/Json"
import type { OpenApi, SpecSchema } from "@salesbridge/openapi/Specification"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"
import * as LimitAgreement from "./LimitAgreement.ts"

type Kind = "string" | "number" | "integer" | "boolean" | "object" | "list" | "null"

/** A place where two shapes differ. */
export interface Difference {
  /** The place, such as `[].FirstName`; empty for the value itself. */
  readonly place: string
  readonly package: string
  readonly spec: string
  /**
   * What the package accepts beyond the specification; `undefined` if it also refuses something that the specification
   * allows.
   */
  readonly lenient: ReadonlyArray<Leniency> | undefined
}

/**
 * Whether the package reads a value or sends it. What it reads may have narrower limits in the specification than in
 * the package.
 */
export type Way = "read" | "sent"

/** Every place where a schema of the package differs from one of the specification. */
export const differences = (
  ours: SchemaAST.AST,
  theirs: SpecSchema | undefined,
  spec: OpenApi
): ReadonlyArray<Difference> => compare(wireShape(ours), specShape(spec, theirs))

/** Every place where the shapes differ. A place where the package accepts anything is not compared further. */
export const compare = (ours: Shape.Shape, theirs: Shape.Shape, way: Way = "read"): ReadonlyArray<Difference> =>
  compareAt(ours, theirs, "", way)

const compareAt = (ours: Shape.Shape, theirs: Shape.Shape, place: string, way: Way): ReadonlyArray<Difference> =>
  compareFields({ required: true, shape: ours }, { required: true, shape: theirs }, place, way, kindWords)

const compareFields = (
  ours: Shape.Field,
  theirs: Shape.Field,
  place: string,
  way: Way,
  words: (field: Shape.Field) => string
): ReadonlyArray<Difference> => {
  const here = kindDifference(ours, theirs, place, words)
  const limits =
    here === undefined || here.lenient !== undefined ? limitDifference(ours.shape, theirs.shape, place, way) : undefined
  const initial = way === "sent" ? defaultDifference(ours.shape, theirs.shape, place) : undefined
  const own = [here, limits, initial].filter((_) => _ !== undefined)
  if (Shape.isAnyJson(ours.shape) || Shape.isAnyJson(theirs.shape)) return own
  const [items, theirItems] = [Shape.itemsOf(ours.shape), Shape.itemsOf(theirs.shape)]
  return [
    ...own,
    ...objectDifferences(ours.shape, theirs.shape, place, way),
    ...(items === undefined || theirItems === undefined ? [] : compareAt(items, theirItems, `${place}[]`, way))
  ]
}

const objectDifferences = (
  ours: Shape.Shape,
  theirs: Shape.Shape,
  place: string,
  way: Way
): ReadonlyArray<Difference> => {
  const [one, other] = [ours.kinds["object"], theirs.kinds["object"]]
  if (one === undefined || other === undefined) return []
  const fields = Shape.namesOf(one.fields, other.fields).flatMap((name): ReadonlyArray<Difference> => {
    const [field, theirField] = [Shape.at(one.fields, name), Shape.at(other.fields, name)]
    const at = inside(place, name)
    if (field !== undefined && theirField !== undefined) return compareFields(field, theirField, at, way, fieldWords)
    if (theirField !== undefined && Shape.isUndescribed(theirField.shape)) return []
    const lenient = field?.required === false ? (["unknown"] as const) : undefined
    const words = (_: Shape.Field | undefined) => (_ === undefined ? "no such field" : fieldWords(_))
    return [{ place: at, package: words(field), spec: words(theirField), lenient }]
  })
  const at = inside(place, "*")
  if (one.rest !== undefined && other.closed === true) {
    const [ours, spec] = ["fields of any name", "only the declared fields"]
    return [...fields, { place: at, package: ours, spec, lenient: undefined }]
  }
  if (one.rest === undefined || other.rest === undefined || Shape.isAnyJson(other.rest)) return fields
  return [...fields, ...compareAt(one.rest, other.rest, at, way)]
}

const kindDifference = (
  { required, shape: ours }: Shape.Field,
  { required: theyRequire, shape: theirs }: Shape.Field,
  place: string,
  words: (field: Shape.Field) => string
): Difference | undefined => {
  const [any, theirAny] = [Shape.isAnyJson(ours), Shape.isAnyJson(theirs)]
  if (any && required === theyRequire) return undefined
  const [one, other] = [kindsOf(ours), kindsOf(theirs)]
  const more: ReadonlyArray<Kind> = any || theirAny ? [] : [...one].filter((kind) => !other.has(kind))
  const reads = (kind: Kind) => one.has(kind) || (kind === "integer" && one.has("number"))
  const less = !any && (theirAny || [...other].some((kind) => !reads(kind)))
  const absent: ReadonlyArray<Leniency> = theyRequire && !required ? ["absent"] : []
  const demands = required && !theyRequire
  if (more.length === 0 && !less && absent.length === 0 && !demands) return undefined
  return {
    place,
    package: words({ required, shape: ours }),
    spec: words({ required: theyRequire, shape: theirs }),
    lenient: less || demands ? undefined : [...more, ...absent]
  }
}

const limitDifference = (ours: Shape.Shape, theirs: Shape.Shape, place: string, way: Way): Difference | undefined => {
  if (Shape.isAnyJson(ours) || Shape.isAnyJson(theirs)) return undefined
  const found = LimitAgreement.compare(ours, theirs)
  if (found === undefined || (way === "read" && !found.less)) return undefined
  return { place, package: found.package, spec: found.spec, lenient: found.less ? undefined : ["value"] }
}

/** A difference if the package has a default that the specification does not have. */
const defaultDifference = (ours: Shape.Shape, theirs: Shape.Shape, place: string): Difference | undefined => {
  const said = (_: Json | undefined) => (_ === undefined ? "no default" : `the default ${JSON.stringify(_)}`)
  if (ours.default === undefined || equals(ours.default, theirs.default)) return undefined
  return { place, package: said(ours.default), spec: said(theirs.default), lenient: undefined }
}

/**
 * The kinds of JSON values that the shape allows, with integers separate from other numbers. Empty if it allows
 * anything.
 */
export const kindsOf = (shape: Shape.Shape): ReadonlySet<Kind> =>
  new Set(
    Shape.isAnyJson(shape)
      ? []
      : Object.entries(shape.kinds).map(([kind, part]) =>
          kind === "number" && isWhole(part) ? "integer" : (kind as Kind)
        )
  )

const isWhole = ({ limits, values }: Shape.Part): boolean =>
  limits?.["integer"] === true || values?.every((_) => Number.isInteger(_)) === true

const kindWords = ({ shape }: Shape.Field): string =>
  Shape.isAnyJson(shape) ? "anything" : [...kindsOf(shape)].toSorted().join(" or ") || "nothing"
const fieldWords = (field: Shape.Field): string => `${kindWords(field)}, ${field.required ? "required" : "optional"}`

/** The shape in which these fields may have any value of their type. */
export const unlimited = (shape: Shape.Shape, names: ReadonlyArray<string>): Shape.Shape =>
  mapObject(shape, (name, field) => (names.includes(name) ? withoutLimits(field) : field))

const withoutLimits = ({ required, shape }: Shape.Field): Shape.Field => ({
  required,
  shape: {
    ...shape,
    kinds: Object.fromEntries(
      Object.entries(shape.kinds).map(([kind, part]) => {
        const { known: _, limits: __, values: ___, ...others } = part
        return [kind, isWhole(part) ? { ...others, limits: { integer: true } } : others]
      })
    )
  }
})

/** The shape in a URL, where every value is text. A string may then also be a number. */
export const inAddress = (shape: Shape.Shape): Shape.Shape => {
  const isText = "string" in shape.kinds
  const kinds = Object.entries(shape.kinds).filter(
    ([kind]) => kind !== "null" && !(isText && /^(number|boolean)$/.test(kind))
  )
  return {
    ...shape,
    kinds: Object.fromEntries(
      kinds.map(([kind, { fields, items, rest, ...part }]) => [
        kind,
        Shape.part({
          ...part,
          fields: fields && mapFields(fields, (_, field) => ({ ...field, shape: inAddress(field.shape) })),
          rest: rest && inAddress(rest),
          items: items && inAddress(items)
        })
      ])
    )
  }
}

type Change = (name: string, field: Shape.Field) => Shape.Field

const mapFields = (fields: NonNullable<Shape.Part["fields"]>, change: Change) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, change(name, field)]))

const mapObject = (shape: Shape.Shape, change: Change): Shape.Shape => {
  const part = shape.kinds["object"]
  if (part?.fields === undefined) return shape
  return { ...shape, kinds: { ...shape.kinds, object: { ...part, fields: mapFields(part.fields, change) } } }
}
