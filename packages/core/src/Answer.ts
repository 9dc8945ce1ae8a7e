/** A decoded value together with the answer that carried it. */
import type * as Headers from "effect/http/Headers"

/** A value, and the HTTP answer that it came in. */
export interface Answer<A> {
  readonly value: A
  readonly status: number
  readonly headers: Headers.Headers
  /** The vendor's id of the request, where it sent one. */
  readonly requestId: string | undefined
  /** The JSON as it came, before it was decoded; `undefined` where there was none. */
  readonly body: unknown
}
