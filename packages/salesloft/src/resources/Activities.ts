/** What was done, and what integrations do. */
import * as Schema from "effect/Schema"
import { dictionary, field, instant, oneOf, text, texts } from "../Field.ts"
import { ActionId, Id, TaskId, UserGuid } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, paging, single, sorting } from "../Page.ts"

/** A completion. */
export class Activity extends Schema.Opaque<Activity>()(Schema.Struct({ updated_at: instant })) {}

/** Something that was done with a person, an account or an opportunity. */
export class ActivityHistory extends Schema.Opaque<ActivityHistory>()(
  Schema.Struct({
    id: Id,
    created_at: instant,
    updated_at: instant,
    occurred_at: instant,
    pinned_at: instant,
    /** Such as `sent_email`. */
    type: text("sent_email"),
    resource_type: oneOf("person", "account", "crm_opportunity"),
    resource_id: field(Id),
    user_guid: field(UserGuid),
    /** As things were then, and as they are now. */
    static_data: dictionary,
    dynamic_data: dictionary,
    failed_dynamic_resources: texts("email"),
    tags: texts("spring")
  })
) {}

/** Past activities that pass all of the filters. */
export const list = read<ListInput>()("/v2/activity_histories", {
  id: "listActivityHistories",
  source: "List past activities",
  query: {
    /** Such as `sent_email`. */
    type: Schema.optional(Schema.String.annotate({ examples: ["sent_email"] })),
    "resource_type[]": anyOf(Schema.String.annotate({ examples: ["person"] })),
    /** Needs `resource_type[]`. */
    "resource_id[]": anyOf(Schema.String),
    occurred_at: Schema.optional(Comparison),
    updated_at: Schema.optional(Comparison),
    pinned: Schema.optional(Schema.Boolean),
    user_guid: Schema.optional(UserGuid),
    ...sorting("occurred_at", "updated_at"),
    ...paging
  },
  success: listOf(ActivityHistory),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)

/** Completes an action or a task of type `integration`. Neither can be completed twice. */
export const create = post<CreateInput>()("/v2/activities", {
  id: "createActivity",
  source: "Create activity",
  body: { action_id: Schema.optional(ActionId), task_id: Schema.optional(TaskId) },
  success: single(Activity),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}
