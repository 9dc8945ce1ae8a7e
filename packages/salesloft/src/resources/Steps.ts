/** The steps of cadences. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, embedded, instant, integer, oneOf, reference, string } from "../Field.ts"
import { CadenceId, StepId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A step. */
export class Step extends Schema.Opaque<Step>()(
  Schema.Struct({
    id: StepId,
    created_at: instant,
    updated_at: instant,
    disabled: boolean,
    type: oneOf("email", "phone", "integration", "other"),
    name: string("First mail"),
    display_name: string("Day 1: Email - First mail"),
    day: integer(1),
    /** Its position within the day. */
    step_number: integer(1),
    multitouch_enabled: boolean,
    details: embedded,
    cadence: reference(CadenceId, "cadences")
  })
) {}

/** Steps that match all filters. API reference: "List steps". */
export const list = read<ListInput>()("/v2/steps", {
  id: "listSteps",
  source: "List steps",
  query: {
    "ids[]": anyOf(StepId),
    updated_at: Schema.optional(Comparison),
    cadence_id: Schema.optional(CadenceId),
    /** `email`, `phone`, `integration`, `other`, or a newer type. */
    type: Schema.optional(Schema.String.annotate({ examples: ["email"] })),
    has_due_actions: Schema.optional(Schema.Boolean),
    ...standard("updated_at", "created_at")
  },
  success: listOf(Step)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One step. API reference: "Get step". */
export const get = read<GetInput>()("/v2/steps/{id}", {
  id: "getStep",
  source: "Get step",
  path: { id: StepId },
  success: single(Step),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}
