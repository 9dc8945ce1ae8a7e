/** The people in lists. */
import * as Schema from "effect/Schema"
import { response, changed, Success } from "../Response.ts"
import { open } from "../LegacyEnvelope.ts"
import { BadRequest, Forbidden, NotFound } from "../Errors.ts"
import { boolean, field, integer, string, timestamp } from "../Field.ts"
import { ContactId, LeadId, ListId, SequenceId } from "../Ids.ts"
import { get, type InputOf, patch, post, put } from "../Operation.ts"
import * as Page from "../Page.ts"

const address = Schema.NonEmptyString.annotate({ examples: ["jane.roe@example.com"] })

/** A lead. Custom fields are kept, with type `unknown`. */
export class Lead extends Schema.Opaque<Lead>()(
  open({
    id: LeadId,
    email: string("jane.roe@example.com"),
    first_name: string("Jane"),
    last_name: string("Roe"),
    phone: string("+46700000000"),
    list_id: field(ListId),
    /** The owner's address. */
    owned_by: string("ida.lindqvist@example.com"),
    archived: boolean,
    /** The result of verifying the address. */
    accuracy: string("valid")
  })
) {}

const fields = {
  first_name: Schema.optionalKey(Schema.String),
  last_name: Schema.optionalKey(Schema.String),
  phone: Schema.optionalKey(Schema.String),
  company_name: Schema.optionalKey(Schema.String),
  job_title: Schema.optionalKey(Schema.String),
  starred: Schema.optionalKey(Schema.Boolean)
}

/** A new lead: these fields and any custom ones, with names in snake_case. */
export class NewLead extends Schema.Opaque<NewLead>()(
  Schema.StructWithRest(Schema.Struct({ email: address, ...fields }), [Schema.Record(Schema.String, Schema.Json)])
) {}

/** A page of the leads in a list. API reference: "Get Leads in a List". */
export const list = get<ListInput>()("/api/public/v1.0.0/lists/{id}/leads", {
  id: "getLeads",
  source: "Get Leads in a List",
  path: { id: ListId },
  query: {
    ...Page.window(100),
    /** A part of the name or address. */
    search: Page.text("jane"),
    archived: Page.onlyTrue,
    /** Sorts by the time at which leads were added. */
    sort: Schema.optional(Schema.Literals(["asc", "desc"])),
    sequence: Schema.optional(SequenceId),
    /** For example not_contacted, contacted, opened, clicked, replied, bounced or unsubscribed. */
    status: Page.text("contacted")
  },
  success: response(
    Schema.Struct({
      contacts: Schema.Array(Lead),
      /** The number of leads on this page. */
      total: integer(1)
    })
  ),
  errors: [NotFound]
})
export interface ListInput extends InputOf<typeof list> {}

/** The leads in a list, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = Page.streamsOf(list, ({ data }) => data?.contacts)

/**
 * Adds 1 to 500 leads to a list. SalesBlink adds them after it has responded. Unsafe: without `remove_duplicates`,
 * sending it twice may add them twice. API reference: "Add Leads to a List".
 */
export const add = post<AddInput>()("/api/public/v1.0.0/contacts", {
  id: "addContacts",
  source: "Add Leads to a List",
  body: {
    list_id: ListId,
    contacts: Schema.Array(NewLead).check(Schema.isMinLength(1), Schema.isMaxLength(500)),
    remove_duplicates: Schema.optional(Schema.Boolean)
  },
  success: Success,
  errors: [BadRequest, Forbidden, NotFound]
})
export interface AddInput extends InputOf<typeof add> {}

/** Removes a lead from a list. Idempotent. API reference: "Remove a Lead from a List". */
export const remove = post<RemoveInput>()("/api/public/v1.0.0/contacts/remove", {
  id: "removeContact",
  source: "Remove a Lead from a List",
  body: { list_id: ListId, email: address },
  success: Success,
  errors: [BadRequest, Forbidden, NotFound],
  safety: "idempotent"
})
export interface RemoveInput extends InputOf<typeof remove> {}

/**
 * Changes fields of a lead. Idempotent: it sets values. SalesBlink also accepts custom fields; send them with
 * `request`. API reference: "Update a Lead".
 */
