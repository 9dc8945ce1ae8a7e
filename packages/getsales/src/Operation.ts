/** How GetSales.io's operations are declared: under its name, with its errors, which every call can meet. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import {
  BadRequest,
  Forbidden,
  NotFound,
  PaymentRequired,
  TooManyRequests,
  Unauthorized,
  ValidationFailed
} from "./Errors.ts"
import { GetSales } from "./GetSales.ts"

export const {
  delete: del,
  get,
  post,
  put,
  request
} = Operation.declare(definition, GetSales, {
  errors: [BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, ValidationFailed, TooManyRequests]
})
