/** The names of the error classes, by status, as far as the existing vendors agree. */
const names: { readonly [status: number]: string } = {
  400: "BadRequest",
  401: "Unauthorized",
  402: "PaymentRequired",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  406: "NotAcceptable",
  // Not `RequestTimeout`, which is core's.
  408: "RequestTimedOut",
  409: "Conflict",
  410: "Gone",
  412: "PreconditionFailed",
  413: "PayloadTooLarge",
  415: "UnsupportedMediaType",
  422: "ValidationFailed",
  423: "Locked",
  428: "PreconditionRequired",
  429: "TooManyRequests",
  500: "InternalServerError",
  501: "NotImplemented",
  502: "BadGateway",
  503: "ServiceUnavailable",
  504: "GatewayTimeout"
}

export const errorName = (status: number): string => names[status] ?? `Status${status}`
