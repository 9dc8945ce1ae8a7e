/** Declares Salesloft's operations, with the errors that every call can meet and the cost of a page. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import { Forbidden, NotFound, TooManyRequests, Unauthorized, ValidationFailed } from "./Errors.ts"
import { costOf } from "./Page.ts"
import { Salesloft } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

const common = {
  errors: [Unauthorized, Forbidden, ValidationFailed, TooManyRequests],
  undocumented: [NotFound],
  cost: costOf
} as const

export const { delete: del, get, post, put } = Operation.methods(definition, Salesloft, common)

/**
 * Sends any request to Salesloft, including those without a function here, with the same credentials, quota, retries
 * and errors. The value of the response is its JSON:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/v2/person_stages", query: { per_page: 10 } })
 * ```
 *
 * API reference: "Raw HTTP request (advanced)".
 */
export const request = Operation.request(definition, Salesloft, common)
