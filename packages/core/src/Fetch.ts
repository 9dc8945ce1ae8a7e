/** The transport of a promise client: the part of `fetch` that is used, so that those of other libraries fit. */

/** A request. */
export interface FetchInit {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly redirect: "manual"
  /** Ends the request. */
  readonly signal: AbortSignal
}

/** The used part of a `Response`. */
export interface FetchResponse {
  readonly status: number
  readonly headers: Iterable<readonly [name: string, value: string]>
  /** A `ReadableStream` of the web platform. */
  readonly body: { readonly getReader: () => unknown } | null
  readonly text: () => Promise<string>
}

/** Makes requests, like the global `fetch`. */
export type Fetch = (url: URL, init: FetchInit) => Promise<FetchResponse>

/** The `fetch` that is global at the time of the request: tests replace it. */
export const current: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init)
