/** The methods of requests, and what sending one of them twice does. */

/** The methods that vendors use. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/**
 * What sending a call twice does: `safe`, nothing, it only reads; `idempotent`, the same as once; `unsafe`,
 * perhaps something twice. An unsafe call is re-sent only when the first surely had no effect.
 */
export type Safety = "safe" | "idempotent" | "unsafe"

/** What a method's safety is unless an operation declares another. */
export const defaultSafety: Readonly<Record<Method, Safety>> = {
  GET: "safe",
  POST: "unsafe",
  PUT: "idempotent",
  PATCH: "unsafe",
  DELETE: "idempotent"
}
