/** What is known of a vendor, as data: where it is, and how it wants its credentials and its limits kept. */
import type * as Quota from "./Quota.ts"

/** Where one part of the credentials travels. */
export interface Credential {
  readonly in: "query" | "header"
  readonly name: string
  /** The word that stands before the value, such as `Bearer`. Default: none. */
  readonly scheme?: string
  /** Whether it must never be shown. Default: true. */
  readonly secret?: boolean
  /** Whether calls go without it where it is not given. Default: false. */
  readonly optional?: boolean
  /** A value that is no secret, such as the account of a sandbox. Default: none. */
  readonly example?: string
}

/** What is known of a vendor, as data. */
export interface Definition {
  /** Its short name, such as `salesflow`. */
  readonly name: string
  /** Its origins by name; `default` answers the operations that name none. */
  readonly servers: { readonly default: string; readonly [name: string]: string }
  readonly credentials: { readonly [name: string]: Credential }
  /** The ids of its operations, so that settings which name another are refused. Default: any is taken. */
  readonly operations?: ReadonlyArray<string>
  /** The limits that its document states. Default: none. */
  readonly limits?: ReadonlyArray<Quota.Limit>
  /**
   * The statuses whose answers say how long to wait, by `Retry-After`. The header is read wherever it comes; contract checks
   * hold the specification to these. Default: none.
   */
  readonly retryAfter?: ReadonlyArray<number>
  /** The response header that says how many units the quota has left. Default: none. */
  readonly remaining?: Quota.RemainingHeader
  /** Response headers, in lower case, that may hold the request's id. Default: `x-request-id`. */
  readonly requestIdHeaders?: ReadonlyArray<string>
}
