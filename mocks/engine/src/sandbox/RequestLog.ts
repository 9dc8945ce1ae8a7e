/** The last requests and answers, with credentials hidden. */
import type { Scheme } from "./Specification.ts"

export interface Entry {
  readonly id: number
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly at: number
  /** "JOB" for a job that failed. */
  readonly method: string
  /** Path and query, or the name of a job. */
  readonly url: string
  readonly operation: string | undefined
  readonly requestHeaders: Readonly<Record<string, string>>
  /** At most 8 KiB. */
  readonly requestBody: string
  /** 0 for a dropped connection. */
  readonly status: number
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: string
  /** The id of the fault that applied. */
  readonly fault: number | undefined
  /** The vendor's limit that refused it: "30 GET a minute". */
  readonly limit: string | undefined
  /** Milliseconds that the sandbox worked on it, without delays by faults. */
  readonly took: number
}

const hidden = "…"
/** Few, because each entry outlives its request: more of them cost a busy sandbox memory and garbage collection. */
const kept = 200
const most = 8192

export class RequestLog {
  readonly #headers: ReadonlySet<string>
  readonly #queries: ReadonlySet<string>
  #entries: Array<Entry> = []
  /** The position of the oldest entry, once the log is full. */
  #oldest = 0
  #id = 0
  readonly #watchers = new Set<(entry: Entry) => void>()

  constructor(schemes: ReadonlyArray<Scheme>) {
    const names = (place: Scheme["in"]) => schemes.filter((_) => _.in === place).map(({ name }) => name.toLowerCase())
    this.#headers = new Set(["authorization", "proxy-authorization", "cookie", "x-api-key", ...names("header")])
    this.#queries = new Set(names("query"))
  }

  /** The last 200, newest last. */
  get entries(): ReadonlyArray<Entry> {
    const [newer, older] = [this.#entries.slice(0, this.#oldest), this.#entries.slice(this.#oldest)]
    return [...older, ...newer].map((entry) => this.#safe(entry))
  }

  /** The number of requests so far, including forgotten ones. */
  get count(): number {
    return this.#id
  }

  add(request: Omit<Entry, "id">): void {
    const entry = {
      ...request,
      id: ++this.#id,
      requestBody: cut(request.requestBody),
      responseBody: cut(request.responseBody)
    }
    if (this.#entries.length < kept) this.#entries.push(entry)
    else {
      this.#entries[this.#oldest] = entry
      this.#oldest = (this.#oldest + 1) % kept
    }
    if (this.#watchers.size === 0) return
    const safe = this.#safe(entry)
    // A watcher's mistake must neither change the answer nor end the process.
    for (const watcher of this.#watchers) void (async () => watcher(safe))().catch(console.error)
  }

  clear(): void {
    this.#entries = []
    this.#oldest = 0
  }

  /** Calls back for each entry from now on. Returns a function that ends this. */
  watch(watcher: (entry: Entry) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Hides credentials when the log is read, which is rare, and not for each request. */
  #safe(entry: Entry): Entry {
    return { ...entry, url: this.#hideQuery(entry.url), requestHeaders: this.#hideHeaders(entry.requestHeaders) }
  }

  #hideHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
    const safe: Record<string, string> = {}
    for (const name in headers) safe[name] = this.#headers.has(name) ? hidden : headers[name]!
    return safe
  }

  #hideQuery(url: string): string {
    const start = url.indexOf("?")
    if (start === -1 || this.#queries.size === 0) return url
    const pairs = url.slice(start + 1).split("&")
    const safe = pairs.map((pair) => {
      const end = pair.indexOf("=")
      const name = end === -1 ? pair : pair.slice(0, end)
      return this.#queries.has(decode(name).toLowerCase()) && end !== -1 ? `${name}=${hidden}` : pair
    })
    return `${url.slice(0, start)}?${safe.join("&")}`
  }
}

/** A copy, because a slice would keep the whole text in memory. */
const cut = (text: string): string =>
  text.length > most ? Buffer.from(`${text.slice(0, most)}${hidden}`, "utf16le").toString("utf16le") : text

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
