/** Successes: people who were won. */
import * as Schema from "effect/Schema"
import { instant, integer, reference, struct } from "../Field.ts"
import { ActionId, CadenceId, CallId, EmailId, PersonId, StepId, SuccessId, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, standard } from "../Page.ts"

/** A success, and the activities that led to it. */
export class Success extends Schema.Opaque<Success>()(
  Schema.Struct({
    id: SuccessId,
    created_at: instant,
    updated_at: instant,
    succeeded_at: instant,
    /** The time from which activities count towards it. */
    success_window_started_at: instant,
    counts: struct({ total_emails: integer(4), total_calls: integer(2), total_other_touches: integer(0) }),
    person: reference(PersonId, "people"),
    user: reference(UserId, "users"),
    latest_email: reference(EmailId, "activities/emails"),
    latest_call: reference(CallId, "activities/calls"),
    latest_action: reference(ActionId, "actions"),
    latest_cadence: reference(CadenceId, "cadences"),
    latest_step: reference(StepId, "steps")
  })
) {}

/** Successes that match all filters. */
export const list = read<ListInput>()("/v2/successes", {
  id: "listSuccesses",
  source: "List successes",
  query: {
    "ids[]": anyOf(SuccessId),
    "person_id[]": anyOf(PersonId),
    updated_at: Schema.optional(Comparison),
    ...standard("updated_at", "created_at", "succeeded_at")
  },
  success: listOf(Success),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)
