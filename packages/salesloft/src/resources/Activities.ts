/** Past activities, and the completion of integration steps. */
import * as Schema from "effect/Schema"
import { dictionary, field, instant, oneOf, string, strings } from "../Field.ts"
import { ActionId, Id, TaskId, UserGuid } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, paging, single, sorting } from "../Page.ts"

/** The completion of an integration step. */
export class Activity extends Schema.Opaque<Activity>()(Schema.Struct({ updated_at: instant })) {}

/** An activity with a person, an account or an opportunity. */
export class ActivityHistory extends Schema.Opaque<ActivityHistory>()(
  Schema.Struct({
    id: Id,
    created_at: instant,
    updated_at: instant,
    occurred_at: instant,
    pinned_at: instant,
    /** For example `sent_email`. */
    type: string("sent_email"),
    resource_type: oneOf("person", "account", "crm_opportunity"),
    resource_id: field(Id),
    user_guid: field(UserGuid),
    /** The data as it was at that time. */
    static_data: dictionary,
    /** The current data. */
    dynamic_data: dictionary,
    failed_dynamic_resources: strings("email"),
    tags: strings("spring")
  })
) {}

/** Past activities that match all filters. */
export const list = read<ListInput>()("/v2/activity_histories", {
  id: "listActivityHistories",
  source: "List past activities",
  query: {
    /** For example `sent_email`. */
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

/** The pages and the records of `list`, as streams. */
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
