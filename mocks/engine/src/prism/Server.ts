/** Prism on a port of 127.0.0.1, closed with its scope. Every request gets an answer. */
import { Effect } from "effect"
import type { Scope } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { PortUnavailable } from "../errors.ts"
import { malformed, pathAndQuery, pathOf } from "../http/malformed.ts"
import { http } from "../http/node.ts"
import { type Problem, problemBody, problemType } from "../http/problem.ts"
import { readBody } from "../http/requestBody.ts"
import * as Prism from "./Prism.ts"
import type { Spec } from "./Spec.ts"

const host = "127.0.0.1"

export interface Settings extends Prism.Settings {
  readonly port: number
  readonly vendor?: string
}

/** Serves a specification until the scope closes. Then it closes every connection as well. */
export const serve = Effect.fnUntraced(function* (
  spec: Spec,
  settings: Settings
): Effect.fn.Return<{ readonly url: string; readonly port: number }, PortUnavailable, Scope.Scope> {
  const answer = Prism.make(spec, settings)
  const server = http.createServer((request, response) => {
    try {
      handle(answer, request, response, settings.vendor ?? "mock")
    } catch (cause) {
      failed(request, response, settings.vendor ?? "mock", cause)
    }
  })
  yield* Effect.acquireRelease(
    Effect.callback<void, PortUnavailable>((resume) => {
      const refused = (error: NodeJS.ErrnoException) => {
        const taken = error.code === "EADDRINUSE"
        resume(
          Effect.fail(
            new PortUnavailable({ port: settings.port, vendor: settings.vendor, taken, reason: error.message })
          )
        )
      }
      server.once("error", refused)
      try {
        server.listen(settings.port, host, () => resume(Effect.void))
      } catch (cause) {
        refused(cause as NodeJS.ErrnoException)
      }
    }),
    () =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  )
  // A connection that fails for want of a file handle must not end the server.
  server.on("error", (error) => console.error(`${settings.vendor ?? "mock"}: ${error.message}`))
  const { port } = server.address() as AddressInfo
  return { url: `http://${host}:${port}`, port }
})

const handle = (
  answer: ReturnType<typeof Prism.make>,
  request: IncomingMessage,
  response: ServerResponse,
  vendor: string
): void => {
  shareWithPages(request, response)
  const { headers, method = "GET" } = request
  const url = pathAndQuery(request.url ?? "/")
  if (method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined) {
    response.setHeader("access-control-allow-methods", headers["access-control-request-method"])
    response.writeHead(204, { vary: "origin" }).end()
    return
  }
  const refusal = malformed(url, headers)
  if (refusal !== undefined) return refuse(response, refusal)
  readBody(request, response, (body) => {
    const path = pathOf(url)
    const sent =
      headers["content-length"] === undefined && headers["transfer-encoding"] === undefined ? undefined : body
    Promise.resolve()
      .then(() =>
        answer({
          method: method.toLowerCase(),
          path,
          query: new URLSearchParams(url.slice(path.length + 1)),
          headers: headers as Record<string, string>,
          body: sent === "" ? undefined : sent
        })
      )
      .then(({ body, headers, status }) => {
        response.writeHead(status, headers)
        response.end(status === 204 || status === 304 ? undefined : body)
      })
      .catch((cause: unknown) => failed(request, response, vendor, cause))
  })
}

/** Pages under development call the mock from another origin. */
const shareWithPages = ({ headers }: IncomingMessage, response: ServerResponse): void => {
  response.setHeader("access-control-allow-origin", headers.origin ?? "*")
  response.setHeader("access-control-allow-headers", headers["access-control-request-headers"] ?? "*")
  response.setHeader("access-control-allow-credentials", "true")
  response.setHeader("access-control-expose-headers", "*")
}

const refuse = (response: ServerResponse, problem: Problem): void => {
  response.writeHead(problem.status, { "content-type": problemType }).end(JSON.stringify(problemBody(problem)))
}

/** A failure of Prism or of this module. The process goes on, and the answer cannot be taken for the vendor's. */
const failed = (request: IncomingMessage, response: ServerResponse, vendor: string, cause: unknown): void => {
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  console.error(`${vendor}: ${request.method} ${request.url} failed: ${detail}`)
  if (response.headersSent) response.destroy()
  else refuse(response, { status: 500, title: "The mock failed", detail })
}
