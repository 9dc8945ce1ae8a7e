/** Logged calls. */
import { tolerant } from "@salesbridge/core"
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, field, instant, integer, reference, string } from "../Field.ts"
import {
  ActionId,
  CadenceId,
  CallDataRecordId,
  CallId,
  CrmActivityId,
  NoteId,
  PersonId,
  StepId,
  TaskId,
  UserGuid,
  UserId
} from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"
import { Recording } from "../Recording.ts"

/** A call that was logged. */
export class Call extends Schema.Opaque<Call>()(
  Schema.Struct({
    id: CallId,
    created_at: instant,
    updated_at: instant,
    to: string("+15550100"),
    /** In seconds. */
    duration: integer(300),
    sentiment: string("Interested"),
    disposition: string("Connected"),
    /** Whether its disposition counts as connected. */
    connected: boolean,
    /** Whether its sentiment counts as positive. */
    positive: boolean,
    recordings: field(Schema.Array(tolerant(Recording))),
    user: reference(UserId, "users"),
    action: reference(ActionId, "actions"),
    called_person: reference(PersonId, "people"),
    crm_activity: reference(CrmActivityId, "crm_activities"),
    note: reference(NoteId, "notes"),
    cadence: reference(CadenceId, "cadences"),
    step: reference(StepId, "steps"),
    task: reference(TaskId, "tasks")
  })
) {}

/** Calls that match all filters. API reference: "List calls". */
export const list = read<ListInput>()("/v2/activities/calls", {
  id: "listCalls",
  source: "List calls",
  query: {
    "ids[]": anyOf(CallId),
    created_at: Schema.optional(Comparison),
    updated_at: Schema.optional(Comparison),
    "user_guid[]": anyOf(UserGuid),
    "person_id[]": anyOf(PersonId),
    /** Exact and case-sensitive. */
    "sentiment[]": anyOf(Schema.String),
    /** Exact and case-sensitive. */
    "disposition[]": anyOf(Schema.String),
    ...standard("updated_at", "created_at")
  },
  success: listOf(Call)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One call. API reference: "Get call". */
export const get = read<GetInput>()("/v2/activities/calls/{id}", {
  id: "getCall",
  source: "Get call",
  path: { id: CallId },
  success: single(Call),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Logs a call. API reference: "Create call". */
export const create = post<CreateInput>()("/v2/activities/calls", {
  id: "createCall",
  source: "Create call",
  body: {
    person_id: PersonId,
    to: Schema.optional(Schema.String.annotate({ examples: ["+15550100"] })),
    /** In seconds. */
    duration: Schema.optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)).annotate({ examples: [300] })),
    /** The `name` of a call disposition. Teams can require it. */
    disposition: Schema.optional(Schema.String.annotate({ examples: ["Connected"] })),
    /** The `name` of a call sentiment. Teams can require it. */
    sentiment: Schema.optional(Schema.String.annotate({ examples: ["Interested"] })),
    /** Also sent to the CRM. */
    notes: Schema.optional(Schema.String),
    /** Default: the token's user. Only administrators can set another. */
    user_guid: Schema.optional(UserGuid),
    /** The action of type `phone` that this call completes. */
    action_id: Schema.optional(ActionId),
    /** By the `field` of CRM activity fields. Teams can require some. */
    crm_params: Schema.optional(
      Schema.Record(Schema.String, Schema.Json).annotate({ examples: [{ Subject: "Demo" }] })
    ),
    /** Call data records of this call that are not linked yet. */
    linked_call_data_record_ids: anyOf(CallDataRecordId)
  },
  success: single(Call),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}
