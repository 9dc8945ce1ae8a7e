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
      return `leave this record out, and go on: ${message}`
    case "RateLimited":
    case "Server":
    case "Network":
    case "Timeout":
      return `put this record back, and try it later: ${message}`
    case "Unexpected":
      return `report it, for the vendor has changed: ${message}`
  }
}
