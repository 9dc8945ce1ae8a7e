/** The ten kinds of failure that every vendor's errors sort into, so that one handler can serve them all. */

/** What went wrong, whichever vendor said so. */
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

/** What a status usually means, where the status is known to the compiler. */
export type CategoryOf<Status extends number> = Status extends keyof typeof byStatus
  ? (typeof byStatus)[Status]
  : Category

/** The category of a status that the vendor does not document. */
export const fromStatus = (status: number): Category =>
  (byStatus as Readonly<Record<number, Category>>)[status] ?? (status >= 500 && status < 600 ? "Server" : "Unexpected")
