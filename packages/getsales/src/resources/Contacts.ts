/** Contacts: the people that automations write to. */
import * as Schema from "effect/Schema"
import { ContactAnswer, FoundContactAnswer } from "../Contact.ts"
import { CustomFields, details, IdentifiedContact, NewContact } from "../ContactInput.ts"
import { LeadUuid, ListUuid } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { page, streams, window } from "../Page.ts"

export type { Contact, FoundContact, Marker } from "../Contact.ts"
export type { IdentifiedContact, NewContact } from "../ContactInput.ts"

const orNull = (example: string) => Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: [example] })))

const disableAggregation = Schema.optional(
  Schema.Boolean.annotate({ description: "Leave out what is not the contact's own, which is faster." })
)

const isGiven = (value: unknown) => value !== undefined && value !== null

/** Without one of these there is nobody to find. */
const identified = ({ company_name, email, linkedin_id, name }: { readonly [name: string]: unknown }) =>
  isGiven(linkedin_id) || isGiven(email) || (isGiven(name) && isGiven(company_name))
    ? []
    : [{ path: "linkedin_id", problem: "Missing key, unless there is `email`, or `name` and `company_name`" }]

/**
 * The contact with this LinkedIn id, e-mail address, or name and company: without any of these it is an `InvalidInput`.
 * `linkedin_id` may be the address of a profile, its last part, or a member's id. Sent by POST, but it only reads, so it
 * is safe to send again. Fails with `NotFound` (404) where there is none.
 *
 * An older page of version 3.0 has the path `/leads/api/leads/find-one`; newer pages and a transcription of 3.0 agree on
 * this one. For the older: `overrides: { findOneContact: { path: "/leads/api/leads/find-one" } }` on the layer, or
 * `override` on the call. Document: "Find one contact".
 */
export const findOne = post<FindOneInput>()("/leads/api/leads/lookup-one", {
  id: "findOneContact",
  source: "Find one contact",
  body: {
    linkedin_id: orNull("jane-roe-123456"),
    email: orNull("jane.roe@example.com"),
    name: orNull("Jane Roe"),
    company_name: orNull("Example Ltd"),
    disable_aggregation: disableAggregation
  },
  success: ContactAnswer,
  check: identified,
  example: { linkedin_id: "jane-roe-123456" },
  safety: "safe",
  provenance: "public"
})
export interface FindOneInput extends InputOf<typeof findOne> {}

const Scalar = Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])

/**
 * What a field is compared with: a value it equals, a list of values it is one of, `is_null`, `is_not_null`, or
 * operators with their values, such as `{ ">=": "2024-01-01" }`. Known operators: `>=`, `<=`, `>`, `<`, `!=`, `<>`, `=`.
 */
export const FilterValue = Schema.Union([Scalar, Schema.Array(Scalar), Schema.Record(Schema.String, Schema.Json)])
export type FilterValue = typeof FilterValue.Type

const filtered = Schema.optionalKey(FilterValue.annotate({ examples: ["ok"] }))

/**
 * Which contacts to search for, by field. Those named here are known to work; others pass, and GetSales.io may answer
 * 500 to one that it does not know.
 */
export class Filter extends Schema.Opaque<Filter>()(
  Schema.StructWithRest(
    Schema.Struct({
      /** Text that the name, company or e-mail address contains. */
      q: filtered,
      company_name: filtered,
      company_uuid: filtered,
      data_source_uuid: filtered,
      email_status: filtered,
      linkedin_status: filtered,
      list_uuid: filtered,
      pipeline_stage_uuid: filtered,
      sender_profile_uuid: filtered,
      status: filtered,
      tags: filtered,
      work_email_domain: filtered
    }),
    [Schema.Record(Schema.String, Schema.Json)]
  )
) {}

/**
 * A page of the contacts that a filter selects. Each comes as `{ lead, markers }`: with `disable_aggregation` the vendor
 * sends bare contacts, and `markers` is empty. Sent by POST, but it only reads, so it is safe to send again.
 *
 * A search stops at 10,000 results; narrow the filter to see more. Document: "Search contacts".
 */
export const search = post<SearchInput>()("/leads/api/leads/search", {
  id: "searchContacts",
  source: "Search contacts",
  body: { filter: Schema.optional(Filter), ...window, disable_aggregation: disableAggregation },
  success: page(FoundContactAnswer),
  safety: "safe",
  provenance: "public"
})
export interface SearchInput extends InputOf<typeof search> {}

/** The contacts that a filter selects, as `pages` and as a `stream` of `{ lead, markers }`. See {@link search}. */
export const { pages, stream } = streams(search)

/** One contact. Fails with `NotFound` (404). Document: "Get contact". */
export const get = read<GetInput>()("/leads/api/leads/{uuid}", {
  id: "getLead",
  source: "Get contact",
  path: { uuid: LeadUuid },
  success: ContactAnswer,
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Changes fields of a contact and returns it; a field left out stays as it is. Idempotent: it sets values. Fails with
 * `NotFound` (404). Document: "Update contact".
 */
export const update = put<UpdateInput>()("/leads/api/leads/{uuid}", {
  id: "updateLead",
  source: "Update contact",
  path: { uuid: LeadUuid },
  body: details,
  success: ContactAnswer,
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/**
 * Deletes a contact. GetSales.io does it some time after the answer. Sent again it can fail with `NotFound` (404),
 * although the contact is gone as wanted. Document: "Delete contact".
 */
export const remove = del<RemoveInput>()("/leads/api/leads/{uuid}", {
  id: "deleteLead",
  source: "Delete contact",
  path: { uuid: LeadUuid },
  success: Schema.Void,
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}

/**
 * Creates a contact, or updates the one that is there already, and returns it. `update_if_exists` (default true) lets an
 * existing one be changed, `move_to_list` (default false) be moved to `list_uuid`.
 *
 * Idempotent: the contact is found by its `linkedin_id`, and the second call sets what the first did. Document: "Create
 * or update contact".
 */
export const upsert = post<UpsertInput>()("/leads/api/leads/upsert", {
  id: "upsertContact",
  source: "Create or update contact",
  body: {
    lead: IdentifiedContact,
    list_uuid: ListUuid,
    custom_fields: Schema.optional(CustomFields),
    update_if_exists: Schema.optional(Schema.Boolean.annotate({ default: true })),
    move_to_list: Schema.optional(Schema.Boolean.annotate({ default: false }))
  },
  success: ContactAnswer,
  safety: "idempotent",
  provenance: "public"
})
export interface UpsertInput extends InputOf<typeof upsert> {}

/**
 * Creates contacts in a list and returns them. Unsafe: a contact without anything to know it by is created twice.
 * Document: "Create contacts".
 */
export const create = post<CreateInput>()("/leads/api/leads", {
  id: "createLead",
  source: "Create contacts",
  body: { list_uuid: ListUuid, leads: Schema.Array(NewContact) },
  success: Schema.Array(ContactAnswer),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}
