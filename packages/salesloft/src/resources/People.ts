/** People, such as leads and contacts. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { AccountId, CadenceId, ImportId, PersonId, PersonStageId, TagId, UserGuid, UserId } from "../Ids.ts"
import { ComparisonOrNull } from "../Instant.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"
import { Person, writable } from "../Person.ts"

export { bulkUpsert, resumeBulkUpsert } from "../bulkUpsert/BulkUpsert.ts"
export type {
  BulkUpsertError,
  BulkUpsertOptions,
  BulkUpsertResult,
  NewJob,
  PersonRecord,
  ResumeOptions
} from "../bulkUpsert/BulkUpsert.ts"
export { Person, PersonUpsert } from "../Person.ts"
export { upsert, type UpsertInput } from "../upsertPerson.ts"

/**
 * People that match all filters. The API reference has this call only as a helper for a form field. To read all people,
 * or those that have changed, filter by `updated_at`: it is cheaper than late pages.
 */
export const list = read<ListInput>()("/v2/people", {
  id: "listPeople",
  source: "List people",
  query: {
    "ids[]": anyOf(PersonId),
    updated_at: Schema.optional(ComparisonOrNull),
    /** `_is_null` finds records without one. */
    "email_addresses[]": anyOf(Schema.String),
    "owned_by_guid[]": anyOf(UserGuid),
    /** `_is_null` finds records without one. */
    "person_stage_id[]": anyOf(PersonStageId),
    "crm_id[]": anyOf(Schema.String),
    /** `_is_null` finds records without one. */
    "owner_crm_id[]": anyOf(Schema.String),
    do_not_contact: Schema.optional(Schema.Boolean),
    can_email: Schema.optional(Schema.Boolean),
    can_call: Schema.optional(Schema.Boolean),
    can_text: Schema.optional(Schema.Boolean),
    "account_id[]": anyOf(AccountId),
    /** By name, which is case-sensitive; the value is not. */
    custom_fields: Schema.optional(Schema.Record(Schema.String, Schema.String)),
    /** `_is_null` finds records without one. */
    "import_id[]": anyOf(ImportId),
    /** `_is_null` finds records without one. */
    "job_seniority[]": anyOf(Schema.String.annotate({ examples: ["director"] })),
    "tag_id[]": anyOf(TagId),
    owner_is_active: Schema.optional(Schema.Boolean),
    /** The cadences that they are on now. `_is_null` finds people on none. */
    "cadence_id[]": anyOf(CadenceId),
    "starred_by_guid[]": anyOf(UserGuid),
    replied: Schema.optional(Schema.Boolean),
    bounced: Schema.optional(Schema.Boolean),
    success: Schema.optional(Schema.Boolean),
    eu_resident: Schema.optional(Schema.Boolean),
    "title[]": anyOf(Schema.String),
    "country[]": anyOf(Schema.String),
    "state[]": anyOf(Schema.String),
    "city[]": anyOf(Schema.String),
    last_contacted: Schema.optional(ComparisonOrNull),
    created_at: Schema.optional(ComparisonOrNull),
    /** Whether nobody has contacted them and they are not on a cadence. */
    new: Schema.optional(Schema.Boolean),
    /** Whether they have a phone number. */
    phone_number: Schema.optional(Schema.Boolean),
    /** `Null` finds records without one. */
    "locales[]": anyOf(Schema.String),
    "owner_id[]": anyOf(UserId),
    "first_name[]": anyOf(Schema.String),
    "last_name[]": anyOf(Schema.String),
    "company[]": anyOf(Schema.String),
    "last_contacted_type[]": anyOf(Schema.String.annotate({ examples: ["email"] })),
    /** Whether they are on a cadence now. */
    active_cadences: Schema.optional(Schema.Boolean),
    ...standard(
      "updated_at",
      "created_at",
      "last_contacted_at",
      "name",
      "title",
      "job_seniority",
      "call_count",
      "sent_emails",
      "clicked_emails",
      "replied_emails",
      "viewed_emails",
      "account",
      "cadence_stage_name"
    )
  },
  success: listOf(Person),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One person. API reference: "Get person". */
export const get = read<GetInput>()("/v2/people/{id}", {
  id: "getPerson",
  source: "Get person",
  path: { id: PersonId },
  success: single(Person),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

const isGiven = (value: unknown) => value !== undefined && value !== null

/** Identifies a new person. */
const identified = ({ email_address, last_name, phone }: { readonly [name: string]: unknown }) =>
  isGiven(email_address) || (isGiven(phone) && isGiven(last_name))
    ? []
    : [{ path: "email_address", problem: "Missing key, unless there are `phone` and `last_name`" }]

/**
 * Creates a person. It needs an `email_address`, or a `phone` and a `last_name`. If another person of the team has the
 * same, the call fails with `ValidationFailed`. API reference: "Create person".
 */
export const create = post<CreateInput>()("/v2/people", {
  id: "createPerson",
  source: "Create person",
  body: {
    ...writable,
    /** Whether to add today's date as a tag. Default: false. */
    autotag_date: Schema.optional(Schema.Boolean)
  },
  check: identified,
  example: { email_address: "jane.roe@example.com" },
  success: single(Person),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes the given fields of a person; null clears one. API reference: "Update person". */
export const update = put<UpdateInput>()("/v2/people/{id}", {
  id: "updatePerson",
  source: "Update person",
  path: { id: PersonId },
  body: writable,
  success: single(Person),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a person permanently. API reference: "Delete person". */
export const remove = del<RemoveInput>()("/v2/people/{id}", {
  id: "deletePerson",
  source: "Delete person",
  path: { id: PersonId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
