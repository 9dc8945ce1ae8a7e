/** Declares GetSales.io's operations, with the errors that every call can meet. */
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

const common = {
  errors: [BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, ValidationFailed, TooManyRequests]
} as const

export const { delete: del, get, post, put } = Operation.methods(definition, GetSales, common)

/**
 * Sends any request to GetSales.io, including those without a function here, with the same credentials, quota, retries
 * and errors. The value of the response is its JSON:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/leads/api/tags" })
 * ```
 */
export const request = Operation.request(definition, GetSales, common)
