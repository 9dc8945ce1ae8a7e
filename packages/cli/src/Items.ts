/** Finds the items in a response. */

/** The items of a list, with or without an envelope; anything else is one item. */
export const of = (body: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(body)) return body
  if (typeof body !== "object" || body === null) return body === undefined ? [] : [body]
  const { data } = body as { readonly data?: unknown }
  if (Array.isArray(data)) return data
  return [data ?? body]
}
