/** A kind of event that a vendor posts. */
import type * as Sample from "../interactions/Sample.ts"

export interface Message {
  /** The event's name in the vendor's words, such as `person_created`. */
  readonly event: string
  /** What the package reads its payload with. */
  readonly schema: Sample.Codec
  /** Headers that say what the payload does not. */
  readonly headers?: { readonly [name: string]: string }
  /** Passes a delivery to the package. Rejects or throws if the package does not accept it for this event. */
  readonly receive: (payload: unknown, headers: { readonly [name: string]: string }) => unknown
}
