/** Calls as recorded by the phone system. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { field, instant, integer, oneOf, reference, string } from "../Field.ts"
import { CallDataRecordId, CallId, PersonId, UserGuid, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"
import { Recording } from "../Recording.ts"

/** An incoming or outgoing call, logged or not. */
export class CallDataRecord extends Schema.Opaque<CallDataRecord>()(
  Schema.Struct({
    id: CallDataRecordId,
    created_at: instant,
    updated_at: instant,
    to: string("+15550100"),
    from: string("+15550101"),
    /** In seconds. */
    duration: integer(300),
    started_at: instant,
    ended_at: instant,
    direction: oneOf("inbound", "outbound"),
    status: oneOf(
      "queued",
      "initiated",
      "ringing",
      "in-progress",
      "completed",
      "busy",
      "no-answer",
      "canceled",
      "failed"
    ),
    call_type: oneOf("call", "bridge", "collaboration"),
    /** The same for all legs of a call. */
    call_uuid: string("5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5"),
    recording: field(Recording),
    dialer_recording: field(Recording),
    /** The logged call, if there is one. */
    call: reference(CallId, "activities/calls"),
    user: reference(UserId, "users"),
    called_person: reference(PersonId, "people")
  })
) {}

/** Call data records that match all filters. API reference: "List call data records". */
export const list = read<ListInput>()("/v2/call_data_records", {
  id: "listCallDataRecords",
  source: "List call data records",
  query: {
    "ids[]": anyOf(CallDataRecordId),
    /** Whether the call has been logged. */
    has_call: Schema.optional(Schema.Boolean),
    created_at: Schema.optional(Comparison),
    updated_at: Schema.optional(Comparison),
    "user_guid[]": anyOf(UserGuid),
    "person_id[]": anyOf(PersonId),
    ...standard("updated_at", "created_at")
  },
  success: listOf(CallDataRecord)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One call data record. */
export const get = read<GetInput>()("/v2/call_data_records/{id}", {
  id: "getCallDataRecord",
  source: "Get call data record",
  path: { id: CallDataRecordId },
  success: single(CallDataRecord),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
