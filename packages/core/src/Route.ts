/** Where the requests of an operation go, and what telemetry says of that: worked out once, used by every call. */
import type { Method } from "./Method.ts"
import type * as Operation from "./Operation.ts"
import * as Telemetry from "./Telemetry.ts"

/** An operation's way to its vendor. */
export interface Route {
  readonly method: Method
  /** The name of its spans. */
  readonly name: string
  /** What is the same in all of its spans. */
  readonly attributes: Telemetry.Attributes
  /** The whole address, without query, with these values in the path's placeholders. */
  readonly address: (path: { readonly [name: string]: string }) => string
  /** The histogram of attempts that ended so. */
  readonly durations: Telemetry.Durations
}

/** Works out the route of an operation under this method, origin and path. */
export const make = (
  operation: Operation.Any,
  method: Method,
  origin: string,
  path: string,
  /** What telemetry calls the path; `undefined` where it may be any. */
  template: string | undefined
): Route => {
  // Literal text and names of placeholders in turns.
  const [first = "", ...rest] = path.split(/\{([^}]+)\}/)
  const start = origin.replace(/\/+$/, "") + first
  const http = {
    "http.request.method": method,
    ...(template === undefined ? {} : { "url.template": template }),
    ...Telemetry.server(origin)
  }
  return {
    method,
    name: template === undefined ? method : `${method} ${template}`,
    attributes: {
      ...http,
      "salesbridge.vendor": operation.vendor,
      "salesbridge.operation": operation.id
    },
    address: (values) => {
      let address = start
      for (let index = 0; index < rest.length; index += 2) {
        address += encodeURIComponent(values[rest[index]!] ?? "") + rest[index + 1]!
      }
      return address
    },
    durations: Telemetry.durations(http)
  }
}
