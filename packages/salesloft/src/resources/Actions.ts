/** The steps of cadences that users must do, now or later. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, embedded, field, instant, oneOf, reference } from "../Field.ts"
import { ActionId, CadenceId, Id, PersonId, StepId, TaskId, UserGuid, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A step of a cadence that is or will be due for one person. */
export class Action extends Schema.Opaque<Action>()(
  Schema.Struct({
    id: ActionId,
    created_at: instant,
    updated_at: instant,
    due: boolean,
    type: oneOf("email", "phone", "other"),
    status: oneOf("in_progress", "pending_activity"),
    due_on: instant,
    multitouch_group_id: field(Id),
    action_details: embedded,
    user: reference(UserId, "users"),
    person: reference(PersonId, "people"),
    cadence: reference(CadenceId, "cadences"),
    step: reference(StepId, "steps"),
    task: reference(TaskId, "tasks")
  })
) {}

/**
 * Lists the user's own actions in progress. An administrator gets those of the whole team, or of the users in
 * `user_guid[]`. API reference: "List actions".
 */
export const list = read<ListInput>()("/v2/actions", {
  id: "listActions",
  source: "List actions",
  query: {
    "ids[]": anyOf(ActionId),
    step_id: Schema.optional(StepId),
    /** `email`, `phone`, `other`, or a newer type. */
    type: Schema.optional(Schema.String.annotate({ examples: ["email"] })),
    due_on: Schema.optional(Comparison),
    "user_guid[]": anyOf(UserGuid),
    "person_id[]": anyOf(PersonId),
    "cadence_id[]": anyOf(CadenceId),
    "multitouch_group_id[]": anyOf(Id),
    updated_at: Schema.optional(Comparison),
    ...standard("updated_at", "created_at")
  },
  success: listOf(Action)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One action. */
export const get = read<GetInput>()("/v2/actions/{id}", {
  id: "getAction",
  source: "Get action",
  path: { id: ActionId },
  success: single(Action),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** Marks an action as ongoing. */
export const createOngoing = post<CreateOngoingInput>()("/v2/ongoing_actions", {
  id: "createOngoingAction",
  source: "Create ongoing action",
  body: { action_id: ActionId },
  success: single(Action),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateOngoingInput extends InputOf<typeof createOngoing> {}
