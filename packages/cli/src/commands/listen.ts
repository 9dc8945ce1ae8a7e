/** `salesbridge listen`: receives webhooks, verifies, prints, stores and forwards them. */
import type { WebhookProtocol } from "@salesbridge/core"
import * as Cause from "effect/Cause"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import * as Option from "effect/Option"
import type * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { createHash } from "node:crypto"
import { appendFileSync } from "node:fs"
import { createServer, type IncomingMessage } from "node:http"
import { CommandFailure } from "../CommandFailure.ts"
import * as Connection from "../Connection.ts"
import { Environment } from "../Environment.ts"
import * as NumberFlag from "../NumberFlag.ts"
import { Screen } from "../Screen.ts"
import * as Transport from "../Transport.ts"
import * as Webhooks from "../Webhooks.ts"
import { loadVendors } from "./list.ts"

/** The file of received deliveries. */
export const file = Flag.String("file").pipe(
  Flag.withMetavar("path"),
  Flag.withDescription("The file of deliveries. Default: salesbridge-deliveries.ndjson"),
  Flag.withDefault("salesbridge-deliveries.ndjson")
)

const flags = {
  vendor: Argument.String("vendor").pipe(Argument.withDescription("Such as salesloft")),
  port: NumberFlag.port("port").pipe(
    Flag.withDescription("The port on 127.0.0.1. Default: 4100; 0 uses a free one"),
    Flag.withDefault(4100)
  ),
  forward: Flag.String("forward").pipe(
    Flag.withMetavar("url"),
    Flag.withDescription("Forward each delivery to this URL; if that fails, the vendor is asked to send it again"),
    Flag.optional
  ),
  details: Flag.Boolean("details").pipe(
    Flag.withDescription("Also print headers and body of each delivery"),
    Flag.withDefault(false)
  ),
  file
}

type Options = Command.Command.Config.Infer<typeof flags>

export const listen = Command.make("listen", flags, (options) =>
  Effect.gen(function* () {
    const [vendor] = yield* loadVendors([options.vendor])
    const protocol = yield* Webhooks.protocolOf(vendor!)
    const secret = Webhooks.secretIn(yield* Environment)
    const { err } = yield* Screen
    const url = yield* served(options.port, (request, body) => receive(protocol, secret, options, request, body))
    yield* err(`${url} receives webhooks of ${options.vendor} and stores them in ${options.file}. Ctrl-C stops it.`)
    return yield* Effect.never
  }).pipe(Effect.provide(Transport.layer), Effect.scoped)
).pipe(
  Command.withDescription(
    `Receives webhooks on this machine: verifies them, prints a line for each, stores them in a file for replay, and can forward them. ${Webhooks.secretVariable} sets the secret; the default is "${Webhooks.defaultSecret}".`
  ),
  Command.withShortDescription("Receives webhooks, and forwards them"),
  Command.withExamples([
    { command: "salesbridge listen salesloft --forward http://127.0.0.1:3000/hooks" },
    { command: "salesbridge listen salesflow --details" }
  ])
)

type Handle = (
  headers: Webhooks.Kept["headers"],
  body: string
) => Effect.Effect<number, CommandFailure, HttpClient.HttpClient>

/** The maximum size of a body, in bytes. */
const maxBytes = 1024 * 1024

/** The body of a request; `undefined` if it is too large or cut off. */
const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Array<Buffer> = []
  let length = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > maxBytes) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(chunks).toString("utf8")
}

/** A server on this machine, until the scope ends. It answers each POST with the status that its handler returns. */
const served = (port: number, handle: Handle) =>
  Effect.gen(function* () {
    const services = yield* Effect.context<HttpClient.HttpClient>()
    const server = createServer(async (request, response) => {
      const body = await bodyOf(request)
      const headers = Webhooks.headersOf(request.headers as Record<string, string | undefined>)
      const answer = (status: number) => void response.writeHead(status, { connection: "close" }).end()
      if (request.method !== "POST") return answer(405)
      if (body === undefined) return answer(413)
      const handled = handle(headers, body).pipe(
        // A defect, too: a sender must not end the command.
        Effect.catchCause((cause) => {
          const error = Cause.squash(cause)
          return Effect.as(printLine(`500 ${error instanceof Error ? error.message : String(error)}`), 500)
        }),
        Effect.provideContext(services)
      )
      return answer(await Effect.runPromise(handled))
    })
    yield* Effect.acquireRelease(
      Effect.callback<void, CommandFailure>((resume) => {
        server.once("error", ({ message }) =>
          resume(Effect.fail(new CommandFailure({ message, hint: "Choose another with --port; 0 uses a free one." })))
        )
        server.listen(port, "127.0.0.1", () => resume(Effect.void))
      }),
      () => Effect.sync(() => server.close().closeAllConnections())
    )
    return `http://127.0.0.1:${(server.address() as { readonly port: number }).port}`
  })

/** Prints a line, starting with the time. */
const printLine = (text: string): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { out } = yield* Screen
    yield* out(`${new Date().toISOString().slice(11, 19)} ${text}`)
  })

const receive = (
  protocol: WebhookProtocol,
  secret: Redacted.Redacted,
  { details, file, forward, vendor }: Options,
  headers: Webhooks.Kept["headers"],
  body: string
) =>
  Effect.gen(function* () {
    const bytes = new TextEncoder().encode(body)
    const isGenuine =
      protocol.verify === undefined || (yield* protocol.verify({ url: "/", headers, body: bytes }, secret))
    if (!isGenuine) {
      yield* printLine(`401 not signed with the secret`)
      return 401
    }
    const event = eventOf(protocol, headers, body)
    if (Result.isFailure(event)) {
      yield* printLine(`400 ${event.failure}`)
      return 400
    }
    const id = createHash("sha256").update(body).digest("hex").slice(0, 8)
    const kept: Webhooks.Kept = { at: new Date().toISOString(), vendor, id, event: event.success, headers, body }
    yield* Connection.attempt(() => appendFileSync(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 }))
    const status = Option.isNone(forward) ? undefined : yield* Webhooks.post(forward.value, { headers, body })
    const answered = status === undefined || status < 300 ? 200 : 502
    yield* printLine(
      `${answered} ${vendor} ${event.success} ${id}${status === undefined ? "" : `, forwarded: ${status}`}`
    )
    if (details) {
      const { out } = yield* Screen
      const shown = (body: unknown) => JSON.stringify({ headers, body }, undefined, 2)
      // JSON nested too deeply cannot be formatted.
      yield* out(
        Result.getOrElse(
          Result.try(() => shown(JSON.parse(body))),
          () => shown(body)
        )
      )
    }
    return answered
  })

/** The name of a delivery's event; "Unknown" with the reason if the package does not recognize it. */
const eventOf = (
  protocol: WebhookProtocol,
  headers: Webhooks.Kept["headers"],
  body: string
): Result.Result<string, string> =>
  Result.flatMap(Result.try({ try: () => JSON.parse(body) as unknown, catch: () => "the body is not JSON" }), (json) =>
    Result.map(protocol.decode(json, headers), (event) => {
      const { _tag, problem } = event as { readonly _tag: string; readonly problem?: string | undefined }
      return problem === undefined ? _tag : `${_tag} (${problem.split("\n", 1)[0]})`
    })
  )
