/** The phone numbers of users, and whether calls with a number are recorded. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, reference, string } from "../Field.ts"
import { PhoneNumberAssignmentId, UserId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** The assignment of a phone number to a user. */
export class PhoneNumberAssignment extends Schema.Opaque<PhoneNumberAssignment>()(
  Schema.Struct({
    id: PhoneNumberAssignmentId,
    /** In E.164 format. */
    number: string("+15550100"),
    user: reference(UserId, "users")
  })
) {}

/** The recording setting for calls with a number. */
export class RecordingSetting extends Schema.Opaque<RecordingSetting>()(
  Schema.Struct({
    /** Whether calls are recorded by default. */
    recording_default: boolean
  })
) {}

/** The assignments of phone numbers to users. */
export const list = read<ListInput>()("/v2/phone_number_assignments", {
  id: "listPhoneNumberAssignments",
  source: "List phone number assignments",
  query: { "ids[]": anyOf(PhoneNumberAssignmentId), ...standard("updated_at", "created_at") },
  success: listOf(PhoneNumberAssignment),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One assignment of a number. */
export const get = read<GetInput>()("/v2/phone_number_assignments/{id}", {
  id: "getPhoneNumberAssignment",
  source: "Get phone number assignment",
  path: { id: PhoneNumberAssignmentId },
  success: single(PhoneNumberAssignment),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** Whether calls with a number are recorded by default. */
export const recordingSetting = read<RecordingSettingInput>()("/v2/phone_numbers/recording_settings/{id}", {
  id: "getRecordingSetting",
  source: "Get recording setting",
  path: {
    /** The number, in E.164 format. */
    id: Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["+15550100"] })
  },
  success: single(RecordingSetting),
  errors: [NotFound],
  provenance: "public"
})
export interface RecordingSettingInput extends InputOf<typeof recordingSetting> {}
