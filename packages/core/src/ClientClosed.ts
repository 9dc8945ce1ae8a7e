/** The error of calls on a closed client. */
import { TaggedError } from "./TaggedError.ts"
import type { Facts } from "./VendorError.ts"

/** The client is closed. Requests of calls that were in progress may have been sent. */
export class ClientClosed extends TaggedError("ClientClosed")<
  Facts & {
    readonly category: "Invalid"
    readonly message: string
    readonly status?: undefined
    readonly retryAfter?: undefined
    readonly reason?: undefined
  }
> {
  constructor({ operation, vendor }: Facts) {
    super({ vendor, operation, category: "Invalid", message: `${vendor} ${operation}: the client is closed` })
  }
}
