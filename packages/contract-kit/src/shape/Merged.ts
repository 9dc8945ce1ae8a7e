/**
 * Merges the members of a choice, and the parts of an `allOf`. If the merged shape shows less than they do, its `beyond`
 * is a hash of them.
 */
import { createHash } from "node:crypto"
import { canonical } from "@salesbridge/openapi/Json"
import * as Shape from "./SchemaShape.ts"

/** The shape of `oneOf` or `anyOf`. */
export const choice = (keyword: "oneOf" | "anyOf", members: ReadonlyArray<Shape.Shape>): Shape.Shape =>
  withBeyond(Shape.anyOf(members), keyword, members, kindsOverlap(members))

/** The shape of `allOf`. */
export const all = (parts: ReadonlyArray<Shape.Shape>): Shape.Shape =>
  withBeyond(parts.reduce(Shape.both), "allOf", parts, restrictsOthers(parts))

const withBeyond = (
  shape: Shape.Shape,
  keyword: string,
  members: ReadonlyArray<Shape.Shape>,
  showsLess: boolean
): Shape.Shape => {
  if (!showsLess) return shape
  const text = members.map(canonical).toSorted().join(keyword)
  return { ...shape, beyond: createHash("sha256").update(text).digest("base64") }
}

/** Whether two members of a choice allow the same kind of value. */
const kindsOverlap = (members: ReadonlyArray<Shape.Shape>): boolean => {
  const kinds = members.flatMap((_) => Object.keys(_.kinds))
  const any = members.length > 1 && members.some(Shape.isAnything)
  return any || new Set(kinds).size < kinds.length
}

/** Whether the other fields of a part, which it forbids or describes, are fields of another part. */
const restrictsOthers = (parts: ReadonlyArray<Shape.Shape>): boolean =>
  parts.some(
    (part) =>
      (part.kinds["object"]?.closed === true || Shape.restOf(part) !== undefined) &&
      parts.some((_) => Object.keys(Shape.fieldsOf(_)).some((name) => !Object.hasOwn(Shape.fieldsOf(part), name)))
  )
