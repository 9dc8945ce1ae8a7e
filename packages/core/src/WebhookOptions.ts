/** How deliveries of a webhook are received. */
import type * as Duration from "effect/Duration"
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { Deliveries } from "./WebhookDeliveries.ts"

/** A request whose sender is not known yet. */
export interface Unverified {
  /** Path and query, or the whole address, as the server has it. */
  readonly url: string
  /** By their names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
  /** The bytes that came, over which vendors compute signatures. */
  readonly body: Uint8Array
}

/** What is known of a delivery beside its event. */
export interface Delivery {
  /**
   * The SHA-256 of the body, after the headers that distinguish deliveries where there are any, in hexadecimal digits:
   * the same when the vendor sends it again.
   */
  readonly id: string
  readonly url: string
  /** By their names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
}

/** What a handler may return. */
export type Returned<A, E, R> = Effect.Effect<A, E, R> | PromiseLike<A> | A

/** How deliveries are received. */
export interface Options<Event, R> {
  /** Whose webhook it is, for logs. */
  readonly name: string
  /**
   * Makes the event of a JSON value, or says in few words, without quoting the value, why it is none. Kinds of
   * events not known yet are better passed on as such than refused.
   */
  readonly decode: (json: unknown, headers: Delivery["headers"]) => Result.Result<Event, string>
  /** Headers that tell deliveries with the same body apart, such as the event's name, in lower case. Default: none. */
  readonly distinguishedBy?: ReadonlyArray<string> | undefined
  /** Whether the request comes from the vendor. Default: yes. */
  readonly verify?: ((request: Unverified) => Returned<boolean, unknown, R>) | undefined
  /**
   * Handles an event. Where it fails, throws or rejects, the vendor is told 500 and sends the delivery again. Logged
   * is then only the kind of the error, since its message may hold personal data: what more is to be known, the
   * handler logs.
   */
  readonly handle: (event: Event, delivery: Delivery) => Returned<unknown, unknown, R>
  /**
   * How long the body, the verification, the handler and each answer of the delivery log may take. What takes longer is
   * interrupted and has failed: its copies wait no longer, and the vendor sends it again. Work that cannot be
   * interrupted, such as a promise, goes on meanwhile. Shorter than a claim lasts in a log that processes share.
   * Default: 30 seconds.
   */
  readonly timeout?: Duration.Input | undefined
  /** The largest body, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined
  /** What has been handled. Default: a log in memory, of its own. */
  readonly deliveries?: Deliveries | undefined
  /**
   * How the forms for the web platform and for Node run effects, such as the `runPromise` of a `ManagedRuntime`, to log
   * and trace as the application does. Default: `Effect.runPromise`.
   */
  readonly run?: (<A>(effect: Effect.Effect<A>) => Promise<A>) | undefined
}
