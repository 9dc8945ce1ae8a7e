/**
 * The API reference's 33 look-ups. A look-up offers the values for a field of a form, as options with a value to send
 * and a label to show. It reads all pages of a list and caches them for a while. Concurrent callers share one reading.
 */
import { type CallError, type EndlessList, Setting } from "@salesbridge/core"
import * as Cache from "effect/Cache"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as AccountStages from "./resources/AccountStages.ts"
import * as AccountTiers from "./resources/AccountTiers.ts"
import * as Accounts from "./resources/Accounts.ts"
import * as Actions from "./resources/Actions.ts"
import * as BulkJobs from "./resources/BulkJobs.ts"
import * as CadenceMemberships from "./resources/CadenceMemberships.ts"
import * as Cadences from "./resources/Cadences.ts"
import * as CallDataRecords from "./resources/CallDataRecords.ts"
import * as CallDispositions from "./resources/CallDispositions.ts"
import * as Calls from "./resources/Calls.ts"
import * as CallSentiments from "./resources/CallSentiments.ts"
import * as Changes from "./Changes.ts"
import * as CrmActivities from "./resources/CrmActivities.ts"
import * as CrmActivityFields from "./resources/CrmActivityFields.ts"
import * as CustomFields from "./resources/CustomFields.ts"
import * as Emails from "./resources/Emails.ts"
import type { Forbidden, NotFound, TooManyRequests, Unauthorized, ValidationFailed } from "./Errors.ts"
import * as Groups from "./resources/Groups.ts"
import type { Id } from "./Ids.ts"
import * as Imports from "./resources/Imports.ts"
import { locales } from "./Locales.ts"
import * as Notes from "./resources/Notes.ts"
import * as People from "./resources/People.ts"
import * as PersonStages from "./resources/PersonStages.ts"
import { Salesloft } from "./Service.ts"
import * as Steps from "./resources/Steps.ts"
import * as Tags from "./resources/Tags.ts"
import * as Tasks from "./resources/Tasks.ts"
import * as Users from "./resources/Users.ts"

/** One of the values for a field. */
export interface Option {
  /** The value to send. */
  readonly value: Id
  /** The label to show. It is the value if the record has no name. */
  readonly label: string
}

/** The errors of a look-up, which are those of a list. */
export type LookupError =
  | Unauthorized
  | Forbidden
  | NotFound
  | ValidationFailed
  | TooManyRequests
  | CallError
  | EndlessList

/** The part of a record that is cached. */
export interface Row {
  readonly id: Id
  readonly name?: string | null | undefined
  readonly guid?: string | null | undefined
  readonly role?: Id | null | undefined
}

type Rows = Stream.Stream<Row, LookupError, Salesloft>

/** A list without pages. */
const whole = <A, E, R>(list: Effect.Effect<{ readonly data: ReadonlyArray<A> }, E, R>) =>
  Stream.unwrap(Effect.map(list, ({ data }) => Stream.fromIterable(data)))

// Long lists are read by `updated_at`, because later pages cost up to 30 units each.
const beginning = new Date(0)
const joined = (...parts: ReadonlyArray<unknown>) => parts.map((part) => part ?? "?").join(" → ")

/** The lists of the look-ups. Several look-ups may share one. */
const lists = {
  accountStages: () => AccountStages.stream(),
  accountTiers: () => AccountTiers.stream(),
  accounts: () => Changes.since(Accounts.list, beginning),
  actions: () => Stream.map(Actions.stream(), ({ id, type }) => ({ id, name: type })),
  bulkJobs: () => BulkJobs.stream(),
  cadenceMemberships: () =>
    Stream.map(Changes.since(CadenceMemberships.list, beginning), ({ cadence, id, person }) => ({
      id,
      name: joined(person?.id, cadence?.id)
    })),
  cadences: () => Cadences.stream(),
  callDataRecords: () =>
    Stream.map(Changes.since(CallDataRecords.list, beginning), ({ from, id, to }) => ({ id, name: joined(from, to) })),
  callDispositions: () => CallDispositions.stream(),
  callSentiments: () => CallSentiments.stream(),
  calls: () => Stream.map(Changes.since(Calls.list, beginning), ({ id, to }) => ({ id, name: to })),
  crmActivities: () =>
    Stream.map(Changes.since(CrmActivities.list, beginning), ({ id, subject }) => ({ id, name: subject })),
  crmActivityFields: () =>
    Stream.map(CrmActivityFields.stream(), ({ field, id, title }) => ({ id: field ?? id, name: title ?? field })),
  customFields: () => CustomFields.stream(),
  emails: () => Stream.map(Changes.since(Emails.list, beginning), ({ id, subject }) => ({ id, name: subject })),
  groups: () => whole(Groups.list()),
  imports: () => Imports.stream(),
  notes: () => Stream.map(Changes.since(Notes.list, beginning), ({ content, id }) => ({ id, name: content })),
  people: () =>
    Stream.map(Changes.since(People.list, beginning), ({ display_name, email_address, id }) => ({
      id,
      name: display_name ?? email_address
    })),
  personStages: () => PersonStages.stream(),
  steps: () => Stream.map(Steps.stream(), ({ display_name, id, name }) => ({ id, name: display_name ?? name })),
  tags: () => Tags.stream(),
  tasks: () => Stream.map(Tasks.stream(), ({ id, subject }) => ({ id, name: subject })),
  unlinkedCallDataRecords: () =>
    Stream.map(Changes.since(CallDataRecords.list, beginning, { has_call: false }), ({ from, id, to }) => ({
      id,
      name: joined(from, to)
    })),
  users: () =>
    Stream.map(Users.stream(), ({ email, guid, id, name, role }) => ({
      id,
      name: name ?? email,
      guid,
      role: role?.id
    }))
} satisfies { readonly [list: string]: () => Rows }

