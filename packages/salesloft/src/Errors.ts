/** One class for each status of Salesloft's failures. The errors that every call can meet are in core. */
import { tolerant, VendorError } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"

// The classes below replace those of the same name.
export * from "@salesbridge/core/errors"

const text = Schema.optionalKey(tolerant(Schema.String.annotate({ examples: ["Not Found"] })))

/** The body of a failure. */
export const ErrorBody = Schema.Struct({
  error: text,
  status: Schema.optionalKey(tolerant(Schema.Int.annotate({ examples: [404] })))
})

const body = { details: ErrorBody, reason: ({ error }: typeof ErrorBody.Type) => error }

/** All strings in a value, at any depth. A string in an object is prefixed with its key. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  if (typeof value !== "object" || value === null) return []
  return Array.isArray(value)
    ? value.flatMap(textsIn)
    : Object.entries(value).flatMap(([key, part]) => textsIn(part).map((text) => `${key} ${text}`))
}

const Texts = Schema.Array(Schema.String.annotate({ examples: ["is already taken"] }))

/** A nested form in which messages also occur. */
const gathered = <A>(schema: Schema.Codec<A>) =>
  schema.pipe(
    Schema.decodeTo(
      Schema.toType(Texts),
      SchemaTransformation.transform<ReadonlyArray<string>, A>({ decode: textsIn, encode: (texts) => texts as A })
    )
  )

/** The messages for one field: a list of strings, one string, or nested strings. */
const Messages = Schema.Union([
  Texts,
  gathered(Schema.String),
  gathered(Schema.Array(Schema.Unknown)),
  gathered(Schema.Record(Schema.String, Schema.Unknown)),
  gathered(Schema.NullOr(Schema.Union([Schema.Number, Schema.Boolean])))
])

/** The body of a 422: messages by field, or one message for all. */
export const ValidationBody = Schema.Struct({
  errors: Schema.optionalKey(
    tolerant(Schema.Record(Schema.String, Messages).annotate({ examples: [{ email_address: ["is already taken"] }] }))
  ),
  error: text
})

/** 401: the token is missing, wrong or expired. */
export class Unauthorized extends VendorError.status("Unauthorized", {
  status: 401,
  description: "The access token is missing, wrong or expired",
  ...body
}) {}

/** 403: the token's scopes or the user's permissions do not allow this. */
export class Forbidden extends VendorError.status("Forbidden", {
  status: 403,
  description: "The token's scopes or the user's permissions do not allow this",
  ...body
}) {}

/** 404: the record does not exist, or this user cannot see it. */
export class NotFound extends VendorError.status("NotFound", {
  status: 404,
  description: "No such record, or none that the user can see",
  ...body
}) {}

/**
 * 422: Salesloft rejects the values. `details.errors` has the messages by field, and `reason` joins them into one
 * string: "email_address is already taken".
 */
export class ValidationFailed extends VendorError.status("ValidationFailed", {
  status: 422,
  description: "The values do not pass Salesloft's checks",
  details: ValidationBody,
  reason: ({ error, errors }: typeof ValidationBody.Type) => {
    const messages = Object.entries(errors ?? {}).flatMap(([field, texts]) => texts.map((text) => `${field} ${text}`))
    return messages.length > 0 ? messages.join("; ") : error
  }
}) {}

/** 429: the team's units for this minute are used up. Salesloft documents no header with the time to wait. */
export class TooManyRequests extends VendorError.status("TooManyRequests", {
  status: 429,
  description: "The team's units for this minute are used up",
  ...body
}) {}
