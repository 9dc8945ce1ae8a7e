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
import { GetSales } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

const declared = Operation.declare(definition, GetSales, {
  errors: [BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, ValidationFailed, TooManyRequests]
})

export const { delete: del, get, post, put } = declared

/**
 * Any request to GetSales.io, also one that has no function here, with the same credentials, quota, retries and errors.
 * The answer's value is its JSON as it came:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/leads/api/tags" })
 * ```
 */
export const { request } = declared
