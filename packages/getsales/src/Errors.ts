/**
 * One class for each status of GetSales.io's failures. Version 3.0 documents no failures; these are from the vendor's
 * newer documentation. Core declares the errors of any call.
 */
import { VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { field, integer, string } from "./Field.ts"

// The classes below replace core's classes of the same name.
export * from "@salesbridge/core/errors"

/** The messages for each field of the input, by name. */
export class FieldMessages extends Schema.Opaque<FieldMessages>()(
  Schema.Record(Schema.String, Schema.Array(Schema.String)).annotate({
    examples: [{ name: ["The name field is required."] }]
  })
) {}

/** The body of a failure: newer responses have `error`, older ones only `message`. */
export class ErrorBody extends Schema.Opaque<ErrorBody>()(
  Schema.Struct({
    error: field(
      Schema.Struct({
        reason: string("bad_request"),
        message: string("The request is invalid."),
        data: field(Schema.Record(Schema.String, Schema.Json))
      })
    ),
    message: string("Bad request"),
    code: integer(400)
  })
) {}

/** The body of a 422: newer responses name the fields in `error.data`, older ones in `errors`. */
export class ValidationErrorBody extends Schema.Opaque<ValidationErrorBody>()(
  Schema.Struct({
    error: field(
      Schema.Struct({
        reason: string("validation_error"),
        message: string("The name field is required."),
        data: field(FieldMessages)
      })
    ),
    message: string("Validation failed"),
    code: integer(422),
    errors: field(FieldMessages)
  })
) {}

/** The first of these that is not empty. */
const firstOf = (...texts: ReadonlyArray<string | null | undefined>) =>
  texts.find((text) => text !== undefined && text !== null && text.trim() !== "")

const body = {
  details: ErrorBody,
  // `error.message` is about this call, `message` about any call with this status, and `error.reason` is a code for
  // programs.
  reason: ({ error, message }: ErrorBody) => firstOf(error?.message, message, error?.reason)
}

/** 400: GetSales.io does not understand the request. */
export class BadRequest extends VendorError.status("BadRequest", {
  status: 400,
  description: "Bad request",
  ...body
}) {}

/** 401: the API key is missing, wrong or expired. */
export class Unauthorized extends VendorError.status("Unauthorized", {
  status: 401,
  description: "The API key is missing, wrong or expired",
  ...body
}) {}

/** 402: the plan or its credits do not cover the call. */
export class PaymentRequired extends VendorError.status("PaymentRequired", {
  status: 402,
  category: "Forbidden",
  description: "The plan or its credits do not cover the call",
  ...body
}) {}

/** 403: the key may not do this. */
export class Forbidden extends VendorError.status("Forbidden", {
  status: 403,
  description: "Access denied",
  ...body
}) {}

/** 404: the named resource does not exist. */
export class NotFound extends VendorError.status("NotFound", {
  status: 404,
  description: "Not found",
  ...body
}) {}

const messagesIn = ({ error, errors }: ValidationErrorBody): FieldMessages => error?.data ?? errors ?? {}

/** 422: the input breaks a rule. `fields` has the messages by field, if GetSales.io sends them. */
export class ValidationFailed extends VendorError.status("ValidationFailed", {
  status: 422,
  description: "Validation failed",
  details: ValidationErrorBody,
  // Older responses have the same `message` for every 422, so the message of a field is more useful.
  reason: (details: ValidationErrorBody) =>
    firstOf(details.error?.message, Object.values(messagesIn(details))[0]?.[0], details.message, details.error?.reason)
}) {
  /** The messages for each field, by name. Empty if the response has none. */
  get fields(): FieldMessages {
    return this.details === undefined ? {} : messagesIn(this.details)
  }
}

/** 429: more than 300 requests in a minute. `retryAfter` is the wait from the response, if given. */
export class TooManyRequests extends VendorError.status("TooManyRequests", {
  status: 429,
  description: "Too many requests",
  ...body
}) {}
