/** A connection to a vendor: the real one, another server, or a sandbox that is started for the command. */
import { Vendor as Core, VendorConfig } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import type * as HttpClient from "effect/http/HttpClient"
import type * as Scope from "effect/Scope"
import { CommandFailure, ExitCode } from "./CommandFailure.ts"
import * as Credentials from "./Credentials.ts"
import { Environment } from "./Environment.ts"
import type { Vendor } from "./Vendors.ts"

/** Where calls go. */
export interface Target {
  /** A sandbox of the vendor, started for the command. */
  readonly sandbox: boolean
  /** This origin. */
  readonly baseUrl: string | undefined
  /** With the credentials of this profile. */
  readonly profile: string | undefined
}

export interface Connection {
  readonly client: Core.Vendor
  /** The client's credentials, by the names of the vendor's definition. */
  readonly credentials: Readonly<Record<string, string>>
  /** An origin that replaces the vendor's own. */
  readonly baseUrl: string | undefined
  /** Where calls go, for messages. */
  readonly address: string
  /** Whether calls go to the vendor itself, so that a write has real effects. */
  readonly isReal: boolean
}

/** Whether a URL is on this machine. */
const isLoopback = (address: string): boolean => {
  const { hostname } = new URL(address)
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname)
}

/** The origin that replaces the vendor's own: from the flag, or else from the vendor's `…_BASE_URL` variable. */
export const baseUrlOf = (
  definition: Core.Definition,
  target: Target
): Effect.Effect<string | undefined, CommandFailure> =>
  Effect.gen(function* () {
    const variable = VendorConfig.variables(definition).baseUrl
    const baseUrl = target.baseUrl ?? ((yield* Environment)[variable] || undefined)
    if (baseUrl === undefined || Core.isOrigin(baseUrl)) return baseUrl
    return yield* Effect.fail(
      new CommandFailure({
        exitCode: ExitCode.usage,
        message: `${target.baseUrl === undefined ? variable : "--base-url"} is not an HTTP address`,
        hint: "Write it like http://127.0.0.1:4010, without user, password, query and fragment."
      })
    )
  })

/** Connects to a vendor with the transport from the context. Nothing is sent before the first call. */
export const open = (
  vendor: Vendor,
  target: Target
): Effect.Effect<Connection, CommandFailure, HttpClient.HttpClient | Scope.Scope> =>
  Effect.gen(function* () {
    const { definition, name } = vendor
    if (target.sandbox) {
      const { url } = yield* sandboxOf(name)
      const credentials = Credentials.madeUp(definition)
      const client = yield* Core.make(definition, credentials, { baseUrl: url })
      return { client, credentials, baseUrl: url, address: url, isReal: false }
    }
    const baseUrl = yield* baseUrlOf(definition, target)
    const environment = yield* Environment
    const found = yield* attempt(() => Credentials.find(definition, environment, target.profile))
    const isLocal = baseUrl !== undefined && isLoopback(baseUrl)
    if (found.missing.length > 0 && !isLocal) return yield* Effect.fail(missing(definition, found.missing))
    const values = isLocal ? { ...Credentials.madeUp(definition), ...found.values } : found.values
    const client = yield* Core.make(definition, values, baseUrl === undefined ? {} : { baseUrl })
    return { client, credentials: values, baseUrl, address: baseUrl ?? definition.servers.default, isReal: !isLocal }
  })

/** Runs a function that may throw a `CommandFailure`. */
export const attempt = <A>(body: () => A): Effect.Effect<A, CommandFailure> =>
  Effect.try({
    try: body,
    catch: (cause) =>
      cause instanceof CommandFailure ? cause : new CommandFailure({ message: (cause as Error).message })
  })

/** The failure for missing credentials, with what to do about it. */
const missing = (definition: Core.Definition, names: ReadonlyArray<string>): CommandFailure =>
  new CommandFailure({
    exitCode: ExitCode.Unauthorized,
    message: `${definition.name}: there are no credentials`,
    details: names.map((name) => `${VendorConfig.variables(definition).credentials[name]} is not set`),
    hint: `Set them, or store them with salesbridge login ${definition.name}; --sandbox needs none.`
  })

/** A sandbox of a vendor, which stops with the scope. */
const sandboxOf = (vendor: string) =>
  Effect.acquireRelease(
    Effect.tryPromise({
      try: async () => (await import("@salesbridge/mocks/sandbox")).startSandbox(vendor),
      catch: (cause) => new CommandFailure({ message: (cause as Error).message })
    }),
    (sandbox) => Effect.promise(() => sandbox.close())
  )
