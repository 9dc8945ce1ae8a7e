/**
 * One class for each status of SalesBlink's failures, and one for a 200 whose body reports a failure. The errors that
 * every call can meet are in core.
 */
import { VendorError } from "@salesbridge/core"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { part } from "./LegacyEnvelope.ts"

// The classes below replace core's classes of the same name.
export * from "@salesbridge/core/errors"

/** The body of a failure in version 1.0.0. The legacy API reference shows none. */
export const ErrorBody = Schema.Struct({
  success: part(false),
  error: part(true),
  message: part("Your request is invalid.")
})

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

/** The message in an `error`: a string, or an object with a `message`. */
const errorText = (error: unknown): string | undefined =>
  textOf(Predicate.hasProperty(error, "message") ? error.message : error)

const body = {
  details: ErrorBody,
  reason: ({ error, message }: typeof ErrorBody.Type) => textOf(message) ?? errorText(error)
}

/** 400: the request is invalid. */
export class BadRequest extends VendorError.status("BadRequest", {
  status: 400,
  description: "Your request is invalid",
  ...body
}) {}

/** 401: the API key is wrong. */
export class Unauthorized extends VendorError.status("Unauthorized", {
  status: 401,
  description: "Your API key is wrong",
  ...body
}) {}

/** 403: only administrators may do this. */
export class Forbidden extends VendorError.status("Forbidden", {
  status: 403,
  description: "Only administrators may do this",
  ...body
}) {}

/** 404: the named resource does not exist. */
export class NotFound extends VendorError.status("NotFound", {
  status: 404,
  description: "Not found",
  ...body
}) {}

/** 405: the path does not support the method. */
export class MethodNotAllowed extends VendorError.status("MethodNotAllowed", {
  status: 405,
  description: "The method is not valid",
  ...body
}) {}

/** 406: the request asks for a format other than JSON. */
export class NotAcceptable extends VendorError.status("NotAcceptable", {
  status: 406,
  description: "The requested format isn't JSON",
  ...body
}) {}

/** The body for a sender that cannot be connected. */
export const SenderProblem = Schema.Struct({
  success: part(false),
  msg: part("Failed to connect Google OAUTH"),
  description: part("Double check your credentials.")
})

/** 409: the mailbox's provider rejects SalesBlink's login. */
export class Conflict extends VendorError.status("Conflict", {
  status: 409,
  description: "The mailbox's provider rejects SalesBlink's login",
  details: SenderProblem,
  reason: ({ description, msg }) => [msg, description].map(textOf).filter(Predicate.isNotUndefined).join(": ")
}) {}

/** 429: too many requests. `retryAfter` is the wait from the response, if given. */
export class TooManyRequests extends VendorError.status("TooManyRequests", {
  status: 429,
  description: "Too many requests",
  ...body
}) {}

/** 500: a problem with SalesBlink's server. */
export class InternalServerError extends VendorError.status("InternalServerError", {
  status: 500,
  description: "SalesBlink had a problem with its server",
  // Reconnecting a sender reports the reason in another field.
  details: Schema.Struct({ ...ErrorBody.fields, err: part("Sender not found") }),
  reason: (details) => body.reason(details) ?? errorText(details.err)
}) {}

/** 503: SalesBlink is offline for maintenance. */
export class ServiceUnavailable extends VendorError.status("ServiceUnavailable", {
  status: 503,
  description: "SalesBlink is offline for maintenance",
  ...body
}) {}

const isOneOf = (values: ReadonlyArray<unknown>, value: unknown) =>
  values.includes(typeof value === "string" ? value.toLowerCase() : value)

const saysFailed = (body: unknown): boolean => {
  if (!Predicate.isObject(body)) return false
  const { error, status, success } = body as Readonly<Record<"error" | "status" | "success", unknown>>
  if (isOneOf([false, "false", 0], success) || error === true) return true
  // With a success, `error` may be a remark, and `status` that of the requested resource.
  if (isOneOf([true, "true", 1], success)) return false
  return isOneOf(["error", "failed"], status) || errorText(error) !== undefined
}

/**
 * 200, but the body reports a failure: `success` is false (also as a string or 0), or `error` is true. Unless `success`
 * is true, a `status` of "error" or "failed", or a message in `error`, counts as well.
 */
export class RequestFailed extends VendorError.status("RequestFailed", {
  status: 200,
  category: "Unexpected",
  description: "the body says that the call failed",
  when: saysFailed,
  ...body
}) {}
