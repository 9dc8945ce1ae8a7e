/**
 * Finds tolerances that cover places without a difference. Example: the specification allows null, and a tolerance for
 * null covers the place as well. If the specification no longer allowed null, the tolerance would hide the change.
 * Therefore a tolerance must cover only the places that need it.
 */
import type { Operation } from "@salesbridge/core"
import { allowsAt, type Disagreement, type Leniency, type Tolerance } from "../report/Disagreement.ts"
import { detailsOf } from "../interactions/Interaction.ts"
import { inside } from "@salesbridge/openapi/Json"
import { find, isSuccess, type OpenApi } from "@salesbridge/openapi/Specification"
import { wireShape } from "../shape/EffectSchemaShape.ts"
import { specShape } from "../shape/OpenApiSchemaShape.ts"
import * as Shape from "../shape/SchemaShape.ts"
import { kindsOf } from "./ShapeAgreement.ts"
import { successesBy } from "../interactions/Successes.ts"

/** Reports each place in a response where a tolerance has nothing to explain and could hide a change. */
export const overbroadTolerances = (
  catalog: ReadonlyArray<Operation.Any>,
  options: { readonly spec: OpenApi; readonly tolerances: ReadonlyArray<Tolerance> }
): ReadonlyArray<Disagreement> => {
  const { spec, tolerances } = options
  if (tolerances.length === 0) return []
  const entriesOf = (id: string) => [find(spec, id), ...spec.operations.filter((_) => _.alternativeOf === id)]
  return catalog.flatMap((operation) =>
    entriesOf(operation.id)
      .flatMap((entry) => [...(entry?.responses ?? [])].map((_) => [entry, ..._] as const))
      .flatMap(([entry, status, response]) => {
        if (response.schema === undefined) return []
        const schemas = isSuccess(status)
          ? [successesBy(operation, entry, spec)(status)]
          : operation.errors.filter((_) => _.status === status).flatMap((_) => detailsOf(_) ?? [])
        const theirs = specShape(spec, response.schema)
        return schemas.flatMap(({ ast }) =>
          shared(field(wireShape(ast)), field(theirs), "").flatMap(({ agreed, place }) =>
            agreed
              .filter((leniency) => tolerances.some((_) => allowsAt(_, operation.id, status, place, leniency)))
              .map((leniency): Disagreement => ({
                witness: "agreement",
                operation: operation.id,
                status,
                location: place === "" ? "response body" : `response body ${place}`,
                package: `a tolerance lets it ${phrases[leniency]}`,
                spec: "allows it as well, so the tolerance could hide a later change"
              }))
          )
        )
      })
  )
}

const phrases: Readonly<Record<Leniency, string>> = {
  value: "have other values",
  null: "be null",
  absent: "be absent",
  unknown: "be a field that only the package declares",
  string: "be a string",
  number: "be a number",
  integer: "be an integer",
  boolean: "be true or false",
  object: "be an object",
  list: "be a list"
}

const field = (shape: Shape.Shape): Shape.Field => ({ required: true, shape })

/** What both sides allow at each place. */
const shared = (
  ours: Shape.Field,
  theirs: Shape.Field,
  place: string
): ReadonlyArray<{ readonly place: string; readonly agreed: ReadonlyArray<Leniency> }> => {
  const [one, other] = [ours.shape, theirs.shape]
  if (Shape.isAnyJson(one) || Shape.isAnyJson(other)) return []
  const theirKinds = kindsOf(other)
  const kinds = [...kindsOf(one)].filter((kind) => theirKinds.has(kind))
  const [items, theirItems] = [Shape.itemsOf(one), Shape.itemsOf(other)]
  const [rest, theirRest] = [Shape.restOf(one), Shape.restOf(other)]
  // If there is only one type, no tolerance concerns it, except that a number may be tolerated for an integer.
  const others: ReadonlyArray<Leniency> = theirKinds.size > 1 ? kinds : kinds.filter((kind) => kind === "number")
  const agreed: ReadonlyArray<Leniency> = [
    ...others,
    ...(!ours.required && !theirs.required ? (["absent", "unknown"] as const) : [])
  ]
  return [
    { place, agreed },
    ...Object.entries(Shape.fieldsOf(one)).flatMap(([name, field]) => {
      const known = Shape.at(Shape.fieldsOf(other), name)
      return known === undefined ? [] : shared(field, known, inside(place, name))
    }),
    ...(items === undefined || theirItems === undefined ? [] : shared(field(items), field(theirItems), `${place}[]`)),
    ...(rest === undefined || theirRest === undefined ? [] : shared(field(rest), field(theirRest), inside(place, "*")))
  ]
}
