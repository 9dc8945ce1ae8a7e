/**
 * Follows the server's events in every tab. A browser has six connections to a server, and a stream keeps one, so only
 * the tab that holds the lock has a stream. It tells the others.
 */
export interface News {
  readonly event: "open" | "error" | "message"
  /** Of a message. */
  readonly data?: string
}

/** Shows the events of the stream at this path, and first its state and last message, if another tab has them. */
export const follow = (path: string, show: (news: News) => void): void => {
  const name = new URL(path, location.href).href
  const tabs = new BroadcastChannel(name)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origins
  const pass = (news: News | "new tab") => tabs.postMessage(news)
  const latest = new Map<string, News>()
  const tell = (news: News) => {
    latest.set(news.event === "message" ? "message" : "state", news)
    pass(news)
    show(news)
  }
  tabs.addEventListener("message", ({ data }: MessageEvent<News | "new tab">) => {
    if (data !== "new tab") return show(data)
    for (const news of latest.values()) pass(news)
  })
  pass("new tab")
  void navigator.locks.request(name, () => {
    const stream = new EventSource(path)
    for (const event of ["open", "error"] as const) stream.addEventListener(event, () => tell({ event }))
    stream.addEventListener("message", ({ data }) => tell({ event: "message", data }))
    // Until the tab is closed.
    return new Promise<void>(() => {})
  })
}
