/**
 * A place in a response, written without personal data for the report. Names appear only if the specification or the
 * package declares them. `[]` is an item of a list, and `{}` is the value of a key that customers choose, such as a
 * custom field.
 */
import { inside, isObject } from "@salesbridge/openapi/Json"
import * as Shape from "../shape/SchemaShape.ts"

/** A key of an object, or an index of a list. */
export type Step = string | number

/** The shapes that each side declares for one value. */
export interface Shapes {
  readonly spec: ReadonlyArray<Shape.Shape>
  readonly package: ReadonlyArray<Shape.Shape>
}

/** The name of a place. An undeclared field keeps its name only if {@link isNewName} allows it. */
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
 * Whether the vendor chooses the keys of such an object: fields are declared, and neither side expects keys that
 * customers choose. (A specification that allows additional fields says that the vendor may add some.)
 */
export const isRecord = ({ package: own, spec }: Shapes): boolean =>
  [...spec, ...own].some(hasFields) &&
  own.every((_) => Shape.restOf(_) === undefined) &&
  spec.every((_) => {
    const rest = Shape.restOf(_)
    return rest === undefined || (Shape.isAnyJson(rest) && hasFields(_))
  })

/** Whether an undeclared key is a new field of the vendor, whose name may be reported. */
const isNewName = (shapes: Shapes, name: string, isName: (name: string) => boolean): boolean =>
  isRecord(shapes) && /^[A-Za-z]{1,20}(_?[A-Za-z\d]{1,20}){0,4}$/.test(name) && isName(name)

/**
 * Refuses names that also occur in the response as text. The keys of a map by people's names usually occur among its
 * values as well.
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
