/**
 * A place in an answer as a report may name it. Only names that specification or package declare are names there; what
 * stands in a list is `[]`, and what stands under a key that somebody else chose, such as a custom field's, is `{}`.
 */
import { inside, isObject } from "@salesbridge/openapi/Json"
import * as Shape from "../shape/SchemaShape.ts"

/** A key of an object or an index of a list. */
export type Step = string | number

/** What is declared for one value, by each side. */
export interface Shapes {
  readonly spec: ReadonlyArray<Shape.Shape>
  readonly package: ReadonlyArray<Shape.Shape>
}

/** The name of a place. Fields that nobody declares keep their names only where {@link isNewName} says so. */
export const name = (steps: ReadonlyArray<Step>, shapes: Shapes, isName: (name: string) => boolean): string => {
  let place = ""
  let here = shapes
  for (const step of steps) {
    if (typeof step === "number") {
      place = `${place}[]`
      here = itemsOf(here)
    } else {
      const declared = isDeclared(here, step)
      place = declared || isNewName(here, step, isName) ? inside(place, step) : `${place}{}`
      here = declared ? fieldOf(here, step) : restOf(here)
    }
  }
  return place === "" ? "body" : place
}

const each = ({ package: own, spec }: Shapes, part: (shape: Shape.Shape) => Shape.Shape | undefined): Shapes => ({
  spec: spec.flatMap((_) => part(_) ?? []),
  package: own.flatMap((_) => part(_) ?? [])
})

export const fieldOf = (shapes: Shapes, name: string): Shapes =>
  each(shapes, (_) => Shape.at(Shape.fieldsOf(_), name)?.shape)
export const itemsOf = (shapes: Shapes): Shapes => each(shapes, Shape.itemsOf)
export const restOf = (shapes: Shapes): Shapes => each(shapes, Shape.restOf)

const hasFields = (shape: Shape.Shape): boolean => Object.keys(Shape.fieldsOf(shape)).length > 0

/** Whether either side declares a field of this name. */
export const isDeclared = ({ package: own, spec }: Shapes, name: string): boolean =>
  [...spec, ...own].some((_) => Object.hasOwn(Shape.fieldsOf(_), name))

/**
 * Whether the keys of such an object are the vendor's: fields are declared, and neither side expects keys that
 * customers choose. (A specification that allows additional fields says that the vendor adds some.)
 */
export const isRecord = ({ package: own, spec }: Shapes): boolean =>
  [...spec, ...own].some(hasFields) &&
  own.every((_) => Shape.restOf(_) === undefined) &&
  spec.every((_) => {
    const rest = Shape.restOf(_)
    return rest === undefined || (Shape.isAnyJson(rest) && hasFields(_))
  })

/** Whether an undeclared key is a new field of the vendor's, with a name that may be told. */
const isNewName = (shapes: Shapes, name: string, isName: (name: string) => boolean): boolean =>
  isRecord(shapes) && /^[A-Za-z]{1,20}(_?[A-Za-z\d]{1,20}){0,4}$/.test(name) && isName(name)

/**
 * Refuses names that also stand in the answer as a text, or as part of one: a map by people's names has them as values,
 * too, more often than not.
 */
export const namesApartFrom = (body: unknown): ((name: string) => boolean) => {
  const texts = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      for (const word of [value, ...value.split(/[^\p{L}\p{N}_]+/u)]) texts.add(word.toLowerCase())
    } else if (Array.isArray(value)) {
      value.forEach(visit)
    } else if (isObject(value)) {
      Object.values(value).forEach(visit)
    }
  }
  visit(body)
  return (name) => !texts.has(name.toLowerCase())
}
