/** How Salesloft's operations are declared: under its name, with what every call can meet and what a page costs. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import { Forbidden, NotFound, TooManyRequests, Unauthorized, ValidationFailed } from "./Errors.ts"
import { costOf } from "./Page.ts"
import { Salesloft } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

const declared = Operation.declare(definition, Salesloft, {
  errors: [Unauthorized, Forbidden, ValidationFailed, TooManyRequests],
  undocumented: [NotFound],
  cost: costOf
})

export const { delete: del, get, post, put } = declared

/**
 * Any request to Salesloft, also one that has no function here, with the same credentials, quota, retries and errors. The
 * answer's value is its JSON as it came:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/v2/person_stages", query: { per_page: 10 } })
 * ```
 *
 * Document: "Raw HTTP request (advanced)".
 */
export const { request } = declared
