/** How SalesBlink's operations are declared: under its name, with its one table of errors for every call. */
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

const declared = Operation.declare(definition, SalesBlink, {
  errors: [
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
  ]
})

export const { get, post } = declared

/**
 * Any request to SalesBlink, also one that has no function here, with the same credentials, quota, retries and errors.
 * The answer's value is its JSON as it came:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/api/campaigns" })
 * ```
 */
export const { request } = declared
