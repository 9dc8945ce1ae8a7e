/**
 * What any HTTP API may answer, whether or not the vendor's document names it for an operation. A vendor that documents
 * such a status declares a class of the same name, which knows the body, too.
 */
import { status } from "./VendorError.ts"

/** No body is known where nothing is documented. */
const undocumented = <const Tag extends string, const Status extends number>(tag: Tag, code: Status, meaning: string) =>
  status<Tag, Status, undefined>(tag, { status: code, description: `${meaning} (not documented)` })

/** 401: the credentials are missing, wrong or expired. */
export class Unauthorized extends undocumented("Unauthorized", 401, "Unauthorized") {}

/** 403: the credentials do not allow this. */
export class Forbidden extends undocumented("Forbidden", 403, "Forbidden") {}

/** 404: there is no such thing. */
export class NotFound extends undocumented("NotFound", 404, "Not found") {}

/** 409: the thing is in a state that does not allow this. */
export class Conflict extends undocumented("Conflict", 409, "Conflict") {}

/** 422: the vendor does not take these values. */
export class ValidationFailed extends undocumented("ValidationFailed", 422, "Validation failed") {}

/** 429: too many requests; nothing was done. `retryAfter` says how long to wait, where the vendor does. */
export class TooManyRequests extends undocumented("TooManyRequests", 429, "Too many requests") {}

/** 500: something broke at the vendor's. */
export class InternalServerError extends undocumented("InternalServerError", 500, "Internal server error") {}

/** 502: a proxy before the vendor's server got no valid answer from it. */
export class BadGateway extends undocumented("BadGateway", 502, "Bad gateway") {}

/** 503: the vendor's server takes no requests for now. */
export class ServiceUnavailable extends undocumented("ServiceUnavailable", 503, "Service unavailable") {}

/** 504: a proxy before the vendor's server got no answer in time. */
export class GatewayTimeout extends undocumented("GatewayTimeout", 504, "Gateway timeout") {}

/** Any other 5xx. */
export class ServerError extends status<"ServerError", number, undefined, "Server">("ServerError", {
  status: 500,
  category: "Server",
  description: "Server error (not documented)"
}) {}

/** Any of them. */
export type HttpError =
  | Unauthorized
  | Forbidden
  | NotFound
  | Conflict
  | ValidationFailed
  | TooManyRequests
  | InternalServerError
  | BadGateway
  | ServiceUnavailable
  | GatewayTimeout
  | ServerError
