/** Declares the operations of version 1.0.0, with the errors that each can meet and the cost of a call. */
import { type CallOptions, Operation, type RawRequest } from "@salesbridge/core"
import { definition } from "./Definition.ts"
import { errors as anyError } from "./LegacyOperation.ts"
import { Conflict, RequestFailed, TooManyRequests, Unauthorized } from "./Errors.ts"
import { SalesBlink } from "./Service.ts"

export type { InputOf } from "@salesbridge/core"

/**
 * The units of quota for each method. The vendor has three limits, for different methods: 30, 15 and 10 requests a
 * minute. One limit of 30 weighted units stays within all three.
 */
const units = { GET: 1, POST: 2, PATCH: 2, PUT: 3, DELETE: 3 } as const

const common = { provenance: "public", undocumented: [...anyError, Conflict] } as const
const enveloped = [Unauthorized, TooManyRequests, RequestFailed] as const

const declared = (cost: number) =>
  Operation.methods(definition, SalesBlink, { ...common, errors: enveloped, cost: () => cost })

export const { get } = declared(units.GET)
export const { patch, post } = declared(units.POST)
export const { delete: del, put } = declared(units.PUT)

/** Declares a call that needs no key. */
export const { get: getOpenly } = Operation.methods(definition, SalesBlink, {
  ...common,
  errors: [TooManyRequests, RequestFailed]
})

/** Declares calls whose response has no envelope that could report a failure, or another status than 200. */
const bare = (cost: number) =>
  Operation.methods(definition, SalesBlink, {
    ...common,
    errors: [Unauthorized, TooManyRequests],
    cost: () => cost
  })

export const { get: getBare } = bare(units.GET)
export const { post: postCreated } = bare(units.POST)

const raw = Operation.request(definition, SalesBlink, { errors: [...anyError, Conflict] })

/**
 * Sends any request to SalesBlink, including those without a function here, with the same credentials, quota, retries
 * and errors. The value of the response is its JSON, or its text if it is not JSON:
 *
 * ```ts
 * const { value } = yield* request({ method: "GET", path: "/api/public/v1.0.0/sequences/some-id/export" })
 * ```
 */
export const request = (request: RawRequest, options?: CallOptions) =>
  raw({ cost: units[request.method], ...request }, options)
