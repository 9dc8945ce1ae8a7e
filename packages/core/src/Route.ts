/** Where the requests of an operation go, and how telemetry describes them. Computed once and used by every call. */
import type { Method } from "./Method.ts"
import type * as Operation from "./Operation.ts"
import * as Telemetry from "./Telemetry.ts"

/** The route of an operation to its vendor. */
export interface Route {
  readonly method: Method
  /** The name of its spans. */
  readonly name: string
  /** The attributes that all of its spans share. */
  readonly attributes: Telemetry.Attributes
  /** The full address without the query, with these values for the path's placeholders. */
  readonly address: (path: { readonly [name: string]: string }) => string
  /** The histogram for attempts with this result. */
  readonly durations: Telemetry.Durations
}

/** The route of an operation with this method, origin and path. */
export const make = (
  operation: Operation.Any,
  method: Method,
  origin: string,
  path: string,
  /** How telemetry names the path; `undefined` if it may be any path. */
  template: string | undefined
): Route => {
  // Literal parts and placeholder names alternate.
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
