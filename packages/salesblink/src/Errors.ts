/**
 * One class for each row of the document's table of errors, and one for a 200 whose body says that the call
 * failed. What every call can meet beside them is in core.
 */
import { VendorError } from "@salesbridge/core"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"

/** The body of a failure. The document shows none; this is what the vendor's newer API sends. */
export const ErrorBody = Schema.Struct({
  success: Schema.optional(Schema.NullOr(Schema.Boolean.annotate({ examples: [false] }))),
  error: Schema.optional(Schema.NullOr(Schema.Union([Schema.Boolean, Schema.String]))),
  message: Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: ["Your request is invalid."] })))
})

const body = {
  details: ErrorBody,
  reason: ({ error, message }: typeof ErrorBody.Type) => message ?? (typeof error === "string" ? error : undefined)
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
  ...body
}) {}

/** 503: SalesBlink is offline for maintenance. */
export class ServiceUnavailable extends VendorError.status("ServiceUnavailable", {
  status: 503,
  description: "SalesBlink is offline for maintenance",
  ...body
}) {}

const saysFailed = (body: unknown): boolean => {
  if (!Predicate.isObject(body)) return false
  const { error, success } = body as { readonly error?: unknown; readonly success?: unknown }
  return success === false || error === true || (typeof error === "string" && error !== "" && success !== true)
}

/** 200, but the body says that the call failed: `success` is false, or `error` is true or a text. */
export class RequestFailed extends VendorError.status("RequestFailed", {
  status: 200,
  category: "Unexpected",
  description: "the body says that the call failed",
  when: saysFailed,
  ...body
}) {}
