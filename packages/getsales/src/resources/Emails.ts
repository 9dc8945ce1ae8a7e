/** Emails of the unified inbox. */
import * as Schema from "effect/Schema"
import { anyList, field, instant, integer, oneOf, string, strings } from "../Field.ts"
import { keys } from "../Filter.ts"
import { EmailBodyUuid, EmailUuid, FlowUuid, LeadUuid, MailboxUuid, SenderProfileUuid, TemplateUuid } from "../Ids.ts"
import { get, type InputOf, post } from "../Operation.ts"
import { listAsPage, streams, window } from "../Page.ts"

/** An email, received or sent. */
export class Email extends Schema.Opaque<Email>()(
  Schema.Struct({
    uuid: EmailUuid,
    team_id: integer(1),
    user_id: integer(1),
    sender_profile_uuid: field(SenderProfileUuid),
    mailbox_uuid: field(MailboxUuid),
    email_body_uuid: field(EmailBodyUuid),
    flow_uuid: field(FlowUuid),
    flow_node_id: integer(1),
    task_pipeline_uuid: string("uuid-uuid-uuid-uuid-example"),
    template_uuid: field(TemplateUuid),
    gpt_prompt_uuid: string("uuid-uuid-uuid-uuid-example"),
    email_uid: string("17"),
    email_id: string("<17@example.com>"),
    folder: string("INBOX"),
    lead_uuid: field(LeadUuid),
    status: oneOf("sent", "need_sync", "idle", "waiting", "sync", "cancelled", "missing_body", "error", "bounced"),
    replied_to_uuid: field(EmailUuid),
    bounced_by_uuid: field(EmailUuid),
    /** Sent or received. */
    type: oneOf("outbox", "inbox"),
    from_name: string("John Doe"),
    from_email: string("john.doe@example.com"),
    to_name: string("Jane Roe"),
    to_email: string("jane.roe@example.com"),
    cc: strings("jim@example.com"),
    bcc: strings("jim@example.com"),
    subject: string("Hello"),
    headers: strings("X-Mailer: Example"),
    sending_attempts: integer(1),
    sent_at: instant,
    created_at: instant,
    updated_at: instant
  })
) {}

/** The content of an email. */
export class EmailBody extends Schema.Opaque<EmailBody>()(
  Schema.Struct({
    uuid: EmailBodyUuid,
    team_id: integer(1),
    body: string("<p>Hello Jane, how are you?</p>"),
    attachments: anyList,
    subject: string("Hello"),
    created_at: instant,
    updated_at: instant
  })
) {}

/**
 * The emails that match a filter. Unlike in other lists, the keys of the filter are separate query parameters, as
 * documented.
 *
 * The API reference shows a list without an envelope. A list with its position, as other clients have seen it, is
 * accepted as well, and the value is a page in both cases. API reference: "List of Emails".
 */
export const list = get<ListInput>()("/emails/api/emails", {
  id: "listEmails",
  source: "List of Emails",
  query: {
    ...window,
    ...keys(
      "bounced_by_uuid",
      "created_at",
      "email_body_uuid",
      "flow_node_id",
      "flow_uuid",
      "from_email",
      "from_name",
      "gpt_prompt_uuid",
      "lead_uuid",
      "mailbox_uuid",
      "q",
      "replied_to_uuid",
      "sender_profile_uuid",
      "sending_attempts",
      "sent_at",
      "status",
      "subject",
      "task_pipeline_uuid",
      "team_id",
      "template_uuid",
      "thread_uuid",
      "to_email",
      "to_name",
      "type",
      "updated_at",
      "user_id",
      "uuid"
    )
  },
  success: listAsPage(Email)
})
export interface ListInput extends InputOf<typeof list> {}

/** The emails that match a filter, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = streams(list)

/** An email with its body. */
export class SentEmail extends Schema.Opaque<SentEmail>()(
  Schema.Struct({ emailDomain: field(Email), emailBodyDomain: field(EmailBody) })
) {}

/**
 * Sends an email to a contact.
 *
 * The body in version 3.0 has no field for the text. Newer documentation shows another body, with a field `body`; send
 * it with `request`. No field is documented as required, so none is required here. Unsafe: sending it twice sends two
 * emails. API reference: "Send Email".
 */
export const send = post<SendInput>()("/emails/api/emails/send-email", {
  id: "sendEmail",
  source: "Send Email",
  body: {
    sender_profile_uuid: Schema.optional(SenderProfileUuid),
    lead_uuid: Schema.optional(LeadUuid),
    from_name: Schema.optional(Schema.String.annotate({ examples: ["John Doe"] })),
    from_email: Schema.optional(Schema.String.annotate({ examples: ["john.doe@example.com"] })),
    to_name: Schema.optional(Schema.String.annotate({ examples: ["Jane Roe"] })),
    to_email: Schema.optional(Schema.String.annotate({ examples: ["jane.roe@example.com"] })),
    cc: Schema.optional(Schema.Array(Schema.String.annotate({ examples: ["jim@example.com"] }))),
    bcc: Schema.optional(Schema.Array(Schema.String.annotate({ examples: ["joan@example.com"] }))),
    subject: Schema.optional(Schema.String.annotate({ examples: ["Hello"] }))
  },
  success: SentEmail,
  safety: "unsafe"
})
export interface SendInput extends InputOf<typeof send> {}
