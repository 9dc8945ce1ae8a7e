/** A server on 127.0.0.1 that replies as a script tells it, with faults, and records the requests. */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as http from "node:http"
import type { AddressInfo, Socket } from "node:net"

/** A request as it arrived. */
export interface Received {
  readonly method: string
  /** Path and query, as sent. */
  readonly url: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
  /** When all of it had arrived, in milliseconds of `performance.now()`. */
  readonly at: number
  /** How many bytes have been written to its connection since. */
  readonly sent: () => number
  /** Fulfilled when its connection closes, with the time. */
  readonly closed: Promise<number>
}

/** A response. */
export interface Answer {
  readonly status?: number
  readonly headers?: http.OutgoingHttpHeaders
  readonly body?: string | Uint8Array
  /** Does not announce the length of the body. */
  readonly chunked?: boolean
  /** Milliseconds before the first byte. */
  readonly after?: number
  /** Sends the body in pieces of `bytes` bytes, with a pause before each. */
  readonly drip?: { readonly bytes: number; readonly every: number }
  /** Destroys the connection after this many bytes of the body, whose full length was announced. */
  readonly cutAfter?: number
}

/** `hang` never answers. `reset` closes the connection before a response. */
export type Reply = Answer | "hang" | "reset"

/** Decides the reply to the request with this index. */
export type Script = (request: Received, index: number) => Reply | Promise<Reply>

export interface FaultServer {
  readonly url: string
  readonly port: number
  readonly received: ReadonlyArray<Received>
  /** How many connections are open now. */
  readonly connections: () => number
}

/** One reply after another; the last one repeats. */
export const inTurn =
  (...replies: ReadonlyArray<Reply>): Script =>
  (_, index) =>
    replies[Math.min(index, replies.length - 1)] ?? "hang"

/** A JSON response. */
export const json = (value: unknown, status = 200, headers: http.OutgoingHttpHeaders = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(value)
})

const sleep = (millis: number) => new Promise<void>((resolve) => void setTimeout(resolve, millis))

const cut = (socket: Socket | null) => socket?.resetAndDestroy()

const reply = async (response: http.ServerResponse, answer: Answer): Promise<void> => {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : Buffer.from(answer.body ?? "")
  if (answer.after !== undefined) await sleep(answer.after)
  if (response.destroyed) return
  response.writeHead(answer.status ?? 200, {
    ...(answer.status === 204 || answer.chunked === true ? {} : { "content-length": body.length }),
    ...answer.headers
  })
  if (answer.cutAfter !== undefined) {
    response.write(body.subarray(0, answer.cutAfter))
    // The reset would discard bytes that have not been sent yet.
    await sleep(20)
    cut(response.socket)
    return
  }
  if (answer.drip === undefined) {
    response.end(body)
    return
  }
  response.flushHeaders()
  for (let sent = 0; sent < body.length && !response.destroyed; sent += answer.drip.bytes) {
    await sleep(answer.drip.every)
    response.write(body.subarray(sent, sent + answer.drip.bytes))
  }
  response.end()
}

/** Starts a server, which stops with the scope. Port 0 is any free one. */
export const start = (script: Script, port = 0): Effect.Effect<FaultServer, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.callback<{ readonly server: http.Server; readonly received: Array<Received>; sockets: Set<Socket> }>(
        (resume) => {
          const received: Array<Received> = []
          const sockets = new Set<Socket>()
          const server = http.createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
            const chunks: Array<Buffer> = []
            request.on("data", (chunk: Buffer) => chunks.push(chunk))
            request.on("error", () => {})
            request.on("end", () => {
              const url = new URL(request.url ?? "/", "http://127.0.0.1")
              const before = request.socket.bytesWritten
              const arrived: Received = {
                method: request.method ?? "",
                url: request.url ?? "",
                path: url.pathname,
                query: url.searchParams,
                headers: request.headers,
                body: Buffer.concat(chunks).toString("utf8"),
                at: performance.now(),
                sent: () => request.socket.bytesWritten - before,
                closed: new Promise((resolve) => request.socket.once("close", () => resolve(performance.now())))
              }
              const index = received.push(arrived) - 1
              const answer = (given: Reply) => {
                if (given === "reset") cut(request.socket)
                else if (given !== "hang") void reply(response, given)
              }
              const given = script(arrived, index)
              if (given instanceof Promise) void given.then(answer)
              else answer(given)
            })
          })
          server.on("connection", (socket) => {
            sockets.add(socket)
            socket.setMaxListeners(0)
            socket.on("close", () => sockets.delete(socket))
          })
          server.listen(port, "127.0.0.1", () => resume(Effect.succeed({ server, received, sockets })))
        }
      ),
      ({ server }) =>
        Effect.callback<void>((resume) => {
          server.close(() => resume(Effect.void))
          server.closeAllConnections()
        })
    ),
    ({ received, server, sockets }) => {
      const { port } = server.address() as AddressInfo
      return { url: `http://127.0.0.1:${port}`, port, received, connections: () => sockets.size }
    }
  )

/** A port of 127.0.0.1 without a listener. */
export const freePort: Effect.Effect<number> = Effect.callback((resume) => {
  // Outside the range from which systems assign ports, so that no other test's server gets it.
  const wanted = 20_000 + Math.floor(Math.random() * 10_000)
  const server = http.createServer()
  server.once("error", () => resume(freePort))
  server.listen(wanted, "127.0.0.1", () => {
    server.close(() => resume(Effect.succeed(wanted)))
  })
})

/** The largest number of arrivals within any window of this length, in milliseconds. */
export const mostWithin = (window: number, arrivals: ReadonlyArray<number>): number => {
  const sorted = [...arrivals].toSorted((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [last, at] of sorted.entries()) {
    while (at - sorted[first]! >= window) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}
