/** The settings for receiving deliveries of a webhook. */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { Deliveries } from "./WebhookDeliveries.ts"

/** A request that has not been verified yet. */
export interface Unverified {
  /** Path and query, or the full address, as the server provides it. */
  readonly url: string
  /** By name, in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
  /** The bytes as received. Vendors compute signatures over them. */
  readonly body: Uint8Array
}

/** What is known of a delivery in addition to its event. */
export interface Delivery {
  /**
   * The SHA-256 of the distinguishing headers, if any, and the body, in hexadecimal digits. It is the same when the
   * vendor repeats the delivery.
   */
  readonly id: string
  readonly url: string
  /** By name, in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
}

/** What a handler may return. */
export type Returned<A, E, R> = Effect.Effect<A, E, R> | PromiseLike<A> | A

/** The settings of a receiver. */
export interface Options<Event, R> {
  /** The name of the webhook, for logs. */
  readonly name: string
  /**
   * Decodes the event from a JSON value, or fails with a short reason that does not quote the value. It is better to
   * pass on unknown kinds of events than to refuse them.
   */
  readonly decode: (json: unknown, headers: Delivery["headers"]) => Result.Result<Event, string>
  /**
   * Headers that distinguish deliveries with the same body, such as the name of the event, in lower case. Default:
   * none.
   */
  readonly distinguishedBy?: ReadonlyArray<string> | undefined
  /** Whether the request comes from the vendor. Default: yes. */
  readonly verify?: ((request: Unverified) => Returned<boolean, unknown, R>) | undefined
  /**
   * Handles an event. If it fails, throws or rejects, the vendor gets a 500 and sends the delivery again. Only the kind
   * of the error is logged, because its message may contain personal data. Log anything else in the handler.
   */
  readonly handle: (event: Event, delivery: Delivery) => Returned<unknown, unknown, R>
  /**
   * The time limit for reading the body, for the verification, for the handler, and for each operation of the delivery
   * log. On time-out the work is interrupted and counts as failed: copies stop waiting, and the vendor sends the
   * delivery again. Work that cannot be interrupted, such as a promise, continues. The limit must be shorter than a
   * claim in a shared log. Default: 30 seconds.
   */
  readonly timeout?: Duration.Input | undefined
  /** The maximum size of a body, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined
  /** The log of handled deliveries. Default: a log in memory, for this receiver. */
  readonly deliveries?: Deliveries | undefined
  /**
   * Runs effects for the web and Node handlers, for example the `runPromise` of a `ManagedRuntime`, so that they log
   * and trace like the application. Default: `Effect.runPromise`.
   */
  readonly run?: (<A>(effect: Effect.Effect<A>) => Promise<A>) | undefined
}
