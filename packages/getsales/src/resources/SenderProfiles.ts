/** Sender profiles: the people who send messages, with their LinkedIn account and mailbox. */
import * as Schema from "effect/Schema"
import { boolean, field, instant, integer, oneOf, string, strings } from "../Field.ts"
import { filterOf } from "../Filter.ts"
import { LinkedInAccountUuid, MailboxUuid, SenderProfileUuid } from "../Ids.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { page, streams, window } from "../Page.ts"
import { Schedule, ScheduleInput } from "../Schedule.ts"

/** A sender profile. */
export class SenderProfile extends Schema.Opaque<SenderProfile>()(
  Schema.Struct({
    uuid: SenderProfileUuid,
    team_id: integer(1),
    linkedin_server_id: integer(1),
    linkedin_browser_id: integer(1),
    linkedin_browser_uuid: string("uuid-uuid-uuid-uuid-example"),
    linkedin_account_uuid: field(LinkedInAccountUuid),
    mailbox_uuid: field(MailboxUuid),
    assignee_user_id: integer(1),
    first_name: string("John"),
    last_name: string("Doe"),
    label: string("USA media owners"),
    status: oneOf("enabled", "disabled"),
    user_id: integer(1),
    /** Only in responses newer than version 3.0. */
    avatar_url: string("https://www.example.com/john.png"),
    /** Only in responses newer than version 3.0. */
    schedule: field(Schedule),
    /** Only in responses newer than version 3.0. */
    smart_limits_enabled: boolean,
    /** Only in responses newer than version 3.0. */
    notification_emails: strings("john.doe@example.com"),
    created_at: instant,
    updated_at: instant
  })
) {}

/** A page of the sender profiles that match a filter. API reference: "List of sender profiles". */
export const list = read<ListInput>()("/flows/api/sender-profiles", {
  id: "listSenderProfiles",
  source: "List of sender profiles",
  query: {
    ...window,
    filter: filterOf(
      "q",
      "uuid",
      "linkedin_browser_id",
      "linkedin_account_uuid",
      "mailbox_uuid",
      "assignee_user_id",
      "first_name",
      "last_name",
      "label",
      "status",
      "user_id"
    )
  },
  success: page(SenderProfile),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The sender profiles that match a filter, as `pages` and as a `stream` of them. See {@link list}. */
export const { pages, stream } = streams(list)

/**
 * Creates a sender profile and returns it. No field is documented as required. Unsafe: sending it twice creates two.
 * API reference: "Create sender profile".
 */
export const create = post<CreateInput>()("/flows/api/sender-profiles", {
  id: "createSenderProfile",
  source: "Create sender profile",
  body: {
    assignee_user_id: Schema.optional(Schema.Int.annotate({ examples: [1] })),
    first_name: Schema.optional(Schema.String.annotate({ examples: ["John"] })),
    last_name: Schema.optional(Schema.String.annotate({ examples: ["Doe"] })),
    label: Schema.optional(Schema.String.annotate({ examples: ["USA media owners"] }))
  },
  success: SenderProfile,
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** One sender profile. Fails with `NotFound` (404). API reference: "Get sender profile". */
export const get = read<GetInput>()("/flows/api/sender-profiles/{senderProfileUuid}", {
  id: "getSenderProfile",
  source: "Get sender profile",
  path: { senderProfileUuid: SenderProfileUuid },
  success: SenderProfile,
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Creates a sender profile whose browser is a GoLogin profile, and returns it. Unlike that of all other calls, its path
 * is under `client-api`. Unsafe: sending it twice may create two. API reference: "Connect external sender profile".
 */
export const connectExternal = post<ConnectExternalInput>()("/flows/client-api/sender-profiles/connect-external", {
  id: "connectSenderProfile",
  source: "Connect external sender profile",
  body: {
    first_name: Schema.String.annotate({ examples: ["John"] }),
    last_name: Schema.String.annotate({ examples: ["Doe"] }),
    /** The profile's id in GoLogin. */
    gologin_external_id: Schema.String.annotate({ examples: ["64d2f0a1b2c3"] }),
    label: Schema.optional(Schema.String.annotate({ examples: ["USA media owners"] })),
    schedule: Schema.optional(ScheduleInput),
    smart_limits_enabled: Schema.optional(Schema.Boolean),
    notification_emails: Schema.optional(Schema.Array(Schema.String.annotate({ examples: ["john.doe@example.com"] }))),
    /** The owner of the browser. The only known value is `customer`. */
    browser_owner: Schema.optional(Schema.String.annotate({ examples: ["customer"] }))
  },
  success: SenderProfile,
  safety: "unsafe",
  provenance: "public"
})
export interface ConnectExternalInput extends InputOf<typeof connectExternal> {}
