/** The error of a call that a closed client was asked for, or that was under way when it was closed. */
import { TaggedError } from "./TaggedError.ts"
import type { Facts } from "./VendorError.ts"

/** The client is closed. What was under way then may have been sent. */
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
