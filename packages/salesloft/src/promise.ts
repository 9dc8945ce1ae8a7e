/** Salesloft for applications without Effect: the same operations as functions that return promises. */
import { type CallOptions, Credentials, Setting } from "@salesbridge/core"
import { PromiseClient } from "@salesbridge/core/promise"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Changes from "./Changes.ts"
import { definition } from "./Definition.ts"
import type { Id } from "./Ids.ts"
import { Lookups, lookups, type LookupName, type Option } from "./Lookups.ts"
import { request } from "./Operation.ts"
import * as resources from "./resources.ts"
import type { Listed } from "./Page.ts"
import * as People from "./resources/People.ts"
import { type OperationId, Salesloft } from "./Salesloft.ts"

export * from "@salesbridge/core/promise"
export { BulkJobOpen, BulkJobResultsMissing, BulkJobUncertain } from "./bulkUpsert/Errors.ts"
export * from "./Errors.ts"
export type * from "./index.ts"
export * as Webhooks from "./promise/Webhooks.ts"

/** Credentials and settings. */
export interface Options extends PromiseClient.Options<OperationId> {
  /**
   * An OAuth access token or an API key, without `Bearer`, or a function that returns the token to send. It is called
   * before each attempt and, after a 401, once more with the refused token.
   */
  readonly accessToken: PromiseClient.Secret | PromiseClient.Ask | Credentials.Source
  /** How long the look-ups cache a list. Default: 5 minutes. */
  readonly lookups?: { readonly timeToLive?: Duration.Input | undefined } | undefined
}

/** The options of a bulk upsert without `records`, and with an `onJob` that may return a promise. */
type BulkOptions<O> = Omit<O, "onJob" | "records"> &
  PromiseClient.Abortable & {
    /**
     * Called for each job after it was created, while it is empty. The upsert waits for it before it adds records, so
     * you can store the id and continue after any interruption.
     */
    readonly onJob?: ((job: People.NewJob) => unknown) | undefined
  }

/** Records, pulled as they are needed. An error in the iterable ends the upsert with that error. */
type Records = Iterable<People.PersonRecord> | AsyncIterable<People.PersonRecord>

/** {@link People}, with records from any iterable. */
export interface PeopleClient extends PromiseClient.Module<Omit<typeof People, "bulkUpsert" | "resumeBulkUpsert">> {
  /** Creates or updates any number of people with bulk jobs, and returns a result for each. */
  readonly bulkUpsert: (
    records: Records,
    options?: BulkOptions<People.BulkUpsertOptions>
  ) => AsyncIterable<People.BulkUpsertResult>
  /** Continues an interrupted bulk upsert from the last job that `onJob` reported. */
  readonly resumeBulkUpsert: (
    job: Id,
    options?: BulkOptions<People.ResumeOptions> & {
      /**
       * The same records again, from the beginning: the job gets the missing ones, and further jobs get the rest.
       * Default: none, and only this job is continued.
       */
      readonly records?: Records | undefined
    }
  ) => AsyncIterable<People.BulkUpsertResult>
}

/** A list of this client that can be filtered and sorted by `updated_at`, such as `People.list`. */
type Changing<I, Item> = PromiseClient.Method<I, Listed<Item>> & ("updated_at" extends keyof I ? unknown : never)

/** {@link Changes}, for lists of this client. */
export interface ChangesClient {
  /** The changes since a time, record by record, oldest first. */
  readonly since: <I extends Changes.Asked, Item extends { readonly id: Id }>(
    list: Changing<I, Item>,
    since: Changes.Since,
    filters?: Changes.Filters<I>,
    options?: PromiseClient.CallOptions
  ) => AsyncIterable<Item>
  /** The same in parts, each with the cursor to continue from. */
  readonly parts: <I extends Changes.Asked, Item extends { readonly id: Id }>(
    list: Changing<I, Item>,
    since: Changes.Since,
    filters?: Changes.Filters<I>,
    options?: PromiseClient.CallOptions
  ) => AsyncIterable<Changes.Part<Item>>
}

/** {@link Lookups}, with one cache for all users of this client. */
export type LookupsClient = {
  readonly [Name in LookupName]: (options?: PromiseClient.Abortable) => Promise<ReadonlyArray<Option>>
} & {
  /** The possible subjects of a note: without `type` the two types, otherwise the records of the type. */
  readonly accountsOrPeople: (
    type?: "account" | "person",
    options?: PromiseClient.Abortable
  ) => Promise<ReadonlyArray<Option>>
  /** Time zones, with Salesloft's names. */
  readonly locales: () => Promise<ReadonlyArray<Option>>
  /** Clears the cache, so that the next look-up reads again. */
  readonly forget: () => Promise<void>
}

