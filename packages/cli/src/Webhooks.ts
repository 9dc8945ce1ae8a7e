/** Webhooks of vendors: who has them, and what a delivery is that was kept. */
import type { PostedDelivery, WebhookProtocol } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import type { Vendor } from "./Vendors.ts"

/** The secret that `trigger` signs and `listen` verifies with, where none is given. */
export const defaultSecret = "salesbridge"

/** The variable that holds another. */
export const secretVariable = "SALESBRIDGE_WEBHOOK_SECRET"

/** The secret that the environment names. */
export const secretIn = (environment: Readonly<Record<string, string | undefined>>): Redacted.Redacted =>
  Redacted.make(environment[secretVariable] || defaultSecret)

/** How the webhooks of a vendor travel. */
export const protocolOf = ({ exports, name }: Vendor): Effect.Effect<WebhookProtocol, CommandFailure> => {
  const { webhookProtocol } = exports as { readonly webhookProtocol?: WebhookProtocol }
  return webhookProtocol === undefined
    ? Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.usage,
          message: `${name} has no webhooks that are known`
        })
      )
    : Effect.succeed(webhookProtocol)
}

/** A delivery that was received, a line of the file that keeps them. */
export interface Kept {
  readonly at: string
  readonly vendor: string
  readonly id: string
  readonly event: string
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** Headers that belong to one connection, or that the transport writes itself. */
const ofTransport =
  /^(?:connection|content-length|host|keep-alive|transfer-encoding|accept-encoding|expect|te|upgrade)$/

/** The headers of a request that belong to its delivery. */
export const headersOf = (headers: { readonly [name: string]: string | undefined }): Kept["headers"] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofTransport.test(name) ? [] : [[name, value]]
    )
  )

/** Posts a delivery, and gives the status that answers it. */
export const post = (
  to: string,
  { body, headers }: PostedDelivery
): Effect.Effect<number, CommandFailure, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const client = yield* HttpClient.HttpClient
    const { "content-type": type = "application/json", ...rest } = headers
    const request = HttpClientRequest.post(to).pipe(
      HttpClientRequest.setHeaders(rest),
      HttpClientRequest.bodyText(body, type)
    )
    // A vendor traces nothing.
    return (yield* Effect.provideService(client.execute(request), HttpClient.TracerPropagationEnabled, false)).status
  }).pipe(
    Effect.catchTag("HttpClientError", ({ message }) =>
      Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.Network,
          message: `${to} could not be reached: ${message}`,
          hint: "Is something listening there?"
        })
      )
    )
  )
