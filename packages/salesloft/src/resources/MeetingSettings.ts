/** The meeting settings of users. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, dictionary, instant, integer, reference, string, struct } from "../Field.ts"
import { MeetingSettingId, UserGuid, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, page, paged, single } from "../Page.ts"

/** The meeting settings of a user. */
export class MeetingSetting extends Schema.Opaque<MeetingSetting>()(
  Schema.Struct({
    id: MeetingSettingId,
    created_at: instant,
    updated_at: instant,
    email_address: string("john.doe@example.com"),
    title: string("A meeting with John"),
    description: string("Half an hour"),
    location: string("https://meet.example.com/john"),
    calendar_type: string("gmail"),
    primary_calendar_id: string("john.doe@example.com"),
    primary_calendar_name: string("John"),
    primary_calendar_connection_failed: boolean,
    enable_calendar_sync: boolean,
    /** Whether a service sets the location. */
    enable_dynamic_location: boolean,
    /** In minutes, like the buffer between meetings. */
    default_meeting_length: integer(30),
    buffer_time_duration: integer(15),
    schedule_buffer_enabled: boolean,
    /** How long before its start a meeting must be booked, in hours. */
    schedule_delay: integer(2),
    /** How far ahead a meeting can be booked, in days. */
    availability_limit: integer(30),
    availability_limit_enabled: boolean,
    allow_booking_on_behalf: boolean,
    allow_booking_overtime: boolean,
    allow_event_overlap: boolean,
    share_event_detail: boolean,
    time_zone: string("Europe/London"),
    times_available: dictionary,
    active_meeting_url: struct({
      url: string("https://book.example.com/john"),
      created_at: instant,
      updated_at: instant
    }),
    user: reference(UserId, "users"),
    user_details: dictionary,
    user_slug: string("john")
  })
) {}

/** Settings that match all filters. The call is a POST but only reads. */
export const search = post<SearchInput>()("/v2/meetings/settings/searches", {
  id: "searchMeetingSettings",
  source: "Search meeting settings",
  query: {
    "user_guids[]": anyOf(UserGuid),
    updated_at: Schema.optional(Comparison),
    calendar_type: Schema.optional(Schema.String.annotate({ examples: ["gmail"] })),
    ...page
  },
  success: listOf(MeetingSetting),
  safety: "safe",
  provenance: "public"
})
export interface SearchInput extends InputOf<typeof search> {}

/** The pages and the records of `search`, as streams. */
export const { pages, stream } = paged(search)

const minutes = Schema.optional(Schema.Int.annotate({ examples: [30] }))

/** Changes the meeting settings of a user. */
export const update = put<UpdateInput>()("/v2/meetings/settings/{id}", {
  id: "updateMeetingSetting",
  source: "Update meeting setting",
  path: { id: MeetingSettingId },
  body: {
    title: Schema.optional(Schema.String),
    description: Schema.optional(Schema.String),
    location: Schema.optional(Schema.String),
    calendar_type: Schema.optional(Schema.String),
    primary_calendar_id: Schema.optional(Schema.String),
    primary_calendar_name: Schema.optional(Schema.String),
    primary_calendar_connection_failed: Schema.optional(Schema.Boolean),
    enable_calendar_sync: Schema.optional(Schema.Boolean),
    enable_dynamic_location: Schema.optional(Schema.Boolean),
    default_meeting_length: minutes,
    buffer_time_duration: minutes,
    schedule_buffer_enabled: Schema.optional(Schema.Boolean),
    /** In hours. */
    schedule_delay: Schema.optional(Schema.Int),
    /** In days. */
    availability_limit: Schema.optional(Schema.Int),
    availability_limit_enabled: Schema.optional(Schema.Boolean),
    allow_booking_on_behalf: Schema.optional(Schema.Boolean),
    allow_booking_overtime: Schema.optional(Schema.Boolean),
    allow_event_overlap: Schema.optional(Schema.Boolean),
    share_event_detail: Schema.optional(Schema.Boolean),
    time_zone: Schema.optional(Schema.String),
    times_available: Schema.optional(Schema.Record(Schema.String, Schema.Json))
  },
  success: single(MeetingSetting),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}
