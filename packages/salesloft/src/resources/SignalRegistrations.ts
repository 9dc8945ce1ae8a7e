/**
 * The signals that an integration sends. These calls need a token of an OAuth application or a frontend integration;
 * API keys are not accepted.
 */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { dictionary, embedded, field, instant, string, strings } from "../Field.ts"
import { Id, SignalRegistrationId, UserGuid } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, paging, single, sorting } from "../Page.ts"

/** A registered type of signal. */
export class SignalRegistration extends Schema.Opaque<SignalRegistration>()(
  Schema.Struct({
    id: SignalRegistrationId,
    created_at: instant,
    /** When it was installed for everyone. */
    globally_installed_at: instant,
    type: string("video_watched"),
    signal_name: string("Video watched"),
    integration_slug: string("video-tool"),
    owner_user_guid: field(UserGuid),
    indicators: field(
      Schema.Array(Schema.Struct({ key: string("shared"), metadata_shape: dictionary, description: dictionary }))
    ),
    /** By language, such as `en-us`. */
    description: dictionary,
    /** The JSON Schema of each field in a signal's data. */
    data_shape: dictionary,
    /** The ids that a signal can contain, such as `person_id`. */
    attribution: strings("person_id"),
    integration: embedded
  })
) {}

const words = (example: string) => Schema.String.check(Schema.isMinLength(1)).annotate({ examples: [example] })
const values = Schema.optional(Schema.Record(Schema.String, Schema.Json))
const indicators = Schema.Array(
  Schema.Struct({ key: words("shared"), metadata_shape: values, description: values })
).check(Schema.isMinLength(1))
const shape = {
  /** By language, such as `en-us`. */
  description: values,
  /** The JSON Schema of each field in a signal's data. */
  data_shape: values,
  /** The ids that a signal can contain, such as `person_id`. */
  attribution: anyOf(Schema.String.annotate({ examples: ["person_id"] }))
}

/** Registrations that match all filters. */
export const list = read<ListInput>()("/v2/integrations/signals/registrations", {
  id: "listSignalRegistrations",
  source: "List signal registrations",
  query: {
    "type[]": anyOf(Schema.String),
    "integration_id[]": anyOf(Id),
    updated_at: Schema.optional(Comparison),
    globally_installed_at: Schema.optional(Comparison),
    ...sorting("updated_at", "id"),
    ...paging
  },
  success: listOf(SignalRegistration),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One registration. */
export const get = read<GetInput>()("/v2/integrations/signals/registrations/{id}", {
  id: "getSignalRegistration",
  source: "Get signal registration",
  path: { id: SignalRegistrationId },
  success: single(SignalRegistration),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** Registers a type of signal. An integration can register each type once. */
export const create = post<CreateInput>()("/v2/integrations/signals/registrations", {
  id: "createSignalRegistration",
  source: "Create signal registration",
  body: { type: words("video_watched"), integration_id: Schema.optional(Id), indicators, ...shape },
  success: single(SignalRegistration),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes the given fields of a registration. */
export const update = put<UpdateInput>()("/v2/integrations/signals/registrations/{id}", {
  id: "updateSignalRegistration",
  source: "Update signal registration",
  path: { id: SignalRegistrationId },
  body: { type: Schema.optional(words("video_watched")), indicators: Schema.optional(indicators), ...shape },
  success: single(SignalRegistration),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a registration. */
export const remove = del<RemoveInput>()("/v2/integrations/signals/registrations/{id}", {
  id: "deleteSignalRegistration",
  source: "Delete signal registration",
  path: { id: SignalRegistrationId },
  success: Schema.Void,
  errors: [NotFound],
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}
