/** Salesloft for those who do not write Effect: the same operations as functions that return promises. */
import { type CallOptions, Credentials } from "@salesbridge/core"
import { PromiseClient } from "@salesbridge/core/promise"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as AccountStages from "./AccountStages.ts"
import * as AccountTiers from "./AccountTiers.ts"
import * as Accounts from "./Accounts.ts"
import * as Actions from "./Actions.ts"
import * as BulkJobs from "./BulkJobs.ts"
import * as CadenceMemberships from "./CadenceMemberships.ts"
import * as Cadences from "./Cadences.ts"
import * as CallDataRecords from "./CallDataRecords.ts"
import * as CallDispositions from "./CallDispositions.ts"
import * as CallSentiments from "./CallSentiments.ts"
import * as CallerIds from "./CallerIds.ts"
import * as Calls from "./Calls.ts"
import * as Changes from "./Changes.ts"
import * as CrmActivities from "./CrmActivities.ts"
import * as CrmActivityFields from "./CrmActivityFields.ts"
import * as CustomFields from "./CustomFields.ts"
import { definition, type OperationId } from "./Definition.ts"
import * as Emails from "./Emails.ts"
import * as Groups from "./Groups.ts"
import type { Id } from "./Ids.ts"
import * as Imports from "./Imports.ts"
import { Lookups, lookups, type LookupName, type Option } from "./Lookups.ts"
import * as Notes from "./Notes.ts"
import { request } from "./Operation.ts"
import type { Listed } from "./Page.ts"
import * as People from "./People.ts"
import * as PersonStages from "./PersonStages.ts"
import { Salesloft } from "./Salesloft.ts"
import * as Steps from "./Steps.ts"
import * as Tags from "./Tags.ts"
import * as Tasks from "./Tasks.ts"
import * as Users from "./Users.ts"
import * as WebhookSubscriptions from "./WebhookSubscriptions.ts"

export {
  ClientClosed,
  CredentialsUnavailable,
  InvalidInput,
  NetworkError,
  QuotaExceeded,
  QuotaUnavailable,
  RequestTimeout,
  UnexpectedResponse,
  UnexpectedStatus
} from "@salesbridge/core/promise"
export type { Answer, CallOptions, Method, Module } from "@salesbridge/core/promise"
export { BulkJobOpen, BulkJobResultsMissing, BulkJobUncertain } from "./BulkUpsertErrors.ts"
export * from "./Errors.ts"
export type * from "./index.ts"

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

interface Asked {
  readonly updated_at?: object | undefined
  readonly sort_by?: string | undefined
  readonly sort_direction?: string | undefined
  readonly per_page?: number | undefined
  readonly page?: number | undefined
}

/** A list of this client that can be filtered and sorted by `updated_at`, such as `People.list`. */
type Changing<I, Item> = PromiseClient.Method<I, Listed<Item>> & ("updated_at" extends keyof I ? unknown : never)

/** {@link Changes}, of lists of this client. */
export interface ChangesClient {
  /** The changes since a time, record by record, oldest first. */
  readonly since: <I extends Asked, Item extends { readonly id: Id }>(
    list: Changing<I, Item>,
    since: Changes.Since,
    filters?: Changes.Filters<I>,
    options?: PromiseClient.CallOptions
  ) => AsyncIterable<Item>
  /** The same in parts, each with the cursor to go on from. */
  readonly parts: <I extends Asked, Item extends { readonly id: Id }>(
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

const modules = {
  AccountStages,
  AccountTiers,
  Accounts,
  Actions,
  BulkJobs,
  CadenceMemberships,
  Cadences,
  CallDataRecords,
  CallDispositions,
  CallSentiments,
  CallerIds,
  Calls,
  CrmActivities,
  CrmActivityFields,
  CustomFields,
  Emails,
  Groups,
  Imports,
  Notes,
  PersonStages,
  Steps,
  Tags,
  Tasks,
  Users,
  WebhookSubscriptions
}

/** Salesloft with one access token, until it is closed. */
export interface SalesloftClient extends PromiseClient.Client<typeof modules> {
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

const peopleOf = (connection: Connection): PeopleClient => {
  const { bulkUpsert, resumeBulkUpsert, ...people } = People
  return {
    ...PromiseClient.derive(connection, "People", people),
    bulkUpsert: (records, options = {}) =>
      connection.iterate(
        "People.bulkUpsert",
        Stream.suspend(() => bulkUpsert(streamOf(records), bulkOptions(options))),
        options
      ),
    resumeBulkUpsert: (job, { records, ...options } = {}) =>
      connection.iterate(
        "People.resumeBulkUpsert",
        Stream.suspend(() =>
          resumeBulkUpsert(job, {
            ...bulkOptions(options),
            ...(records === undefined ? {} : { records: streamOf(records) })
          })
        ),
        options
      )
  }
}

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
  return {
    ...PromiseClient.make(connection, request, modules),
    Changes: changesOf(connection),
    Lookups: lookupsOf(connection),
    People: peopleOf(connection)
  }
}
