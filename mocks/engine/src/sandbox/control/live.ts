/** Sends each request as a server-sent event. */
import type { ServerResponse } from "node:http"
import type { RequestLog } from "../RequestLog.ts"
import { always } from "./reply.ts"

/** Bytes that may wait for a slow reader. */
const most = 4 * 1024 * 1024

export const sendLive = (log: RequestLog, response: ServerResponse): void => {
  response.writeHead(200, { ...always, "content-type": "text/event-stream" })
  response.write("retry: 1000\n: watching\n\n")
  const end = log.watch((entry) => {
    // A slow reader misses entries, and finds them in the log.
    if (response.writableLength < most) response.write(`id: ${entry.id}\ndata: ${JSON.stringify(entry)}\n\n`)
  })
  response.on("close", end)
}
