/** What a caller can set for a whole layer or for one call: retry, time bounds, and a vendor's unsettled details. */
import type * as Duration from "effect/Duration"
import type { Method } from "./Operation.ts"
import type * as Retry from "./Retry.ts"

/** How long a call may take. */
export interface Timeouts {
  /** One attempt, from sending to the last byte of the answer. Default: 30 seconds. */
  readonly attempt?: Duration.Input
  /** The whole call: waiting for the quota, every attempt and the waits between. Default: 2 minutes. */
  readonly total?: Duration.Input
}

/** Replaces what a vendor's document leaves unsettled, until a release settles it. */
export interface Override {
  readonly method?: Method
  /** An origin, such as `https://app.salesflow.io`. */
  readonly baseUrl?: string
  /** A whole path with the operation's placeholders. */
  readonly path?: string
}

/** The options of one call; they stand before those of the layer. */
export interface CallOptions {
  /** When to send again what may be sent again; `false` for never. Default: {@link Retry.defaultPolicy}. */
  readonly retry?: Retry.Policy | false
  readonly timeout?: Timeouts
  readonly override?: Override
}
