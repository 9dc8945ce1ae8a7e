/** The end of an HTTP server's connections. */
import type { Server } from "node:http"

/** Milliseconds that requests have at the end to be answered. */
const grace = 1000

/**
 * Ends all connections soon. The process would not end before they do otherwise: a browser opens some ahead of its
 * requests, and a client may never send the whole of one.
 */
export const endConnections = (server: Server): void =>
  void setTimeout(() => server.closeAllConnections(), grace).unref()
