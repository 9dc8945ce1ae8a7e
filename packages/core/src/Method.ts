/** HTTP methods, and whether a request may be sent twice. */

/** The HTTP methods that vendors use. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/**
 * The effect of sending a call twice. `safe`: none, since it only reads. `idempotent`: the same as once. `unsafe`:
 * perhaps twice. An unsafe call is sent again only if the first attempt certainly had no effect.
 */
export type Safety = "safe" | "idempotent" | "unsafe"

/** The safety of a method, unless the operation declares another. */
export const defaultSafety: Readonly<Record<Method, Safety>> = {
  GET: "safe",
  POST: "unsafe",
  PUT: "idempotent",
  PATCH: "unsafe",
  DELETE: "idempotent"
}
