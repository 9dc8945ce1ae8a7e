/** Compares the credentials of an operation with the security of the specification. */
import type { Operation, Vendor } from "@salesbridge/core"
import type { SpecOperation, SpecScheme } from "@salesbridge/openapi/Specification"
import { credentialsOf } from "../interactions/credentialsOf.ts"
import type { Finding } from "./Finding.ts"

/** A key for a parameter or credential. Names of headers are not case-sensitive. */
export const placeAndName = ({ in: place, name }: { readonly in: string; readonly name: string }): string =>
  `${place} ${place === "header" ? name.toLowerCase() : name}`

const placeOf = ({ in: place, parameter }: SpecScheme): string => placeAndName({ in: place, name: parameter })

/** Compares the credentials that the call sends with the security schemes. */
export const security = (
  operation: Operation.Any,
  theirs: SpecOperation,
  definition: Vendor.Definition
): ReadonlyArray<Finding> => {
  const carried = credentialsOf(definition, operation)
  const schemes = new Set(theirs.security.flat().map(placeOf))
  const parameters = new Set(theirs.parameters.map(placeAndName))
  const stray = carried.flatMap((credential) => {
    const { in: place, key, name, scheme } = credential
    const id = placeAndName(credential)
    if (schemes.has(id)) return []
    const location = `${place} ${name}`
    if (!parameters.has(id)) {
      const spec = "no parameter and no security scheme there"
      return [{ status: undefined, location, package: `sends the credential ${key} there`, spec }]
    }
    if (scheme === undefined) return []
    const ours = `sends the credential ${key} after ${scheme}`
    return [{ status: undefined, location, package: ours, spec: "a parameter, which has no scheme" }]
  })
  return [...requirements(carried, theirs), ...stray]
}

/** Reports credentials that the specification requires and the package does not send, or the opposite. */
const requirements = (
  carried: ReturnType<typeof credentialsOf>,
  { security }: SpecOperation
): ReadonlyArray<Finding> => {
  const carries = (one: SpecScheme) =>
    carried.some((_) => placeAndName(_) === placeOf(one) && _.scheme?.toLowerCase() === one.scheme)
  const open = security.length === 0 || security.some((_) => _.length === 0)
  const required = new Set(carried.filter(({ optional }) => optional !== true).map(placeAndName))
  const found: Array<Finding> = []
  if (!open && !security.some((schemes) => schemes.every(carries))) {
    const ours = words(carried.map((_) => ({ in: _.in, parameter: _.name, scheme: _.scheme?.toLowerCase() })))
    found.push({ status: undefined, location: "security", package: ours, spec: security.map(words).join(", or ") })
  }
  if (open && security.flat().some((_) => required.has(placeOf(_)))) {
    const ours = "sends it with every call"
    found.push({ status: undefined, location: "security", package: ours, spec: "optional" })
  }
  return found
}

const words = (schemes: ReadonlyArray<Pick<SpecScheme, "in" | "parameter" | "scheme">>): string =>
  schemes.length === 0
    ? "no credentials"
    : schemes.map((_) => `${_.in} ${_.parameter}${_.scheme === undefined ? "" : ` with ${_.scheme}`}`).join(" and ")
