/** A call as a curl command, with variables instead of credentials. */
import { type Operation, Vendor, VendorConfig } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientError from "effect/http/HttpClientError"
import type * as HttpClientRequest from "effect/http/HttpClientRequest"

/** A placeholder for a variable, until the text is quoted. */
const marked = (variable: string) => `__${variable}__`

/** In double quotes for the shell, so that variables are expanded. */
const quoted = (text: string): string =>
  `"${text.replaceAll(/["$\\`]/g, String.raw`\$&`).replaceAll(/__([A-Z][A-Z\d_]*?)__/g, "$$$1")}"`

const single = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The curl command for a call. Fails if the input is invalid, like the call. Nothing is sent. */
export const of = (
  definition: Vendor.Definition,
  operation: Operation.Any,
  input: unknown,
  baseUrl: string | undefined
): Effect.Effect<string, unknown> =>
  Effect.gen(function* () {
    let seen: { readonly request: HttpClientRequest.HttpClientRequest; readonly url: URL } | undefined
    const transport = HttpClient.make((request, url) => {
      seen = { request, url }
      return Effect.fail(
        new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request }) })
      )
    })
    const names = VendorConfig.variables(definition).credentials
    const variables = Object.fromEntries(
      Object.entries(definition.credentials).flatMap(([name, { optional }]) =>
        optional === true ? [] : [[name, marked(names[name]!)]]
      )
    )
    const client = yield* Vendor.make(definition, variables, baseUrl === undefined ? {} : { baseUrl }).pipe(
      Effect.provideService(HttpClient.HttpClient, transport)
    )
    return yield* Effect.catch(Effect.as(client.call(operation, input, { retry: false }), ""), (failure) =>
      seen === undefined ? Effect.fail(failure) : Effect.succeed(commandOf(seen.request, seen.url))
    )
  })

const commandOf = (request: HttpClientRequest.HttpClientRequest, url: URL): string => {
  const parts = [`curl --request ${request.method} ${quoted(url.href)}`]
  for (const [name, value] of Object.entries(request.headers)) {
    if (name !== "content-length") parts.push(`--header ${quoted(`${name}: ${value}`)}`)
  }
  const { body } = request
  if (body._tag === "Uint8Array") parts.push(`--data ${single(new TextDecoder().decode(body.body))}`)
  return parts.join(" \\\n  ")
}
