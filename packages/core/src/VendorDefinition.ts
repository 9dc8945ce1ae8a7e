/** A vendor as data: its servers, its credentials and its limits. */
import type * as Quota from "./Quota.ts"

/** Where a credential is sent. */
export interface Credential {
  readonly in: "query" | "header"
  readonly name: string
  /** The word before the value, such as `Bearer`. Default: none. */
  readonly scheme?: string
  /** Whether it is secret. Default: true. */
  readonly secret?: boolean
  /** Whether calls work without it. Default: false. */
  readonly optional?: boolean
  /** A value that is not secret, such as the account of a sandbox. Default: none. */
  readonly example?: string
}

/** A vendor as data. */
export interface Definition {
  /** Its short name, such as `salesflow`. */
  readonly name: string
  /** Its origins by name. Operations that name none use `default`. */
  readonly servers: { readonly default: string; readonly [name: string]: string }
  readonly credentials: { readonly [name: string]: Credential }
  /** The ids of its operations, to reject settings for unknown ones. Default: all ids are accepted. */
  readonly operations?: ReadonlyArray<string>
  /** The documented rate limits. Default: none. */
  readonly limits?: ReadonlyArray<Quota.Limit>
  /**
   * The statuses that document a `Retry-After` header. Contract checks compare this list with the specification; the
   * client reads the header with any status. Default: none.
   */
  readonly retryAfter?: ReadonlyArray<number>
  /** The response header with the remaining units of the quota. Default: none. */
  readonly remaining?: Quota.RemainingHeader
  /** Response headers, in lower case, that may contain the request id. Default: `x-request-id`. */
  readonly requestIdHeaders?: ReadonlyArray<string>
}