type List = keyof typeof lists

/** How a look-up turns a list into options. */
interface Lookup {
  /** Its title in the API reference. */
  readonly source: string
  readonly list: List
  /** The option for a record; `undefined` if it has none. */
  readonly option: (row: Row) => Option | undefined
  /** Options before those of the records. */
  readonly first?: ReadonlyArray<Option>
}

const named = (value: Id | null | undefined, label: string | null | undefined): Option | undefined =>
  value === undefined || value === null
    ? undefined
    : { value, label: label === undefined || label === null || label === "" ? String(value) : label }

const byId = ({ id, name }: Row) => named(id, name)
/** For calls that take the name. */
const byName = ({ name }: Row) => named(name, name)
const byGuid = ({ guid, name }: Row) => named(guid, name)
const byRole = ({ role }: Row) => named(role, undefined)

const without = (label: string): Option => ({ value: "_is_null", label })

/** The look-ups that call Salesloft and take no input, by name. */
export const lookups = {
  accountStages: { source: "List account stages (DDL)", list: "accountStages", option: byId },
  /** For filters of accounts: the first option selects those without a stage. */
  accountStagesFilter: {
    source: "List account stages filter (DDL)",
    list: "accountStages",
    option: byId,
    first: [without("No stage")]
  },
  accountTiers: { source: "List account tiers (DDL)", list: "accountTiers", option: byId },
  accounts: { source: "List accounts (DDL)", list: "accounts", option: byId },
  /** The labels are types, because actions have no name. */
  actions: { source: "List actions (DDL)", list: "actions", option: byId },
  bulkJobs: { source: "List bulk jobs (DDL)", list: "bulkJobs", option: byId },
  /** The labels are `person → cadence` with ids, because memberships have no name. */
  cadenceMemberships: { source: "List cadence memberships (DDL)", list: "cadenceMemberships", option: byId },
  cadences: { source: "List cadences (DDL)", list: "cadences", option: byId },
  /** The labels are `from → to`. */
  callDataRecords: { source: "List call data records (DDL)", list: "callDataRecords", option: byId },
  /** The names, which `Calls.create` takes. */
  callDispositions: { source: "List call dispositions (DDL)", list: "callDispositions", option: byName },
  /** The names, which `Calls.create` takes. */
  callSentiments: { source: "List call sentiments (DDL)", list: "callSentiments", option: byName },
  /** The labels are the numbers that were called. */
  calls: { source: "List calls (DDL)", list: "calls", option: byId },
  crmActivities: { source: "List crm activities (DDL)", list: "crmActivities", option: byId },
  /** The names of the fields in the CRM, which are the keys of `crm_params`. */
  crmActivityFields: { source: "List crm activity fields (DDL)", list: "crmActivityFields", option: byId },
  customFields: { source: "List custom fields (DDL)", list: "customFields", option: byId },
  /** The names, which are the keys of `custom_fields`. */
  customFieldNames: { source: "List custom fields value (DDL)", list: "customFields", option: byName },
  /** The labels are subjects, which need a scope. */
  emails: { source: "List emails (DDL)", list: "emails", option: byId },
  groups: { source: "List groups (DDL)", list: "groups", option: byId },
  imports: { source: "List imports (DDL)", list: "imports", option: byId },
  /** The labels are the contents. */
  notes: { source: "List notes (DDL)", list: "notes", option: byId },
  people: { source: "List people (DDL)", list: "people", option: byId },
  personStages: { source: "List person stages (DDL)", list: "personStages", option: byId },
  steps: { source: "List steps (DDL)", list: "steps", option: byId },
  tags: { source: "List tags (DDL)", list: "tags", option: byId },
  /** The names, which people and accounts take. */
  tagNames: { source: "List tags values (DDL)", list: "tags", option: byName },
  tasks: { source: "List tasks (DDL)", list: "tasks", option: byId },
  /** Those without a call. The labels are `from → to`. */
  unlinkedCallDataRecords: {
    source: "List unlinked call data records (DDL)",
    list: "unlinkedCallDataRecords",
    option: byId
  },
  users: { source: "List users (DDL)", list: "users", option: byId },
  /**
   * For filters by owner: the first options select those without an owner, and those whose owner in the CRM is not a
   * user.
   */
  usersFilter: {
    source: "List users filter owners (DDL)",
    list: "users",
    option: byId,
    first: [without("No owner"), { value: "_unmapped", label: "Unmapped owner" }]
  },
  userGuids: { source: "List users guid (DDL)", list: "users", option: byGuid },
  /** The roles of the users: the API has no list of roles. */
  userRoles: { source: "List users role ID (DDL)", list: "users", option: byRole }
} as const satisfies { readonly [name: string]: Lookup }

