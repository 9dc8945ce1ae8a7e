/** LinkedIn messages of the unified inbox. */
import * as Schema from "effect/Schema"
import { anyList, field, instant, integer, oneOf, string } from "../Field.ts"
import { filterOf } from "../Filter.ts"
import { LeadUuid, LinkedInAccountUuid, MessageUuid, SenderProfileUuid, TemplateUuid } from "../Ids.ts"
import { get, type InputOf, post } from "../Operation.ts"
import { page, streams, window } from "../Page.ts"

/** A LinkedIn message, received or sent. */
export class Message extends Schema.Opaque<Message>()(
  Schema.Struct({
    uuid: MessageUuid,
    team_id: integer(1),
    sender_profile_uuid: field(SenderProfileUuid),
    linkedin_account_uuid: field(LinkedInAccountUuid),
    linkedin_conversation_uuid: string("uuid-uuid-uuid-uuid-example"),
    lead_uuid: field(LeadUuid),
    task_pipeline_uuid: string("uuid-uuid-uuid-uuid-example"),
    template_uuid: field(TemplateUuid),
    message_hash: string("2-ZXhhbXBsZV9tZXNzYWdl"),
    text: string("Hello Jane, how are you?"),
    custom_content: anyList,
    attachments: anyList,
    /** Sent or received. */
    type: oneOf("outbox", "inbox"),
    /** The origin: an automation (`auto`), a person in GetSales.io (`manual`), or LinkedIn itself (`synced`). */
    automation: oneOf("auto", "manual", "synced", "amo_synced", "connect"),
    status: oneOf("new", "in_progress", "done", "failed"),
    fail_reason: string("Some reason of failing"),
    read_at: instant,
    sent_at: instant,
    user_id: integer(1)
  })
) {}

/** A page of the LinkedIn messages that match a filter. API reference: "List of LinkedIn Messages". */
export const list = get<ListInput>()("/flows/api/linkedin-messages", {
  id: "listLinkedinMessages",
  source: "List of LinkedIn Messages",
  query: {
    ...window,
    filter: filterOf(
      "automation",
      "lead_uuid",
      "linkedin_account_uuid",
      "linkedin_conversation_uuid",
      "message_hash",
      "q",
      "sender_profile_uuid",
      "status",
      "task_pipeline_uuid",
      "template_uuid",
      "type",
      "user_id",
      "uuid"
    )
  },
  success: page(Message)
})
export interface ListInput extends InputOf<typeof list> {}

/** The LinkedIn messages that match a filter, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = streams(list)

/**
 * Sends a LinkedIn message to a contact and returns it. The text has at most 8,000 characters, or comes from a
 * template. GetSales.io sends it some time after the response: `status` is `new` at first.
 *
 * No field is documented as required, so none is required here. GetSales.io returns `ValidationFailed` (422) for a
 * message that it cannot send. Unsafe: sending it twice sends two messages. API reference: "Send LinkedIn Message".
 */
export const send = post<SendInput>()("/flows/api/linkedin-messages", {
  id: "sendLinkedInMessage",
  source: "Send LinkedIn Message",
  body: {
    sender_profile_uuid: Schema.optional(SenderProfileUuid),
    lead_uuid: Schema.optional(LeadUuid),
    template_uuid: Schema.optional(TemplateUuid),
    text: Schema.optional(
      Schema.String.check(Schema.isMaxCodePoints(8000)).annotate({ examples: ["Hello John, how are you?"] })
    ),
    /** The API reference says "Array of arrays" and shows only an empty one, so any values are accepted. */
    attachments: Schema.optional(Schema.Array(Schema.Json))
  },
  success: Message,
  safety: "unsafe"
})
export interface SendInput extends InputOf<typeof send> {}
