/* oxlint-disable typescript/no-explicit-any -- a call knows its operation only as data */
/** A vendor as a service: its definition, the credentials in use, and the function that calls its operations. */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import type { DecodedResponse } from "./DecodedResponse.ts"
import * as Attempt from "./Attempt.ts"
import { type Attached, trimmed } from "./Authentication.ts"
import * as Call from "./Call.ts"
import type { CallOptions, LayerOptions } from "./CallOptions.ts"
import * as Credentials from "./Credentials.ts"
import type * as Operation from "./Operation.ts"
import * as Overrides from "./Overrides.ts"
import * as Present from "./Present.ts"
import * as ProxyBypass from "#ProxyBypass"
import * as Quota from "./Quota.ts"
import * as Redaction from "./Redaction.ts"
import * as SecretTransport from "./SecretTransport.ts"
import * as Setting from "./Setting.ts"
import type { Definition } from "./VendorDefinition.ts"

export type { Attached } from "./Authentication.ts"
export type { LayerOptions as Options } from "./CallOptions.ts"
export { isOrigin } from "./Origin.ts"
export type { Credential, Definition } from "./VendorDefinition.ts"

/** Makes the calls of one vendor with one set of credentials. */
export interface Vendor {
  readonly definition: Definition
  readonly call: (operation: Operation.Any, input: unknown, options?: CallOptions) => Effect.Effect<any, any>
  readonly callWithResponse: (
    operation: Operation.Any,
    input: unknown,
    options?: CallOptions
  ) => Effect.Effect<DecodedResponse<any>, any>
}

/** The client of a vendor. `credentials` are the values of those in the definition. */
export const make = (
  definition: Definition,
  credentials: { readonly [name: string]: Redacted.Redacted | Credentials.Source | string | undefined },
  options: LayerOptions = {}
): Effect.Effect<Vendor, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const unknown = unknownOverrides(definition, options)
    if (unknown !== undefined) return yield* Effect.die(new Error(unknown))
    const transport = yield* HttpClient.HttpClient
    const origins = options.baseUrl === undefined ? Object.values(definition.servers) : [options.baseUrl]
    const bypass = yield* ProxyBypass.problem(transport, origins)
    if (bypass !== undefined) return yield* Effect.die(new Error(`${definition.name}: ${bypass}`))
    const attached = attach(definition, credentials)
    const secrets = attached.flatMap(({ value }) => (Redacted.isRedacted(value) ? [value] : []))
    const redact = Redaction.growing(secrets)
    // The call's span replaces the transport's, whose URL would contain credentials.
    const client = SecretTransport.make(transport)
    // A quota in memory needs no name that tells accounts apart, so the first call computes no digest.
    const isShared = (yield* Quota.SharedLimiter) !== undefined
    const account = isShared && options.quota?.key === undefined ? `:${yield* fingerprint(attached)}` : ""
    const issues = Setting.issuesOf(options)
    const quota = yield* Quota.make(options.quota?.key ?? `${definition.name}${account}`, {
      ...(definition.limits === undefined ? {} : { limits: definition.limits }),
      ...(definition.remaining === undefined ? {} : { remaining: definition.remaining }),
      // Every call is refused if there are issues.
      ...(issues.length === 0 ? Present.only(options.quota) : {})
    })
    const callWithResponse = Call.make({
      definition,
      attached,
      options,
      issues,
      redact,
      quota,
      attempt: Attempt.make({ client, redact, requestIdHeaders: definition.requestIdHeaders ?? ["x-request-id"] })
    })
    return {
      definition,
      callWithResponse,
      call: (operation, input, callOptions) =>
        Effect.map(callWithResponse(operation, input, callOptions), ({ value }) => value)
    }
  })

/** The problem of overrides for unknown operations, if there is one. */
const unknownOverrides = ({ name, operations }: Definition, { overrides }: LayerOptions): string | undefined => {
  const unknown = Object.keys(Overrides.byId(overrides)).filter((id) => operations?.includes(id) === false)
  return unknown.length === 0
    ? undefined
    : `${name} has no operation ${unknown.join(", ")} to override. It has: ${operations?.join(", ")}`
}

/** The given credentials, each with the place where it is sent. */
const attach = (definition: Definition, given: Parameters<typeof make>[1]): ReadonlyArray<Attached> =>
  Object.entries(definition.credentials).flatMap(([key, credential]) => {
    if (given[key] === undefined) return []
    const value = trimmed(given[key])
    const isSecret = credential.secret !== false && typeof value === "string"
    return [{ ...credential, key, value: isSecret ? Redacted.make(value) : value }]
  })

/** Identifies an account in a shared store without revealing its credentials. */
const fingerprint = (attached: ReadonlyArray<Attached>): Effect.Effect<string> => {
  const values = attached.map(({ value }) => {
    if (typeof value === "string") return value
    return Credentials.isSource(value) ? value.account : Redacted.value(value)
  })
  return Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(values)))),
    (digest) => Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("")
  )
}
