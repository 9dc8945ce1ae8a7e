/** What a caller can set for a whole layer or for one call: retry, time limits, hooks, and overrides. */
import type * as Duration from "effect/Duration"
import type { Hooks } from "./Hooks.ts"
import type { Override, Overrides } from "./Overrides.ts"
import type * as Quota from "./Quota.ts"
import type * as Retry from "./Retry.ts"

export type { Hooks, Received, Resending, Sent, Wait } from "./Hooks.ts"
export type { Override } from "./Overrides.ts"

/** How long a call may take. */
export interface Timeouts {
  /** One attempt, from sending to the last byte of the response. Default: 30 seconds. */
  readonly attempt?: Duration.Input | undefined
  /** The whole call: waits for the quota, all attempts, and the waits between them. Default: 2 minutes. */
  readonly total?: Duration.Input | undefined
}

/** The options of one call. They take precedence over those of the layer. */
export interface CallOptions extends Hooks {
  /** When to send a request again, if that is safe; `false` for never. Default: {@link Retry.defaultPolicy}. */
  readonly retry?: Retry.Policy | false | undefined
  readonly timeout?: Timeouts | undefined
  /**
   * The maximum size of a decompressed success body, in bytes. A larger one fails with `ResponseTooLarge`. Default: 32
   * MiB.
   */
  readonly maxBodyBytes?: number | undefined
  readonly override?: Override | undefined
}

/** What every vendor's layer can set in addition to the credentials. */
export interface LayerOptions<OperationId extends string = string> extends Hooks {
  /** An origin that replaces all of the vendor's, such as a mock's `http://127.0.0.1:4010`. It may have a base path. */
  readonly baseUrl?: string | undefined
  readonly quota?: Quota.Options | undefined
  /** When to send a request again, if that is safe; `false` for never. Default: `Retry.defaultPolicy`. */
  readonly retry?: Retry.Policy | false | undefined
  readonly timeout?: Timeouts | undefined
  /**
   * The maximum size of a decompressed success body, in bytes. A larger one fails with `ResponseTooLarge`. Default: 32
   * MiB.
   */
  readonly maxBodyBytes?: number | undefined
  /** Replaces details that the vendor's API reference leaves open. */
  readonly overrides?: Overrides<OperationId> | undefined
}
