/** Meetings. */
import * as Schema from "effect/Schema"
import { Attendees } from "../Attendees.ts"
import { NotFound } from "../Errors.ts"
import { boolean, dictionary, field, instant, integer, oneOf, reference, string, strings, struct } from "../Field.ts"
import { AccountId, CadenceId, Id, MeetingId, PersonId, StepId, TaskId, UserGuid, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

const states = ["pending", "booked", "failed", "retry"] as const
const calendarOwner = struct({ email_address: string("john.doe@example.com") })

/** A meeting. */
export class Meeting extends Schema.Opaque<Meeting>()(
  Schema.Struct({
    id: MeetingId,
    created_at: instant,
    updated_at: instant,
    start_time: instant,
    end_time: instant,
    canceled_at: instant,
    last_occurrence_at: instant,
    title: string("Your schedule"),
    description: string("Half an hour"),
    location: string("https://meet.example.com/1"),
    notes: string("Ask for the date"),
    /** The state of the booking. */
    status: oneOf(...states),
    meeting_type: string("Demo"),
    meeting_type_id: field(Id),
    /** The event's id at the calendar provider. */
    event_id: string("ev1"),
    event_source: oneOf("external", "salesloft"),
    i_cal_uid: string("ev1@calendar.example.com"),
    calendar_id: string("john.doe@example.com"),
    calendar_type: oneOf("gmail", "azure", "linked_gmail", "linked_azure"),
    all_day: boolean,
    recurring: boolean,
    recurrence: strings("RRULE:FREQ=WEEKLY"),
    recurring_interval: string("weekly"),
    /** Whether nobody came. */
    no_show: boolean,
    strict_attribution: boolean,
    created_on_demand: boolean,
    reschedule_status: oneOf(...states),
    reschedule_guid: string("5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5"),
    recipient_name: string("Jane Roe"),
    recipient_email: string("jane.roe@example.com"),
    /** The email addresses of the guests. */
    guests: strings("jane.roe@example.com"),
    attendees: Attendees,
    account_id: field(AccountId),
    task_id: field(TaskId),
    person: reference(PersonId, "people"),
    cadence: reference(CadenceId, "cadences"),
    step: reference(StepId, "steps"),
    booked_by_user: reference(UserId, "users"),
    owned_by_user: reference(UserId, "users"),
    booked_by_meetings_settings: calendarOwner,
    owned_by_meetings_settings: calendarOwner,
    count_towards_meetings_booked_metric: boolean,
    count_towards_meetings_attended_metric: boolean,
    undo_completion_count: integer(0),
    crm: dictionary,
    crm_references: dictionary,
    crm_custom_fields: dictionary
  })
) {}

/** Meetings that match all filters. */
export const list = read<ListInput>()("/v2/meetings", {
  id: "listMeetings",
  source: "List meetings",
  query: {
    "ids[]": anyOf(MeetingId),
    status: Schema.optional(Schema.Literals(states)),
    "person_id[]": anyOf(PersonId),
    "account_id[]": anyOf(AccountId),
    /** The event's ids at the calendar provider. */
    "event_ids[]": anyOf(Schema.String),
    "i_cal_uids[]": anyOf(Schema.String),
    "task_ids[]": anyOf(TaskId),
    /** Whether to include the settings of the users whose calendars contain the meeting. */
    include_meetings_settings: Schema.optional(Schema.Boolean),
    start_time: Schema.optional(Comparison),
    created_at: Schema.optional(Comparison),
    "user_guids[]": anyOf(UserGuid),
    show_deleted: Schema.optional(Schema.Boolean),
    booked_by_user_uuid: Schema.optional(UserGuid),
    no_show: Schema.optional(Schema.Boolean),
    meeting_type_id: Schema.optional(Id),
    cadence_id: Schema.optional(CadenceId),
    step_id: Schema.optional(StepId),
    ...standard("start_time", "created_at", "updated_at")
  },
  success: listOf(Meeting),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** Reports the outcome of a meeting to Salesloft. */
export const update = put<UpdateInput>()("/v2/meetings/{id}", {
  id: "updateMeeting",
  source: "Update meeting",
  path: { id: MeetingId },
  body: {
    /** Whether nobody came. */
    no_show: Schema.optional(Schema.Boolean),
    status: Schema.optional(Schema.Literals(states)),
    reschedule_status: Schema.optional(Schema.Literals(states)),
    event_id: Schema.optional(Schema.String),
    i_cal_uid: Schema.optional(Schema.String)
  },
  success: single(Meeting),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}
