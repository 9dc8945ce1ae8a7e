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

const byStatus: Readonly<Record<number, Category>> = {
  400: "Invalid",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  408: "Timeout",
  409: "Conflict",
  410: "NotFound",
  422: "Invalid",
  429: "RateLimited"
}

/** The category of a status that the vendor does not document. */
export const fromStatus = (status: number): Category =>
  byStatus[status] ?? (status >= 500 && status < 600 ? "Server" : "Unexpected")
