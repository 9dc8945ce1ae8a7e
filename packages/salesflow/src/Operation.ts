/** Declares Salesflow's operations, with the 403 that every call can return. */
import { Operation } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import { InvalidCredentials } from "./Errors.ts"
import { Salesflow } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

const common = { errors: [InvalidCredentials] } as const

export const { delete: del, get, post } = Operation.methods(definition, Salesflow, common)

/**
 * Sends any request to Salesflow, including those without a function here, with the same credentials, quota, retries
 * and errors. The value of the response is its JSON:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/api/accounts/list" })
 * ```
 */
export const request = Operation.request(definition, Salesflow, common)
