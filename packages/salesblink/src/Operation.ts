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
import { SalesBlink } from "./SalesBlink.ts"

export const { get, post } = Operation.declare(definition, SalesBlink, {
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
