/* oxlint-disable typescript/no-explicit-any -- a call knows its operation only as data */
/** A vendor as a service: what is known of it, whose credentials are used, and how its operations are called. */
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import type { Answer } from "./Answer.ts"
import * as Call from "./Call.ts"
import * as Credentials from "./Credentials.ts"
import type { CallOptions, Timeouts } from "./CallOptions.ts"
import * as Exchange from "./Exchange.ts"
import type * as Operation from "./Operation.ts"
import * as Overrides from "./Overrides.ts"
import * as Quota from "./Quota.ts"
import * as Redaction from "./Redaction.ts"
import type * as Retry from "./Retry.ts"

/** Where one part of the credentials travels. */
export interface Credential {
  readonly in: "query" | "header"
  readonly name: string
  /** The word that stands before the value, such as `Bearer`. Default: none. */
  readonly scheme?: string
  /** Whether it must never be shown. Default: true. */
  readonly secret?: boolean
  /** Whether calls go without it where it is not given. Default: false. */
  readonly optional?: boolean
}

/** What is known of a vendor, as data. */
export interface Definition {
  /** Its short name, such as `salesflow`. */
  readonly name: string
  /** Its origins by name; `default` answers the operations that name none. */
  readonly servers: { readonly default: string; readonly [name: string]: string }
  readonly credentials: { readonly [name: string]: Credential }
  /** The ids of its operations, so that settings which name another are refused. Default: any is taken. */
  readonly operations?: ReadonlyArray<string>
  /** The limits that its document states. Default: none. */
  readonly limits?: ReadonlyArray<Quota.Limit>
  /** The response header that says how many units the quota has left. Default: none. */
  readonly remaining?: Quota.RemainingHeader
  /** Response headers, in lower case, that may hold the request's id. Default: `x-request-id`. */
  readonly requestIdHeaders?: ReadonlyArray<string>
}

/** What every vendor's layer can set beside the credentials. */
export interface Options<OperationId extends string = string> {
  /** An origin that stands for all of the vendor's, such as a mock's `http://127.0.0.1:4010`. */
  readonly baseUrl?: string | undefined
  readonly quota?: Quota.Options
  /** When to send again what may be sent again; `false` for never. Default: `Retry.defaultPolicy`. */
  readonly retry?: Retry.Policy | false
  readonly timeout?: Timeouts
  /** Replaces what the vendor's document leaves unsettled. */
  readonly overrides?: Overrides.Overrides<OperationId> | undefined
}

/** Makes the calls of one vendor with one set of credentials. */
export interface Vendor {
  readonly definition: Definition
  readonly call: (operation: Operation.Any, input: unknown, options?: CallOptions) => Effect.Effect<any, any>
  readonly callWithResponse: (
    operation: Operation.Any,
    input: unknown,
    options?: CallOptions
  ) => Effect.Effect<Answer<any>, any>
}

/** A part of the credentials with its value, or where that comes from. */
export interface Attached extends Credential {
  readonly key: string
  readonly value: string | Redacted.Redacted | Credentials.Source
}

/** The client of a vendor; `credentials` are the values of those that the definition names. */
export const make = (
  definition: Definition,
  credentials: { readonly [name: string]: Redacted.Redacted | Credentials.Source | string | undefined },
  options: Options = {}
): Effect.Effect<Vendor, never, HttpClient.HttpClient> =>
  Effect.gen(function* () {
    const unknown = Object.keys(Overrides.byId(options.overrides)).filter(
      (id) => definition.operations?.includes(id) === false
    )
    if (unknown.length > 0) {
      return yield* Effect.die(
        new Error(
          `${definition.name} has no operation ${unknown.join(", ")} to override. It has: ${definition.operations?.join(", ")}`
        )
      )
    }
    const attached = Object.entries(definition.credentials).flatMap(([key, credential]): ReadonlyArray<Attached> => {
      const value = credentials[key]
      if (value === undefined) return []
      return [
        {
          ...credential,
          key,
          value: credential.secret === false || typeof value !== "string" ? value : Redacted.make(value)
        }
      ]
    })
    const secrets = attached.flatMap(({ value }) => (Redacted.isRedacted(value) ? [value] : []))
    const redact = Redaction.growing(secrets)
    // The span of the call says what the transport's own would, without credentials in its URL.
    const client = HttpClient.transform(
      yield* HttpClient.HttpClient,
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
    )
    const account = yield* fingerprint(
      attached.map(({ value }) => {
        if (typeof value === "string") return value
        return Credentials.isSource(value) ? value.account : Redacted.value(value)
      })
    )
    const quota = yield* Quota.make(options.quota?.key ?? `${definition.name}:${account}`, {
      ...(definition.limits === undefined ? {} : { limits: definition.limits }),
      ...(definition.remaining === undefined ? {} : { remaining: definition.remaining }),
      ...options.quota
    })
    const callWithResponse = Call.make({
      definition,
      attached,
      options,
      redact,
      quota,
      exchange: Exchange.make({ client, redact, requestIdHeaders: definition.requestIdHeaders ?? ["x-request-id"] })
    })
    return {
      definition,
      callWithResponse,
      call: (operation, input, callOptions) =>
        Effect.map(callWithResponse(operation, input, callOptions), ({ value }) => value)
    }
  })

/** Names an account in a shared store without telling its credentials. */
const fingerprint = (values: ReadonlyArray<string>): Effect.Effect<string> =>
  Effect.map(
    Effect.promise(() => crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(values)))),
    (digest) => Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("")
  )
