/** A server on 127.0.0.1 that replies as told and records the requests. */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as http from "node:http"
import type { AddressInfo } from "node:net"

export interface Received {
  readonly method: string
  readonly path: string
  /** By name; the last value of each. */
  readonly query: Readonly<Record<string, string>>
  /** The whole query, decoded, in its order. */
  readonly pairs: ReadonlyArray<readonly [name: string, value: string]>
  readonly headers: http.IncomingHttpHeaders
  /** The value of a JSON body, or the text of another; `undefined` if there was none. */
  readonly body: unknown
}

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent unchanged, anything else as JSON. */
  readonly body?: unknown
}

export interface Recorder {
  readonly url: string
  readonly received: ReadonlyArray<Received>
}

const bodyOf = (type: string | undefined, text: string): unknown => {
  if (text === "") return undefined
  return type === undefined || type.includes("json") ? JSON.parse(text) : text
}

export const start = (
  answer: (request: Received, index: number) => Answer
): Effect.Effect<Recorder, never, Scope.Scope> =>
  Effect.gen(function* () {
    const received: Array<Received> = []
    const server = http.createServer((request, response) => {
      let text = ""
      request.setEncoding("utf8")
      request.on("data", (chunk: string) => (text += chunk))
      request.on("end", () => {
        const { pathname, searchParams } = new URL(request.url!, "http://127.0.0.1")
        const record: Received = {
          method: request.method!,
          path: pathname,
          query: Object.fromEntries(searchParams),
          pairs: [...searchParams],
          headers: request.headers,
          body: bodyOf(request.headers["content-type"], text)
        }
        const { body, headers, status = 200 } = answer(record, received.push(record) - 1)
        response.writeHead(status, { "content-type": "application/json", ...headers })
        if (body === undefined) response.end()
        else response.end(typeof body === "string" ? body : JSON.stringify(body))
      })
    })
    yield* Effect.acquireRelease(
      Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () =>
        Effect.callback<void>((resume) => {
          server.closeAllConnections()
          server.close(() => resume(Effect.void))
        })
    )
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
  })
