/** The users of the team. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, custom, embedded, field, instant, integer, reference, string } from "../Field.ts"
import { GroupId, UserGuid, UserId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, paging, single, sorting } from "../Page.ts"

/** A user. */
export class User extends Schema.Opaque<User>()(
  Schema.Struct({
    id: UserId,
    guid: field(UserGuid),
    created_at: instant,
    updated_at: instant,
    name: string("John Doe"),
    first_name: string("John"),
    last_name: string("Doe"),
    job_role: string("Account Executive"),
    active: boolean,
    time_zone: string("US/Eastern"),
    /** In minutes. */
    locale_utc_offset: integer(-240),
    /** For example `premier`. */
    seat_package: string("premier"),
    work_country: string("US"),
    slack_username: string("johndoe"),
    twitter_handle: string("@johndoe"),
    email: string("john.doe@example.com"),
    email_client_email_address: string("john.doe@mail.example.com"),
    /** The address from which email is sent. */
    sending_email_address: string("john.doe@example.com"),
    from_address: string("john.doe@example.com"),
    full_email_address: string('"John Doe" <john.doe@example.com>'),
    bcc_email_address: string("crm@example.com"),
    email_signature: string("<p>John Doe</p>"),
    email_signature_type: string("html"),
    email_signature_click_tracking_disabled: boolean,
    team_admin: boolean,
    local_dial_enabled: boolean,
    click_to_call_enabled: boolean,
    email_client_configured: boolean,
    crm_connected: boolean,
    /** Flags that may change without notice. */
    external_feature_flags: custom({ hot_leads: true }),
    /** For Salesloft's own use. */
    _private_fields: custom({}),
    phone_client: embedded,
    phone_number_assignment: embedded,
    group: reference(GroupId, "groups"),
    team: embedded,
    /** Its id is a string, such as `Admin` or `User`. */
    role: embedded
  })
) {}

/**
 * Users that match all filters: the whole team for administrators, otherwise the users that the token's user may see.
 * Without `page`, all users are returned, and `metadata` has no paging. API reference: "List users".
 */
export const list = read<ListInput>()("/v2/users", {
  id: "listUsers",
  source: "List users",
  query: {
    "ids[]": anyOf(UserId),
    "guid[]": anyOf(UserGuid),
    /** `_is_null` finds users in no group. */
    "group_id[]": anyOf(GroupId),
    /** For example `Admin`. */
    "role_id[]": anyOf(Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Admin"] })),
    /** Words, separated by blanks, in the first name, last name or email address. */
    search: Schema.optional(Schema.String),
    active: Schema.optional(Schema.Boolean),
    /** False includes deactivated users. Default: true. */
    visible_only: Schema.optional(Schema.Boolean),
    has_crm_user: Schema.optional(Schema.Boolean),
    "work_country[]": anyOf(Schema.String),
    "emails[]": anyOf(Schema.String),
    "seat_package[]": anyOf(Schema.String.annotate({ examples: ["premier"] })),
    /** Whether to include only users that the token's user manages. */
    managed_ar: Schema.optional(Schema.Boolean),
    "manager_user_guid[]": anyOf(UserGuid),
    "permissions[]": anyOf(Schema.String),
    ...sorting("id", "email", "name", "group", "role"),
    ...paging
  },
  success: listOf(User)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One user. API reference: "Get user". */
export const get = read<GetInput>()("/v2/users/{id}", {
  id: "getUser",
  source: "Get user",
  path: { id: UserId },
  success: single(User),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** The token's own user. Commonly used to check a connection. */
export const me = read("/v2/me", {
  id: "getMe",
  source: "Get current user",
  success: single(User),
  provenance: "public"
})
