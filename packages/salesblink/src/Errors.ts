/**
 * One class for each status that SalesBlink answers a failure with, and one for a 200 whose body says that the call
 * failed. What every call can meet beside them is in core.
 */
import { VendorError } from "@salesbridge/core"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import { part } from "./Envelope.ts"

// Those that are declared here stand over them.
export * from "@salesbridge/core/errors"

/** The body of a failure: that of version 1.0.0. The legacy document shows none. */
export const ErrorBody = Schema.Struct({
  success: part(false),
  error: part(true),
  message: part("Your request is invalid.")
})

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

/** The text of an `error`, which may be the text itself or an object with a `message`. */
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

/** 403: only administrators may do that. */
export class Forbidden extends VendorError.status("Forbidden", {
  status: 403,
  description: "The request is hidden for administrators only",
  ...body
}) {}

/** 404: what the call names does not exist. */
export class NotFound extends VendorError.status("NotFound", {
  status: 404,
  description: "Not found",
  ...body
}) {}

/** 405: the method is not valid there. */
export class MethodNotAllowed extends VendorError.status("MethodNotAllowed", {
  status: 405,
  description: "The method is not valid",
  ...body
}) {}

/** 406: a format other than JSON was asked for. */
export class NotAcceptable extends VendorError.status("NotAcceptable", {
  status: 406,
  description: "The requested format isn't JSON",
  ...body
}) {}

/** The body of a sender that can't be connected. */
export const SenderProblem = Schema.Struct({
  success: part(false),
  msg: part("Failed to connect Google OAUTH"),
  description: part("Double check your credentials.")
})

/** 409: the mailbox's provider does not let SalesBlink in. */
export class Conflict extends VendorError.status("Conflict", {
  status: 409,
  description: "The mailbox's provider does not let SalesBlink in",
  details: SenderProblem,
  reason: ({ description, msg }) => [msg, description].map(textOf).filter(Predicate.isNotUndefined).join(": ")
}) {}

/** 429: too many requests. `retryAfter` says how long to wait, where SalesBlink does. */
export class TooManyRequests extends VendorError.status("TooManyRequests", {
  status: 429,
  description: "Too many requests",
  ...body
}) {}

/** 500: a problem with SalesBlink's server. */
export class InternalServerError extends VendorError.status("InternalServerError", {
  status: 500,
  description: "SalesBlink had a problem with its server",
  // Reconnecting a sender has its own field for the reason.
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
  // Beside a success, an error may be a remark, and a status that of the thing asked for.
  if (isOneOf([true, "true", 1], success)) return false
  return isOneOf(["error", "failed"], status) || errorText(error) !== undefined
}

/**
 * 200, but the body says that the call failed: `success` is false, also as text or 0, or `error` is true; or, where
 * `success` does not say otherwise, `status` is "error" or "failed", or `error` has a text.
 */
export class RequestFailed extends VendorError.status("RequestFailed", {
  status: 200,
  category: "Unexpected",
  description: "the body says that the call failed",
  when: saysFailed,
  ...body
}) {}
