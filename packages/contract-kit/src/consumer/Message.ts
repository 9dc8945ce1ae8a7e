/** A kind of webhook event that a vendor sends. */
import type * as Sample from "../interactions/Sample.ts"

/** A kind of webhook event: its name, and how the package reads it. */
export interface Message {
  /** The vendor's name of the event, such as `person_created`. */
  readonly event: string
  /** The schema with which the package reads the payload. */
  readonly schema: Sample.Codec
  /** Headers of the delivery that carry information that the payload lacks. Default: none. */
  readonly headers?: { readonly [name: string]: string }
  /**
   * Passes a delivery to the package. It rejects or throws if the package does not accept the delivery as this event.
   */
  readonly receive: (payload: unknown, headers: { readonly [name: string]: string }) => unknown
}
