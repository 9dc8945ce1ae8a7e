/**
 * Errors that any HTTP API may return, even if the vendor's API reference does not name them for an operation. A vendor
 * that documents such a status declares its own class, which also knows the form of the body. That class has the same
 * name, or one that says what the status means, such as `CampaignNotFound`.
 */
import { status } from "./VendorError.ts"

/** Undocumented statuses have no known body. */
const undocumented = <const Tag extends string, const Status extends number>(tag: Tag, code: Status, meaning: string) =>
  status<Tag, Status, undefined>(tag, { status: code, description: `${meaning} (not documented)` })

/** 401: the credentials are missing, wrong or expired. */
export class Unauthorized extends undocumented("Unauthorized", 401, "Unauthorized") {}

/** 403: the credentials do not allow this. */
export class Forbidden extends undocumented("Forbidden", 403, "Forbidden") {}

/** 404: the resource does not exist. */
export class NotFound extends undocumented("NotFound", 404, "Not found") {}

/** 409: the state of the resource does not allow this. */
export class Conflict extends undocumented("Conflict", 409, "Conflict") {}

/** 422: the vendor rejects the values. */
export class ValidationFailed extends undocumented("ValidationFailed", 422, "Validation failed") {}

/** 429: too many requests. The vendor did not process the call. `retryAfter` is the wait from its response, if given. */
export class TooManyRequests extends undocumented("TooManyRequests", 429, "Too many requests") {}

/** 500: an error at the vendor. */
export class InternalServerError extends undocumented("InternalServerError", 500, "Internal server error") {}

/** 502: a proxy in front of the vendor's server got no valid response from it. */
export class BadGateway extends undocumented("BadGateway", 502, "Bad gateway") {}

/** 503: the vendor's server takes no requests at the moment. */
export class ServiceUnavailable extends undocumented("ServiceUnavailable", 503, "Service unavailable") {}

/** 504: a proxy in front of the vendor's server got no response in time. */
export class GatewayTimeout extends undocumented("GatewayTimeout", 504, "Gateway timeout") {}

/** Any other 5xx. The error has the status of its response; 500 here is never compared with it. */
export class ServerError extends status<"ServerError", number, undefined, "Server">("ServerError", {
  status: 500,
  category: "Server",
  description: "Server error (not documented)"
}) {}

/** Any of these errors. */
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