/** The name of a look-up, such as `personStages`. */
export type LookupName = keyof typeof lookups

/** The values of a note's `associated_with_type`. */
const noteSubjects: ReadonlyArray<Option> = [
  { value: "account", label: "Account" },
  { value: "person", label: "Person" }
]

/** The look-ups of one Salesloft team. */
export type Service = {
  readonly [Name in LookupName]: Effect.Effect<ReadonlyArray<Option>, LookupError>
} & {
  /**
   * The possible subjects of a note: without `type` the two types, which are static, otherwise the records of the type.
   * API reference: "List accounts or people (DDL)".
   */
  readonly accountsOrPeople: (type?: "account" | "person") => Effect.Effect<ReadonlyArray<Option>, LookupError>
  /** Time zones, with Salesloft's names. Static. API reference: "List locales (DDL)". */
  readonly locales: Effect.Effect<ReadonlyArray<Option>>
  /** Clears the cache, so that the next look-up reads again. */
  readonly forget: Effect.Effect<void>
}

/**
 * The look-ups as a service. All users of the layer share its cache:
 *
 * ```ts
 * const program = Effect.flatMap(Lookups, ({ personStages }) => personStages)
 * Effect.provide(program, Lookups.layer({ timeToLive: "1 minute" }).pipe(Layer.provide(salesloft)))
 * ```
 */
export class Lookups extends Context.Service<Lookups, Service>()("@salesbridge/salesloft/Lookups") {
  static readonly layer = (options?: {
    /** How long a list is cached. Failures are not cached. Default: 5 minutes. */
    readonly timeToLive?: Duration.Input | undefined
  }): Layer.Layer<Lookups, never, Salesloft> => Layer.effect(Lookups, make(options?.timeToLive ?? "5 minutes"))
}

const make = (timeToLive: Duration.Input) =>
  Effect.gen(function* () {
    Setting.orThrow(Setting.duration("timeToLive", timeToLive))
    const salesloft = yield* Salesloft
    const cache = yield* Cache.makeWith<List, ReadonlyArray<Row>, LookupError>(
      (list) =>
        Stream.runCollect(Stream.map(lists[list]() as Rows, projected)).pipe(
          Effect.provideService(Salesloft, salesloft)
        ),
      {
        capacity: Object.keys(lists).length,
        timeToLive: (exit) => (Exit.isSuccess(exit) ? timeToLive : Duration.zero)
      }
    )
    const optionsOf = ({ first = [], list, option }: Lookup) =>
      Effect.map(Cache.get(cache, list), (rows) => {
        const options = new Map(first.map((_) => [_.value, _]))
        for (const row of rows) {
          const made = option(row)
          // A record that changed during the reading came again; its latest state wins.
          if (made !== undefined) options.set(made.value, made)
        }
        return [...options.values()]
      })
    const asked = Object.fromEntries(
      Object.entries(lookups).map(([name, lookup]) => [name, optionsOf(lookup)])
    ) as unknown as {
      readonly [Name in LookupName]: Effect.Effect<ReadonlyArray<Option>, LookupError>
    }
    return Lookups.of({
      ...asked,
      accountsOrPeople: (type) => {
        if (type === undefined) return Effect.succeed(noteSubjects)
        return type === "account" ? asked.accounts : asked.people
      },
      locales: Effect.sync(locales),
      forget: Cache.invalidateAll(cache)
    })
  })

const projected = ({ guid, id, name, role }: Row): Row => ({ id, name, guid, role })