/** A client for one Salesloft account. Close it after use. */
export interface SalesloftClient extends PromiseClient.Client<Omit<typeof resources, "People">> {
  readonly Changes: ChangesClient
  readonly Lookups: LookupsClient
  readonly People: PeopleClient
}

type Connection = PromiseClient.Connection<Salesloft | Lookups>

const thrown = (error: unknown) => error

async function* inTurn(records: Records) {
  yield* records
}

const streamOf = (records: Records) =>
  Array.isArray(records)
    ? Stream.fromIterable<People.PersonRecord>(records)
    : Stream.fromAsyncIterable(inTurn(records), thrown)

const bulkOptions = <O extends BulkOptions<object>>({ onJob, ...options }: O) => ({
  ...options,
  ...(onJob === undefined
    ? {}
    : { onJob: (job: People.NewJob) => Effect.tryPromise({ try: async () => onJob(job), catch: thrown }) })
})

const bulkUpsertsOf = (connection: Connection): Pick<PeopleClient, "bulkUpsert" | "resumeBulkUpsert"> => ({
  bulkUpsert: (records, options = {}) =>
    connection.iterate(
      "People.bulkUpsert",
      Stream.suspend(() => People.bulkUpsert(streamOf(records), bulkOptions(options))),
      options
    ),
  resumeBulkUpsert: (job, { records, ...options } = {}) =>
    connection.iterate(
      "People.resumeBulkUpsert",
      Stream.suspend(() =>
        People.resumeBulkUpsert(job, {
          ...bulkOptions(options),
          ...(records === undefined ? {} : { records: streamOf(records) })
        })
      ),
      options
    )
})

type Read = (
  list: typeof People.list,
  since: Changes.Since,
  filters: undefined,
  options: CallOptions
) => Stream.Stream<unknown, unknown, Salesloft>

// Types are erased here, with `People.list` for any list. `ChangesClient` checks what callers pass.
const changesOf = (connection: Connection): ChangesClient => {
  const changes =
    (name: string, read: Read) =>
    (list: unknown, since: Changes.Since, filters?: unknown, options?: PromiseClient.CallOptions) => {
      const operation = PromiseClient.operationOf(list) as typeof People.list
      const stream = Stream.suspend(() =>
        read(operation, since, filters as undefined, PromiseClient.callOptions(options))
      )
      return connection.iterate(name, stream, options) as AsyncIterable<never>
    }
  return { since: changes("Changes.since", Changes.since), parts: changes("Changes.parts", Changes.parts) }
}

const lookupsOf = (connection: Connection): LookupsClient => {
  const lookupMethod =
    <A>(name: string, of: (service: Lookups["Service"]) => Effect.Effect<A, unknown>) =>
    (options?: PromiseClient.Abortable) =>
      connection.run(`Lookups.${name}`, Effect.flatMap(Lookups, of), options)
  const named = (Object.keys(lookups) as ReadonlyArray<LookupName>).map((name) => [
    name,
    lookupMethod(name, (_) => _[name])
  ])
  return {
    ...(Object.fromEntries(named) as LookupsClient),
    accountsOrPeople: (type, options) => lookupMethod("accountsOrPeople", (_) => _.accountsOrPeople(type))(options),
    locales: lookupMethod("locales", (_) => _.locales),
    forget: lookupMethod("forget", (_) => _.forget)
  }
}

const credentialOf = (accessToken: Options["accessToken"]) => {
  if (typeof accessToken === "function") return PromiseClient.source("accessToken", accessToken)
  return Credentials.isSource(accessToken) ? accessToken : PromiseClient.secret("accessToken", accessToken)
}

/**
 * Creates a client with this token. Throws a `TypeError` if the token is missing. Nothing is sent before the first
 * call.
 */
export const createSalesloft = ({ accessToken, lookups, ...options }: Options): SalesloftClient => {
  Setting.orThrow(Setting.duration("lookups.timeToLive", lookups?.timeToLive))
  const credential = credentialOf(accessToken)
  const connection = PromiseClient.connect(definition.name, options, (settings) =>
    Layer.provideMerge(Lookups.layer(lookups), Salesloft.layer({ ...settings, accessToken: credential }))
  )
  const client = PromiseClient.make(connection, request, resources)
  return {
    ...client,
    Changes: changesOf(connection),
    Lookups: lookupsOf(connection),
    People: { ...client.People, ...bulkUpsertsOf(connection) }
  }
}
