/** Sent and scheduled emails. */
import { OpenLiterals } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, custom, dictionaries, embedded, group, instant, integer, oneOf, reference, string } from "../Field.ts"
import { AccountId, ActionId, CadenceId, CrmActivityId, EmailId, Id, PersonId, StepId, TaskId, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

const statuses = [
  "sent",
  "sent_from_gmail",
  "sent_from_external",
  "pending",
  "pending_reply_check",
  "scheduled",
  "sending",
  "delivering",
  "failed",
  "cancelled",
  "pending_through_gmail",
  "pending_through_external"
] as const

/** An email. Its texts need a scope. */
export class Email extends Schema.Opaque<Email>()(
  Schema.Struct({
    id: EmailId,
    created_at: instant,
    updated_at: instant,
    recipient_email_address: string("jane.roe@example.com"),
    status: oneOf(...statuses),
    bounced: boolean,
    /** Null after it has been sent. */
    send_after: instant,
    /** Null until it has been sent. */
    sent_at: instant,
    view_tracking: boolean,
    click_tracking: boolean,
    /** How much of it was written for this person, in percent. */
    personalization: string("85.0"),
    /** Needs a scope, and must be requested in `scoped_fields[]`. */
    subject: string("Your schedule"),
    /** Needs a scope, and must be requested in `scoped_fields[]`. */
    error_message: string("The mailbox is full"),
    /** Needs a scope, and must be requested in `scoped_fields[]`. */
    body: string("<p>Hello</p>"),
    message_id: string("<1@mail.example.com>"),
    additional_recipients: dictionaries,
    draft_with_ai: boolean,
    /** `cc` and `bcc`, if there are any. */
    headers: custom({ cc: "john.doe@example.com" }),
    counts: group({
      clicks: integer(1),
      views: integer(2),
      replies: integer(1),
      unique_devices: integer(2),
      unique_locations: integer(1),
      attachments: integer(0)
    }),
    user: reference(UserId, "users"),
    recipient: reference(PersonId, "people"),
    mailing: embedded,
    action: reference(ActionId, "actions"),
    task: reference(TaskId, "tasks"),
    crm_activity: reference(CrmActivityId, "crm_activities"),
    cadence: reference(CadenceId, "cadences"),
    step: reference(StepId, "steps"),
    email_template: embedded
  })
) {}

/** Fields that need the scope `email_contents:read`, for example `subject`, `body` or `error_message`. */
const scopedFields = anyOf(Schema.String.annotate({ examples: ["subject"] }))

/**
 * Emails that match all filters. Fails with a 422 if the token lacks the scope of a requested field. API reference:
 * "List emails".
 */
export const list = read<ListInput>()("/v2/activities/emails", {
  id: "listEmails",
  source: "List emails",
  query: {
    "ids[]": anyOf(EmailId),
    updated_at: Schema.optional(Comparison),
    bounced: Schema.optional(Schema.Boolean),
    "crm_activity_id[]": anyOf(CrmActivityId),
    "action_id[]": anyOf(ActionId),
    "user_id[]": anyOf(UserId),
    "status[]": anyOf(OpenLiterals(statuses)),
    "cadence_id[]": anyOf(CadenceId),
    "step_id[]": anyOf(StepId),
    /** Only emails that are not part of a cadence. */
    one_off: Schema.optional(Schema.Boolean),
    "scoped_fields[]": scopedFields,
    "person_id[]": anyOf(PersonId),
    /** Addresses of the recipients. */
    "email_addresses[]": anyOf(Schema.String),
    "personalization[]": anyOf(Schema.String),
    sent_at: Schema.optional(Comparison),
    "email_template_id[]": anyOf(Id),
    "account_id[]": anyOf(AccountId),
    has_replies: Schema.optional(Schema.Boolean),
    has_clicks: Schema.optional(Schema.Boolean),
    has_views: Schema.optional(Schema.Boolean),
    ...standard("updated_at", "send_time")
  },
  success: listOf(Email)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One email. API reference: "Get email". */
export const get = read<GetInput>()("/v2/activities/emails/{id}", {
  id: "getEmail",
  source: "Get email",
  path: { id: EmailId },
  query: { "scoped_fields[]": scopedFields },
  success: single(Email),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}
