/** The class of a status that the vendor's document does not name for an operation, but any HTTP API may answer. */
import * as HttpErrors from "./HttpErrors.ts"
import type { StatusClass } from "./VendorError.ts"

const { ServerError, ...named } = HttpErrors
const classes: ReadonlyArray<StatusClass> = Object.values(named)

/** Prefers those that the vendor declares for its other operations. */
export const classOf = (status: number, own: ReadonlyArray<StatusClass> = []): StatusClass | undefined =>
  [...own, ...classes].find((_) => _.status === status) ?? (status >= 500 && status < 600 ? ServerError : undefined)
