/** Salesloft for those who do not write Effect: the same operations as functions that return promises. */
import { type CallOptions, Credentials } from "@salesbridge/core"
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
   * An OAuth access token or an API key, without `Bearer` before it; or a function that gives the token to send now. It is
   * asked before each attempt and, after a 401, once more with the token that was refused.
   */
  readonly accessToken: PromiseClient.Secret | PromiseClient.Ask | Credentials.Source
  /** How long a list is remembered that look-ups have read. Default: 5 minutes. */
  readonly lookups?: { readonly timeToLive?: Duration.Input | undefined }
}

/** What remains of the options of a bulk upsert. */
type Plain<O> = Omit<O, "onJob" | "records"> &
  PromiseClient.Abortable & {
    /**
     * Told of each job when it was made and is still empty. Nothing is sent to it before this is done, so that what it
     * writes down is enough to continue after any interruption.
     */
    readonly onJob?: (job: People.NewJob) => unknown
  }

/** Records as they come. One that throws ends the upsert with what it threw. */
type Records = Iterable<People.PersonRecord> | AsyncIterable<People.PersonRecord>

/** {@link People}, with records from any iterable. */
export interface PeopleClient extends PromiseClient.Module<Omit<typeof People, "bulkUpsert" | "resumeBulkUpsert">> {
  /** Creates or changes people, any number of them, by way of bulk jobs, and gives what became of each. */
  readonly bulkUpsert: (
    records: Records,
    options?: Plain<People.BulkUpsertOptions>
  ) => AsyncIterable<People.BulkUpsertResult>
  /** Continues a bulk upsert that was interrupted, by the id of its job. */
  readonly resumeBulkUpsert: (
    job: Id,
    options?: Plain<People.ResumeOptions> & {
      /**
       * The same records again, from the beginning: the job gets those that it lacks, and further jobs the rest. Default:
       * none, and only this job is continued.
       */
      readonly records?: Records
    }
  ) => AsyncIterable<People.BulkUpsertResult>
}

/** A list of this client that can be filtered and sorted by `updated_at`, such as `People.list`. */
type Changing<I, Item> = PromiseClient.Method<I, Listed<Item>> & ("updated_at" extends keyof I ? unknown : never)

/** {@link Changes}, of lists of this client. */
export interface ChangesClient {
  /** The changes since a time, record by record, oldest first. */
  readonly since: <I extends Changes.Asked, Item extends { readonly id: Id }>(
    list: Changing<I, Item>,
    since: Changes.Since,
    filters?: Changes.Filters<I>,
    options?: PromiseClient.CallOptions
  ) => AsyncIterable<Item>
  /** The same in parts, each with the cursor to go on from. */
  readonly parts: <I extends Changes.Asked, Item extends { readonly id: Id }>(
    list: Changing<I, Item>,
    since: Changes.Since,
    filters?: Changes.Filters<I>,
    options?: PromiseClient.CallOptions
  ) => AsyncIterable<Changes.Part<Item>>
}

/** {@link Lookups}, which all who use this client share. */
export type LookupsClient = {
  readonly [Name in LookupName]: (options?: PromiseClient.Abortable) => Promise<ReadonlyArray<Option>>
} & {
  /** What a note can be about: without a type the two types; with one its records. */
  readonly accountsOrPeople: (
    type?: "account" | "person",
    options?: PromiseClient.Abortable
  ) => Promise<ReadonlyArray<Option>>
  /** Time zones, as Salesloft names them. */
  readonly locales: () => Promise<ReadonlyArray<Option>>
  /** Forgets what was remembered, so that the next to ask reads anew. */
  readonly forget: () => Promise<void>
}

/** Salesloft with one access token, until it is closed. */
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

const bulkOptions = <O extends Plain<object>>({ onJob, ...options }: O) => ({
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

// What a list takes and gives is known where it is given, by the types of `ChangesClient`.
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
  const ask =
    <A>(name: string, of: (service: Lookups["Service"]) => Effect.Effect<A, unknown>) =>
    (options?: PromiseClient.Abortable) =>
      connection.run(`Lookups.${name}`, Effect.flatMap(Lookups, of), options)
  const named = (Object.keys(lookups) as ReadonlyArray<LookupName>).map((name) => [name, ask(name, (_) => _[name])])
  return {
    ...(Object.fromEntries(named) as LookupsClient),
    accountsOrPeople: (type, options) => ask("accountsOrPeople", (_) => _.accountsOrPeople(type))(options),
    locales: ask("locales", (_) => _.locales),
    forget: ask("forget", (_) => _.forget)
  }
}

const credentialOf = (accessToken: Options["accessToken"]) => {
  if (typeof accessToken === "function") return PromiseClient.source("accessToken", accessToken)
  return Credentials.isSource(accessToken) ? accessToken : PromiseClient.secret("accessToken", accessToken)
}

/** Salesloft with this token. Throws a `TypeError` where it is missing; nothing is sent before the first call. */
export const createSalesloft = ({ accessToken, lookups, ...options }: Options): SalesloftClient => {
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
