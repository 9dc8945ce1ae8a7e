/** A finding of the agreement, before the operation is added to it. */
import type { Disagreement } from "../report/Disagreement.ts"
import type * as ShapeAgreement from "./ShapeAgreement.ts"
import type { Problem } from "./GeneratedValues.ts"

/** A disagreement without its witness and operation. */
export type Finding = Omit<Disagreement, "witness" | "operation">

/** Converts a difference of shapes to a finding. */
export const ofDifference = (status: number | undefined, location: string, _: ShapeAgreement.Difference): Finding => ({
  status,
  location: at(location, _.place),
  package: _.package,
  spec: _.spec,
  ...(_.lenient === undefined ? {} : { lenient: _.lenient })
})

/** The location with the place appended. */
export const at = (location: string, place: string): string => (place === "" ? location : `${location} ${place}`)

/** Converts problems with the values of a request to findings. */
export const ofProblems = (location: string, problems: ReadonlyArray<Problem>): ReadonlyArray<Finding> =>
  problems.map(({ lenient, ours, place, theirs }) => ({
    status: undefined,
    location: at(location, place),
    package: ours,
    spec: theirs,
    ...(lenient === undefined ? {} : { lenient })
  }))