export const update = patch<UpdateInput>()("/api/public/v1.0.0/leads/{id}", {
  id: "updateLead",
  source: "Update a Lead",
  path: { id: LeadId },
  body: { email: Schema.optionalKey(address), ...fields },
  success: changed,
  errors: [BadRequest, NotFound],
  safety: "idempotent"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Moves a lead to another list. API reference: "Move Lead to Another List". */
export const move = put<MoveInput>()("/api/public/v1.0.0/leads/{id}/move", {
  id: "moveLead",
  source: "Move Lead to Another List",
  path: { id: LeadId },
  body: { list_id: ListId },
  success: Success,
  errors: [BadRequest, NotFound]
})
export interface MoveInput extends InputOf<typeof move> {}

/**
 * Cancels everything that is planned for a lead, in every sequence, and prevents further emails to it. API reference:
 * "Unsubscribe Lead Globally".
 */
export const unsubscribe = post<UnsubscribeInput>()("/api/public/v1.0.0/leads/{id}/unsubscribe", {
  id: "unsubscribeLeadGlobally",
  source: "Unsubscribe Lead Globally",
  path: { id: LeadId },
  success: response(
    Schema.Struct({
      lead_id: field(LeadId),
      email: string("jane.roe@example.com"),
      deleted_tasks: integer(2)
    })
  ),
  errors: [NotFound],
  safety: "idempotent"
})
export interface UnsubscribeInput extends InputOf<typeof unsubscribe> {}

/**
 * Archives a lead or, with `archived: false`, restores it. This call uses another id than the others. API reference:
 * "Archive or Unarchive a Contact".
 */
export const archive = put<ArchiveInput>()("/api/public/v1.0.0/contacts/{id}/archive", {
  id: "archiveContact",
  source: "Archive or Unarchive a Contact",
  path: { id: ContactId },
  body: { archived: Schema.optional(Schema.Boolean) },
  success: Success,
  errors: [NotFound]
})
export interface ArchiveInput extends InputOf<typeof archive> {}

/** An event of a lead. */
export class LeadEvent extends Schema.Opaque<LeadEvent>()(
  Schema.Struct({
    id: string("9c8b7a60-1d2e-4f3a-8b4c-5d6e7f8a9b01"),
    time: timestamp,
    type: string("outreach"),
    /** The kind of event, for example Sent or Replied. */
    message: string("Sent"),
    sequence_id: field(SequenceId),
    sequence_name: string("Spring outreach"),
    sender: string("8a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c01"),
    email: string("jane.roe@example.com"),
    /** The step or template. */
    node: string("507f1f77bcf86cd799439011"),
    link: string("https://www.example.com"),
    body: string("<p>Hi Jane,</p>")
  })
) {}

const during = { sequence_id: Schema.optional(SequenceId), ...Page.between, ...Page.window(500) }

/** The lead of the events. */
export class ActiveLead extends Schema.Opaque<ActiveLead>()(
  Schema.Struct({
    id: field(LeadId),
    email: string("jane.roe@example.com"),
    first_name: string("Jane"),
    last_name: string("Roe"),
    company_name: string("Example Ltd")
  })
) {}

const happened = response(Schema.Array(LeadEvent), {
  lead: field(ActiveLead),
  count: integer(1),
  skip: integer(0),
  limit: integer(100)
})

/** A page of the events of the lead with an address. API reference: "Get Lead Activity by Email". */
export const activityByEmail = get<ActivityByEmailInput>()("/api/public/v1.0.0/leads/activity", {
  id: "getLeadActivityByEmail",
  source: "Get Lead Activity by Email",
  query: { email: address, ...during },
  success: happened,
  errors: [NotFound]
})
export interface ActivityByEmailInput extends InputOf<typeof activityByEmail> {}

/** A page of the events of a lead. API reference: "Get Lead Activity by ID". */
export const activity = get<ActivityInput>()("/api/public/v1.0.0/leads/{id}/activity", {
  id: "getLeadActivityById",
  source: "Get Lead Activity by ID",
  path: { id: LeadId },
  query: during,
  success: happened,
  errors: [NotFound]
})
export interface ActivityInput extends InputOf<typeof activity> {}
