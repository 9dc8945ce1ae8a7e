/** How the legacy operations are declared: with the document's one table of errors for every call. */
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

/** The document's table of errors, and the 200 that failed. */
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

/** Of no limit that the document names, so that a call costs nothing of the quota; a 429 holds it back all the same. */
export const { get, post } = Operation.declare(definition, SalesBlink, { errors, cost: () => 0 })
