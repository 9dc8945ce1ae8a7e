/** Vendors' webhooks, and stored deliveries. */
import type { PostedDelivery, WebhookProtocol } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import type { Vendor } from "./Vendors.ts"

/** The default secret, with which `trigger` signs and `listen` verifies. */
export const defaultSecret = "salesbridge"

/** The variable with another secret. */
export const secretVariable = "SALESBRIDGE_WEBHOOK_SECRET"

/** The secret from the environment. */
export const secretIn = (environment: Readonly<Record<string, string | undefined>>): Redacted.Redacted =>
  Redacted.make(environment[secretVariable] || defaultSecret)

/** The webhook protocol of a vendor. */
export const protocolOf = ({ exports, name }: Vendor): Effect.Effect<WebhookProtocol, CommandFailure> => {
  const { webhookProtocol } = exports as { readonly webhookProtocol?: WebhookProtocol }
  return webhookProtocol === undefined
    ? Effect.fail(
        new CommandFailure({
          exitCode: ExitCode.usage,
          message: `${name} has no known webhooks`
        })
      )
    : Effect.succeed(webhookProtocol)
}

/** A received delivery: one line of the file. */
export const Kept = Schema.Struct({
  at: Schema.String,
  vendor: Schema.String,
  id: Schema.String,
  event: Schema.String,
  headers: Schema.Record(Schema.String, Schema.String),
  body: Schema.String
})
export type Kept = typeof Kept.Type

/** Headers of a single connection, and those that the transport writes. */
const ofTransport =
  /^(?:connection|content-length|host|keep-alive|transfer-encoding|accept-encoding|expect|te|upgrade)$/

/** The headers of a request that belong to the delivery. */
export const headersOf = (headers: { readonly [name: string]: string | undefined }): Kept["headers"] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || ofTransport.test(name) ? [] : [[name, value]]
    )
  )

/** Sends a delivery, and returns the status of the response. */
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
    // Vendors send no tracing headers.
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
