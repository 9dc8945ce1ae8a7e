/** A decoded value together with the HTTP response that carried it. */
import type * as Headers from "effect/http/Headers"

/** A decoded value and its HTTP response. */
export interface DecodedResponse<A> {
  readonly value: A
  readonly status: number
  readonly headers: Headers.Headers
  /** The vendor's request id, if the response has one. */
  readonly requestId: string | undefined
  /** The JSON as received, before decoding. `undefined` if the response had none. */
  readonly body: unknown
}

/** @deprecated Use `DecodedResponse`. */
export type Answer<A> = DecodedResponse<A>
