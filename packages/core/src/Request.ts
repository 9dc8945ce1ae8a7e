/** The HTTP request of a call: the encoded input with its credentials. */
import * as Headers from "effect/http/Headers"
import * as HttpBody from "effect/http/HttpBody"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { Sent } from "./Authentication.ts"
import type { Encoded } from "./OperationCodec.ts"
import type { Route } from "./Route.ts"

/** The request. Credentials, and the type of the body, replace input headers of the same name. */
export const make = (
  route: Route,
  { body, contentType = "application/json", headers, path, query }: Encoded,
  credentials: ReadonlyArray<Sent>
): HttpClientRequest.HttpClientRequest => {
  const params: Array<readonly [string, string | Redacted.Redacted]> = query.filter(
    ([name]) => !credentials.some((credential) => credential.in === "query" && credential.name === name)
  )
  const fields: Record<string, string> = { accept: "application/json" }
  for (const name in headers) fields[name.toLowerCase()] = headers[name]!
  for (const { in: place, name, scheme, value } of credentials) {
    if (place === "query") {
      params.push([name, value])
    } else {
      const text = Redacted.isRedacted(value) ? Redacted.value(value) : value
      fields[name.toLowerCase()] = scheme === undefined ? text : `${scheme} ${text}`
    }
  }
  if (body !== undefined) fields["content-type"] = contentType
  return HttpClientRequest.makeWith(
    route.method,
    route.address(path),
    UrlParams.make(params),
    Option.none(),
    Headers.fromRecordUnsafe(fields),
    body === undefined ? HttpBody.empty : HttpBody.text(body, contentType)
  )
}
