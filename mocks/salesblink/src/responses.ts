/** SalesBlink's response formats. */
import type { Reply, Standing, Violation } from "@salesbridge/mock-engine/sandbox"
import type { SalesBlinkCall } from "./State.ts"

/** Legacy operations have names of campaigns, prospects and members; in 1.0.0 these are sequences, leads and users. */
export const isLegacy = (operation: string): boolean => /Campaign|Prospect|Members$/.test(operation)

export const answer = (data: unknown): Reply => ({ status: 200, body: { success: true, error: false, data } })

export const done: Reply = { status: 200, body: { success: true, error: false } }

/** A 200 whose body reports a failure. */
export const refused = (message: string): Reply => ({ status: 200, body: { success: false, error: true, message } })

export const failure = (status: number, message: string): Reply => ({ status, body: { success: false, message } })

/** A response of version 1.0.0, which has no `error`. */
export const success = (
  data?: unknown,
  message: string | undefined = data === undefined ? "Done." : undefined,
  more: object = {}
): Reply => ({
  status: 200,
  body: { success: true, ...(message !== undefined && { message }), ...(data !== undefined && { data }), ...more }
})

export const unauthorized = (message: string): Reply => failure(401, message)

export const forbidden = (): Reply => failure(403, "The request is hidden for administrators only.")

export const notFound = (kind: string, id: string): Reply => failure(404, `Not found. There is no ${kind} ${id}.`)

export const notAcceptable = (): Reply => failure(406, "You requested a format that isn't json.")

/** Describes the problem with the request. */
export const badRequest = ({ method, operation }: SalesBlinkCall, violations: ReadonlyArray<Violation>): Reply => {
  const reasons = violations.map(({ message, name }) => `${name === "" ? "The body" : name} ${message}.`)
  const reply = failure(400, `Your request is invalid. ${reasons.join(" ")}`)
  const isDocumented =
    isLegacy(operation) || (["POST", "PATCH"].includes(method) && violations.some((_) => _.in === "body"))
  // No source describes another response of the vendor, so this one is marked as the sandbox's own.
  return isDocumented ? reply : { ...reply, headers: { "content-type": "application/problem+json" } }
}

export const tooManyRequests = (_: SalesBlinkCall, { resetsIn }: Standing): Reply => ({
  ...failure(429, "Too many requests"),
  headers: { "retry-after": String(Math.ceil(resetsIn / 1000)) }
})
