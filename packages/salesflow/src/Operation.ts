/** How Salesflow's operations are declared: under its name, with the 403 that every call can meet. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import { InvalidCredentials } from "./Errors.ts"
import { Salesflow } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

const declared = Operation.declare(definition, Salesflow, { errors: [InvalidCredentials] })

export const { delete: del, get, post } = declared

/**
 * Any request to Salesflow, also one that has no function here, with the same credentials, quota, retries and errors. The
 * answer's value is its JSON as it came:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/api/accounts/list" })
 * ```
 */
export const { request } = declared
