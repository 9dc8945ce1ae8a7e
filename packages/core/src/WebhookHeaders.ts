/** The headers of requests, in the forms in which servers provide them. */

/** By name in any case, such as the `headers` of Node's requests; or a `Headers` of the web platform. */
export type RequestHeaders =
  | { readonly [name: string]: string | ReadonlyArray<string> | undefined }
  | Iterable<readonly [name: string, value: string]>

/** The headers by name, in lower case. */
export const headersOf = (headers: RequestHeaders): { readonly [name: string]: string | undefined } => {
  const entries: Iterable<readonly [string, string | ReadonlyArray<string> | undefined]> =
    Symbol.iterator in headers
      ? (headers as Iterable<readonly [string, string]>)
      : Object.entries(headers as Extract<RequestHeaders, { readonly [name: string]: unknown }>)
  return Object.fromEntries(
    // Node's names are in lower case. Adapters that create a request from other data may keep the original case.
    Array.from(entries, ([name, value]) => [
      name.toLowerCase(),
      typeof value === "string" || value === undefined ? value : value.join(", ")
    ])
  )
}
