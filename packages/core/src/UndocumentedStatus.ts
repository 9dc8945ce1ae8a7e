/**
 * The error class of a status that the vendor's API reference does not name for an operation, but that any HTTP API may
 * return.
 */
import * as HttpErrors from "./HttpErrors.ts"
import type { StatusClass } from "./VendorError.ts"

const { ServerError, ...named } = HttpErrors
const classes: ReadonlyArray<StatusClass> = Object.values(named)

/** Prefers classes that the vendor declares for its other operations. */
export const classOf = (status: number, own: ReadonlyArray<StatusClass> = []): StatusClass | undefined =>
  [...own, ...classes].find((_) => _.status === status) ?? (status >= 500 && status < 600 ? ServerError : undefined)
