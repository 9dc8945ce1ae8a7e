import type { VendorError } from "@salesbridge/core"

/** Returns what a job should do next, regardless of the vendor that failed. */
export const nextStep = ({ category, message }: VendorError.Failure): string => {
  switch (category) {
    case "Unauthorized":
    case "Forbidden":
      return `stop, and ask for other credentials: ${message}`
    case "NotFound":
    case "Conflict":
    case "Invalid":
      return `skip this record, and continue: ${message}`
    case "RateLimited":
    case "Server":
    case "Network":
    case "Timeout":
      return `keep this record, and try again later: ${message}`
    case "Unexpected":
      return `report it: the vendor has changed its API: ${message}`
  }
}
