/** Declares the legacy operations. They share one table of errors. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import {
  BadRequest,
  Forbidden,
  InternalServerError,
  MethodNotAllowed,
  NotAcceptable,
  NotFound,
  RequestFailed,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized
} from "./Errors.ts"
import { SalesBlink } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

/** The errors of the legacy API reference, and the 200 that reports a failure. */
export const errors = [
  BadRequest,
  Unauthorized,
  Forbidden,
  NotFound,
  MethodNotAllowed,
  NotAcceptable,
  TooManyRequests,
  InternalServerError,
  ServiceUnavailable,
  RequestFailed
] as const

/** No limit is documented, so a call costs no units of the quota. A 429 still delays it. */
export const { get, post } = Operation.methods(definition, SalesBlink, { errors, cost: () => 0 })
