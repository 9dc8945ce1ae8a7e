/** What a caller can set for a whole layer or for one call: retry, time bounds, and a vendor's unsettled details. */
import type * as Duration from "effect/Duration"
import type { Hooks } from "./Hooks.ts"
import type { Override, Overrides } from "./Overrides.ts"
import type * as Quota from "./Quota.ts"
import type * as Retry from "./Retry.ts"

export type { Hooks, Received, Resending, Sent, Wait } from "./Hooks.ts"
export type { Override } from "./Overrides.ts"

/** How long a call may take. */
export interface Timeouts {
  /** One attempt, from sending to the last byte of the answer. Default: 30 seconds. */
  readonly attempt?: Duration.Input
  /** The whole call: waiting for the quota, every attempt and the waits between. Default: 2 minutes. */
  readonly total?: Duration.Input
}

/** The options of one call; they stand before those of the layer. */
export interface CallOptions extends Hooks {
  /** When to send again what may be sent again; `false` for never. Default: {@link Retry.defaultPolicy}. */
  readonly retry?: Retry.Policy | false
  readonly timeout?: Timeouts
  /** The most bytes of a success's body, decompressed; more is `ResponseTooLarge`. Default: 32 MiB. */
  readonly maxBodyBytes?: number
  readonly override?: Override
}

/** What every vendor's layer can set beside the credentials. */
export interface LayerOptions<OperationId extends string = string> extends Hooks {
  /** An origin that stands for all of the vendor's, such as a mock's `http://127.0.0.1:4010`. */
  readonly baseUrl?: string | undefined
  readonly quota?: Quota.Options
  /** When to send again what may be sent again; `false` for never. Default: `Retry.defaultPolicy`. */
  readonly retry?: Retry.Policy | false
  readonly timeout?: Timeouts
  /** The most bytes of a success's body, decompressed; more is `ResponseTooLarge`. Default: 32 MiB. */
  readonly maxBodyBytes?: number
  /** Replaces what the vendor's document leaves unsettled. */
  readonly overrides?: Overrides<OperationId> | undefined
}
