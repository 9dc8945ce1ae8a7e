/** A sandbox on a port of 127.0.0.1. Delays, truncated bodies and dropped connections happen here. */
import type { Untyped } from "./Json.ts"
import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { PortUnavailable } from "../errors.ts"
import { milliseconds } from "./Clock.ts"
import * as Control from "./control/Control.ts"
import { pathAndQuery } from "../http/malformed.ts"
import { isControlPath } from "../http/mark.ts"
import { http } from "../http/node.ts"
import { problemBody, problemType } from "../http/problem.ts"
import { readBody } from "../http/requestBody.ts"
import type { Outcome, Sandbox } from "./Sandbox.ts"

const host = "127.0.0.1"

export interface Listening {
  readonly url: string
  readonly port: number
  /** Stops listening and ends every connection. */
  readonly close: () => Promise<void>
}

/**
 * Listens on a port; 0 means any free one. Before an answer that reports a change, it waits for `save`. Rejects with
 * `PortUnavailable`.
 */
export const listen = (
  sandbox: Sandbox<Untyped>,
  port: number,
  save: (() => Promise<void>) | undefined
): Promise<Listening> =>
  new Promise((resolve, reject) => {
    const control = Control.make(sandbox, save)
    // No timeout: a timer for each answer would cost more than an idle connection.
    const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
      try {
        const url = pathAndQuery(request.url ?? "/")
        if (isControlPath(url)) control(request, response)
        else if (request.method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined) {
          preflight(request, response)
        } else if (request.method === "GET" || request.method === "HEAD")
          serve(sandbox, url, request, response, "", save)
        else readBody(request, response, (body) => serve(sandbox, url, request, response, body, save))
      } catch (cause) {
        failed(response, "The sandbox failed", cause)
      }
    })
    const refused = (error: NodeJS.ErrnoException) =>
      reject(
        new PortUnavailable({ port, vendor: sandbox.vendor, taken: error.code === "EADDRINUSE", reason: error.message })
      )
    // From now on, a connection that fails for want of a file handle must not end the server.
    server.on("error", refused)
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo
      resolve({ url: `http://${host}:${address.port}`, port: address.port, close: closing(server, sandbox) })
    })
  })

const closing = (server: HttpServer, sandbox: Sandbox<Untyped>) => {
  let closed: Promise<void> | undefined
  return () =>
    (closed ??= new Promise((resolve) => {
      sandbox.stop()
      server.close(() => resolve())
      server.closeAllConnections()
    }))
}

// Pages under development call the sandbox from another origin.
const anywhere = { "access-control-allow-origin": "*", "access-control-expose-headers": "*" } as const
const always = Object.entries(anywhere).flat()

const preflight = (request: IncomingMessage, response: ServerResponse): void => {
  response
    .writeHead(204, {
      ...anywhere,
      "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
      "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
      "access-control-max-age": "600"
    })
    .end()
}

const serve = (
  sandbox: Sandbox<Untyped>,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  save: (() => Promise<void>) | undefined
): void => {
  const outcome = sandbox.handle({
    method: request.method === "HEAD" ? "GET" : (request.method ?? "GET"),
    url,
    origin: `http://${request.headers.host ?? host}`,
    headers: request.headers as Record<string, string>,
    body
  })
  const send = () => {
    try {
      answer(request.socket, response, outcome)
    } catch (cause) {
      // A header with characters that cannot be sent.
      failed(response, "The sandbox failed", cause)
    }
  }
  const late = () => {
    const { appliedFault } = outcome
    if (appliedFault !== undefined && appliedFault.delay > 0) setTimeout(send, appliedFault.delay)
    else send()
  }
  if (save === undefined || !outcome.changed) late()
  else save().then(late, (cause: unknown) => failed(response, "The state could not be stored", cause))
}

/** The sandbox goes on, and the answer cannot be taken for the vendor's. */
const failed = (response: ServerResponse, title: string, cause: unknown): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const detail = cause instanceof Error ? cause.message : String(cause)
  response.writeHead(500, { ...anywhere, "content-type": problemType })
  response.end(JSON.stringify(problemBody({ status: 500, title, detail })))
}

const answer = (socket: Socket, response: ServerResponse, { body, headers, status, appliedFault }: Outcome): void => {
  if (appliedFault?.fault.drop === true) {
    socket.destroy()
    return
  }
  const length = Buffer.byteLength(body)
  // A flat list of names and values, which Node writes unchanged.
  const head: Array<string> = [...always]
  for (const name in headers) head.push(name, headers[name]!)
  if (status !== 204 && status !== 304) head.push("content-length", String(length))
  response.writeHead(status, head)
  if (appliedFault?.fault.body === "truncated") {
    const bytes = Buffer.from(body)
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroy())
  } else if (appliedFault?.fault.drip !== undefined)
    drip(response, Buffer.from(body), milliseconds(appliedFault.fault.drip))
  else if (status === 204) response.end()
  // Text is sent together with the head in one write, as latin1 if it needs no encoding.
  else response.end(body, length === body.length ? "latin1" : "utf8")
}

const drip = (response: ServerResponse, bytes: Buffer, every: number): void => {
  let sent = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, (sent += 16)))
    if (sent < bytes.length) return
    clearInterval(timer)
    response.end()
  }, every)
  response.on("close", () => clearInterval(timer))
}
