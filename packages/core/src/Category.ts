/** The ten categories of errors, which are the same for all vendors, so that one handler can serve them all. */

/** The kind of a failure, independent of the vendor. */
export type Category =
  | "Unauthorized"
  | "Forbidden"
  | "NotFound"
  | "Conflict"
  | "Invalid"
  | "RateLimited"
  | "Server"
  | "Network"
  | "Timeout"
  | "Unexpected"

const byStatus = {
  400: "Invalid",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  408: "Timeout",
  409: "Conflict",
  410: "NotFound",
  422: "Invalid",
  429: "RateLimited",
  500: "Server",
  502: "Server",
  503: "Server",
  504: "Server"
} as const

/** The usual category of a status, for a status that the compiler knows. */
export type CategoryOf<Status extends number> = Status extends keyof typeof byStatus
  ? (typeof byStatus)[Status]
  : Category

/** The category of a status that the vendor does not document. */
export const fromStatus = (status: number): Category =>
  (byStatus as Readonly<Record<number, Category>>)[status] ?? (status >= 500 && status < 600 ? "Server" : "Unexpected")
