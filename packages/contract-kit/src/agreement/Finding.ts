/** What the third witness notes of one place, and how it says so. */
import type { Disagreement } from "../report/Disagreement.ts"
import type * as ShapeAgreement from "./ShapeAgreement.ts"
import type { Problem } from "./GeneratedValues.ts"

/** A disagreement about the current operation. */
export type Finding = Omit<Disagreement, "witness" | "operation">

/** A difference of shapes as a finding. */
export const ofDifference = (status: number | undefined, location: string, _: ShapeAgreement.Difference): Finding => ({
  status,
  location: at(location, _.place),
  package: _.package,
  spec: _.spec,
  ...(_.lenient === undefined ? {} : { lenient: _.lenient })
})

/** A place inside a location. */
export const at = (location: string, place: string): string => (place === "" ? location : `${location} ${place}`)

/** Problems with a request's values as findings. */
export const ofProblems = (location: string, problems: ReadonlyArray<Problem>): ReadonlyArray<Finding> =>
  problems.map(({ lenient, ours, place, theirs }) => ({
    status: undefined,
    location: at(location, place),
    package: ours,
    spec: theirs,
    ...(lenient === undefined ? {} : { lenient })
  }))
