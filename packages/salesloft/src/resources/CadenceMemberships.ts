/** The people on cadences, now and in the past. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, group, instant, integer, oneOf, reference } from "../Field.ts"
import { ActionId, CadenceId, CadenceMembershipId, PersonId, StepId, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { del, get as read, type InputOf, post } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** The membership of a person in a cadence. It stays one record if the person is added again. */
export class CadenceMembership extends Schema.Opaque<CadenceMembership>()(
  Schema.Struct({
    id: CadenceMembershipId,
    /** When the person was last added. */
    added_at: instant,
    /** When the person was first added. */
    created_at: instant,
    updated_at: instant,
    /** Whether the person has been deleted since. */
    person_deleted: boolean,
    currently_on_cadence: boolean,
    current_state: oneOf(
      "processing",
      "staged",
      "active",
      "scheduled",
      "completed",
      "removed",
      "removed_no_action",
      "reassigned"
    ),
    cadence: reference(CadenceId, "cadences"),
    person: reference(PersonId, "people"),
    user: reference(UserId, "users"),
    latest_action: reference(ActionId, "actions"),
    step: reference(StepId, "steps"),
    counts: group({
      views: integer(3),
      clicks: integer(2),
      replies: integer(1),
      calls: integer(1),
      sent_emails: integer(4),
      bounces: integer(0)
    })
  })
) {}

/** Cadence memberships that match all filters. API reference: "List cadence memberships". */
export const list = read<ListInput>()("/v2/cadence_memberships", {
  id: "listCadenceMemberships",
  source: "List cadence memberships",
  query: {
    "ids[]": anyOf(CadenceMembershipId),
    person_id: Schema.optional(PersonId),
    cadence_id: Schema.optional(CadenceId),
    updated_at: Schema.optional(Comparison),
    currently_on_cadence: Schema.optional(Schema.Boolean),
    ...standard("updated_at", "added_at")
  },
  success: listOf(CadenceMembership)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One cadence membership. API reference: "Get cadence membership". */
export const get = read<GetInput>()("/v2/cadence_memberships/{id}", {
  id: "getCadenceMembership",
  source: "Get cadence membership",
  path: { id: CadenceMembershipId },
  success: single(CadenceMembership),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/**
 * Adds a person to a cadence. With `user_id` it acts for that user, if the cadence is the user's own or a team cadence.
 * Salesloft's description has the inputs in the query; its clients send a JSON body, and so does this call. API
 * reference: "Create cadence membership".
 */
export const create = post<CreateInput>()("/v2/cadence_memberships", {
  id: "createCadenceMembership",
  source: "Create cadence membership",
  body: {
    person_id: PersonId,
    cadence_id: CadenceId,
    /** Default: the token's user. */
    user_id: Schema.optional(UserId),
    /** The step to start with. Default: the first. */
    step_id: Schema.optional(StepId)
  },
  success: single(CadenceMembership),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Removes a person from a cadence. API reference: "Delete cadence membership". */
export const remove = del<RemoveInput>()("/v2/cadence_memberships/{id}", {
  id: "deleteCadenceMembership",
  source: "Delete cadence membership",
  path: { id: CadenceMembershipId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}
