/** Events in users' calendars. */
import * as Schema from "effect/Schema"
import { Attendees } from "../Attendees.ts"
import { boolean, dictionary, field, instant, oneOf, string, strings } from "../Field.ts"
import { CalendarEventId, Id, UserGuid } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { list as listOf, paged, paging, single, sorting } from "../Page.ts"

/** An event in a calendar. */
export class CalendarEvent extends Schema.Opaque<CalendarEvent>()(
  Schema.Struct({
    id: CalendarEventId,
    created_at: instant,
    updated_at: instant,
    /** The same for all occurrences. */
    i_cal_uid: string("ev1@calendar.example.com"),
    calendar_id: string("external_5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5"),
    user_guid: field(UserGuid),
    tenant_id: field(Id),
    title: string("Your schedule"),
    description: string("Half an hour"),
    body_html: string("<p>Half an hour</p>"),
    location: string("https://meet.example.com/1"),
    start_time: instant,
    end_time: instant,
    all_day: boolean,
    busy: boolean,
    status: oneOf("confirmed", "tentative", "cancelled"),
    canceled_at: instant,
    organizer: string("john.doe@example.com"),
    creator: string("john.doe@example.com"),
    provider: string("external"),
    attendees: Attendees,
    recurring: boolean,
    recurrence: strings("RRULE:FREQ=WEEKLY"),
    recurring_interval: string("weekly"),
    last_occurrence_at: instant,
    series_master_event_id: string("ev0"),
    html_link: string("https://calendar.example.com/ev1"),
    conference_data: dictionary,
    extended_properties: dictionary
  })
) {}

/** Events that overlap a period. */
export const list = read<ListInput>()("/v2/calendar/events", {
  id: "listCalendarEvents",
  source: "List calendar events",
  query: {
    /** Only events that end at this time or later. */
    start_time: Schema.optional(Instant),
    /** Only events that begin before this time. */
    end_time: Schema.optional(Instant),
    /** The creator or a guest. */
    user_guid: Schema.optional(UserGuid),
    ...sorting("start_time"),
    ...paging
  },
  success: listOf(CalendarEvent),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

const name = (example: string) => Schema.String.check(Schema.isMinLength(1)).annotate({ examples: [example] })

/** Creates an event, or updates the one with the same `id` and `i_cal_uid`: sending it twice gives one event. */
export const upsert = post<UpsertInput>()("/v2/calendar/events/upsert", {
  id: "upsertCalendarEvent",
  source: "Upsert calendar event",
  body: {
    /** Different for each occurrence. */
    id: name("ev1"),
    /** The same for all occurrences. */
    i_cal_uid: name("ev1@calendar.example.com"),
    /** For an external calendar: `external_` followed by the guid of its user. */
    calendar_id: name("external_5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5"),
    start_time: Instant,
    end_time: Instant,
    title: Schema.optional(Schema.String),
    description: Schema.optional(Schema.String),
    location: Schema.optional(Schema.String),
    all_day: Schema.optional(Schema.Boolean),
    /** Whether it is one of a series. */
    recurring: Schema.optional(Schema.Boolean),
    status: Schema.optional(Schema.Literals(["confirmed", "tentative", "cancelled"])),
    canceled_at: Schema.optional(Instant),
    /** The organizer's email address. */
    organizer: Schema.optional(Schema.String),
    attendees: Schema.optional(
      Schema.Array(
        Schema.Struct({
          name: Schema.optional(Schema.String),
          email: Schema.optional(Schema.String),
          /** `needsAction`, `accepted`, `tentative` or `declined`. */
          status: Schema.optional(Schema.String),
          organizer: Schema.optional(Schema.Boolean)
        })
      )
    )
  },
  success: single(CalendarEvent),
  safety: "idempotent",
  provenance: "public"
})
export interface UpsertInput extends InputOf<typeof upsert> {}
