/** How the job configures and connects a vendor. Each vendor has one file that defines this. */
import { type Vendor, VendorConfig, type WebhookReceiver } from "@salesbridge/core"
import { type Config, Effect, Layer, type Redacted, Schedule } from "effect"
import type { HttpClient } from "effect/http"
import type { Call, Unsubscribed, VendorAdapter } from "./Destination.ts"
import { isWithoutQuota } from "./Verdict.ts"

/** The values of the flags that are given. */
export type Settings = Readonly<Record<string, string | undefined>>

/** A flag of the command that a vendor needs before it can be a destination. */
export interface Setting {
  readonly flag: string
  readonly metavar: string
  readonly description: string
  /** The value offline. */
  readonly sample: string
  /** The default value at the real vendor. Absent: the flag is required there. */
  readonly usual?: (given: Settings) => string
  /** The setting applies only if another one has this value. */
  readonly only?: { readonly flag: string; readonly value: string }
  /** What is wrong with a value; undefined if nothing is. */
  readonly problem?: (value: string) => string | undefined
}

/** Where and how a vendor is connected. */
export interface Connection {
  readonly url: string
  /** Identifies the vendor's address in the journal. The URL of a sandbox does not, since it differs with each run. */
  readonly place: string
  readonly setting: (flag: string) => string
  readonly options: Pick<Vendor.Options, "quota" | "retry" | "timeout">
}

/** Reports a person who unsubscribed. Fails if nobody can tell who it is. */
export type OnUnsubscribed = (person: Unsubscribed) => Effect.Effect<unknown, unknown>

/** Provides the vendor's service to a call. */
export type Using<Service> = <A>(call: Call<A, Service>) => Call<A>

type Derived = "vendor" | "name" | "url"

interface Integration<Adapter, Service> {
  readonly definition: Vendor.Definition
  readonly layer: (options: Connection["options"]) => Layer.Layer<Service, Config.ConfigError, HttpClient.HttpClient>
  readonly name: string
  readonly settings: ReadonlyArray<Setting>
  /** How it reports who unsubscribed; absent if it does not. */
  readonly webhook?: {
    /** The variable of the signing secret or, for a vendor that does not sign, of the last part of the webhook's path. */
    readonly secret: string
    readonly receiver: (secret: Redacted.Redacted, report: OnUnsubscribed) => WebhookReceiver<never>
  }
  readonly connect: (connection: Connection & { readonly using: Using<Service> }) => Omit<Adapter, Derived>
}

/** Waits for the Redis with the shared quota for half a minute: nothing was sent. */
const untilRedisAnswers = {
  while: isWithoutQuota,
  schedule: Schedule.spaced("1 second").pipe(Schedule.upTo({ times: 30 }))
}

/** A vendor before it is connected. What its package knows comes from the package's definition. */
export const integrate = <Adapter extends VendorAdapter, Service>(given: Integration<Adapter, Service>) => {
  const { connect, definition, layer, ...integration } = given
  const variables = VendorConfig.variables(definition)
  const { name: vendor, servers } = definition
  return {
    ...integration,
    vendor,
    /** The variables of its credentials. All of them are needed. */
    variables: Object.entries(definition.credentials).flatMap(([key, { optional }]) =>
      optional === true ? [] : [variables.credentials[key]!]
    ),
    /** The variable of its address, and the address without it. */
    baseUrl: variables.baseUrl,
    server: servers["default"]!,
    /** Reads credentials and address from the variables. */
    connect: (connection: Connection) =>
      Effect.map(Layer.build(Layer.orDie(layer(connection.options))), (services) => {
        const provided: Using<Service> = (call) => Effect.provide(call, services)
        const using: Using<Service> = (call) => Effect.retry(provided(call), untilRedisAnswers)
        const adapter = connect({ ...connection, using })
        return { vendor, name: integration.name, url: connection.url, ...adapter } as Adapter
      })
  }
}

export type VendorIntegration<A extends VendorAdapter = VendorAdapter> = ReturnType<typeof integrate<A, never>>
