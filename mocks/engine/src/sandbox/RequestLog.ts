/** The last requests and what was answered, with credentials hidden. */
import type { Scheme } from "./Specification.ts"

export interface Entry {
  readonly id: number
  /** Milliseconds since 1970 on the sandbox's clock. */
  readonly at: number
  /** "JOB" where it was no request: something that was due, and failed. */
  readonly method: string
  /** Path and query; the name of a job. */
  readonly url: string
  readonly operation: string | undefined
  readonly requestHeaders: Readonly<Record<string, string>>
  /** At most 8 KiB. */
  readonly requestBody: string
  /** 0 where the connection was dropped. */
  readonly status: number
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: string
  /** The number of the fault that it met. */
  readonly fault: number | undefined
  /** The vendor's limit that refused it: "30 GET a minute". */
  readonly limit: string | undefined
  /** Milliseconds that the sandbox worked for it, without what a fault added. */
  readonly took: number
}

const hidden = "…"
/** Few, since each of them outlives its request: with more of them a busy sandbox takes more memory, and time to free it. */
const kept = 200
const most = 8192

export class RequestLog {
  readonly #headers: ReadonlySet<string>
  readonly #queries: ReadonlySet<string>
  #entries: Array<Entry> = []
  /** Where the next entry goes once all places are taken. */
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

  /** How many there have been, those no longer kept included. */
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
    for (const watcher of this.#watchers) {
      try {
        watcher(safe)
      } catch (cause) {
        // A mistake of whoever watches is no answer of the vendor's.
        console.error(cause)
      }
    }
  }

  clear(): void {
    this.#entries = []
    this.#oldest = 0
  }

  /** Calls back for each entry from now on; what it returns ends that. */
  watch(watcher: (entry: Entry) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Hidden when somebody looks, not for each request: seldom does anybody look. */
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

/** A copy: a slice would hold on to the whole text that it was taken from. */
const cut = (text: string): string =>
  text.length > most ? Buffer.from(`${text.slice(0, most)}${hidden}`, "utf16le").toString("utf16le") : text

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
