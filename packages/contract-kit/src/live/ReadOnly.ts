/** An HTTP client that sends only reads, and only to the vendor. Any other request is a defect. */
import type { Operation } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"

export interface Options {
  /** The operations that may be sent. */
  readonly operations: ReadonlyArray<Operation.Any>
  /** The origins that they may be sent to. */
  readonly origins: ReadonlyArray<string>
  /** Called for each request, including retries. */
  readonly onRequest: () => void
}

/** Wraps the client so that it refuses every request that does not belong to these operations. */
export const make = (client: HttpClient.HttpClient, options: Options): HttpClient.HttpClient => {
  const allowed = options.operations
    .filter(({ safety }) => safety === "safe")
    .map(({ method, path }) => ({ method, path: pattern(path) }))
  return HttpClient.mapRequestEffect(client, (request) =>
    Effect.suspend(() => {
      const { origin, pathname } = new URL(request.url)
      const known = allowed.some(({ method, path }) => method === request.method && path.test(pathname))
      if (!known || !options.origins.includes(origin)) {
        return Effect.die(new Error(`${request.method} is not a read that was planned; nothing was sent`))
      }
      options.onRequest()
      return Effect.succeed(request)
    })
  )
}

const pattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/\{[^}]+\}/)
      .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join("[^/]+")}$`
  )
