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

/** At least one of these is needed to find a contact. */
const identified = ({ company_name, email, linkedin_id, name }: { readonly [name: string]: unknown }) =>
  isGiven(linkedin_id) || isGiven(email) || (isGiven(name) && isGiven(company_name))
    ? []
    : [{ path: "linkedin_id", problem: "Missing key, unless there is `email`, or `name` and `company_name`" }]

/**
 * The contact with this LinkedIn id, email address, or name and company. An input without any of these is an
 * `InvalidInput`. `linkedin_id` may be the URL of a profile, its last part, or a member's id. The call is a POST but
 * only reads, so it is safe to send again. Fails with `NotFound` (404).
 *
 * An older page of version 3.0 has the path `/leads/api/leads/find-one`; newer pages and a transcription of 3.0 have
 * this one. To use the older path, set `overrides: { findOneContact: { path: "/leads/api/leads/find-one" } }` on the
 * layer, or `override` on the call. API reference: "Find one contact".
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
 * The condition for a field: an equal value, a list of values, `is_null`, `is_not_null`, or operators with their
 * values, such as `{ ">=": "2024-01-01" }`. Known operators: `>=`, `<=`, `>`, `<`, `!=`, `<>`, `=`.
 */
export const FilterValue = Schema.Union([Scalar, Schema.Array(Scalar), Schema.Record(Schema.String, Schema.Json)])
export type FilterValue = typeof FilterValue.Type

const filtered = Schema.optionalKey(FilterValue.annotate({ examples: ["ok"] }))

/**
 * The conditions of a search, by field. The fields named here are known to work. Others are sent as well; GetSales.io
 * may respond with a 500 to a field that it does not know.
 */
export class Filter extends Schema.Opaque<Filter>()(
  Schema.StructWithRest(
    Schema.Struct({
      /** Text in the name, company or email address. */
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
 * A page of the contacts that match a filter, each as `{ lead, markers }`. With `disable_aggregation` the vendor sends
 * contacts alone, and `markers` is empty. The call is a POST but only reads, so it is safe to send again.
 *
 * A search ends at 10,000 results; narrow the filter to see more. API reference: "Search contacts".
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

/** The contacts that match a filter, as `pages` and as a `stream` of `{ lead, markers }`. See {@link search}. */
export const { pages, stream } = streams(search)

/** One contact. Fails with `NotFound` (404). API reference: "Get contact". */
export const get = read<GetInput>()("/leads/api/leads/{uuid}", {
  id: "getLead",
  source: "Get contact",
  path: { uuid: LeadUuid },
  success: ContactAnswer,
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Changes fields of a contact and returns it. Missing fields stay unchanged. Idempotent: it sets values. Fails with
 * `NotFound` (404). API reference: "Update contact".
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
 * Deletes a contact. GetSales.io deletes it some time after the response. A retry after a lost response can fail with
 * `NotFound` (404), although the contact has been deleted. API reference: "Delete contact".
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
 * Creates a contact, or updates the existing one, and returns it. `update_if_exists` (default true) allows changes to
 * an existing contact, and `move_to_list` (default false) moves it to `list_uuid`.
 *
 * Idempotent: `linkedin_id` identifies the contact, and a second call sets the same values. API reference: "Create or
 * update contact".
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
 * Creates contacts in a list and returns them. Unsafe: a contact without an identifier is created twice. API reference:
 * "Create contacts".
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
