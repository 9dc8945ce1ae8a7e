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

/** Whether a text is one of the methods, in upper case. */
export const isMethod = (text: string): text is Method => Object.hasOwn(defaultSafety, text)

/** The problem of a text that is not. */
export const methodProblem = "Expected GET, POST, PUT, PATCH or DELETE"
