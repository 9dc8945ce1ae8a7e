/** Stages of opportunities. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, instant, integer, string } from "../Field.ts"
import { OpportunityStageId } from "../Ids.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { list as listOf, page, paged, single } from "../Page.ts"

/** A stage of opportunities. */
export class OpportunityStage extends Schema.Opaque<OpportunityStage>()(
  Schema.Struct({
    id: OpportunityStageId,
    created_at: instant,
    updated_at: instant,
    name: string("Offer"),
    order: integer(2),
    active: boolean
  })
) {}

const name = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Offer"] })
const order = Schema.optional(Schema.Int.annotate({ examples: [2] }))

/** The stages of opportunities. */
export const list = read<ListInput>()("/v2/opportunity_stages", {
  id: "listOpportunityStages",
  source: "List opportunity stages",
  query: page,
  success: listOf(OpportunityStage),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One stage. */
export const get = read<GetInput>()("/v2/opportunity_stages/{id}", {
  id: "getOpportunityStage",
  source: "Get opportunity stage",
  path: { id: OpportunityStageId },
  success: single(OpportunityStage),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates a stage. */
export const create = post<CreateInput>()("/v2/opportunity_stages", {
  id: "createOpportunityStage",
  source: "Create opportunity stage",
  body: { name, order },
  success: single(OpportunityStage),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Changes the given fields of a stage. */
export const update = put<UpdateInput>()("/v2/opportunity_stages/{id}", {
  id: "updateOpportunityStage",
  source: "Update opportunity stage",
  path: { id: OpportunityStageId },
  body: { name: Schema.optional(name), order },
  success: single(OpportunityStage),
  errors: [NotFound],
  provenance: "public"
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes a stage. */
export const remove = del<RemoveInput>()("/v2/opportunity_stages/{id}", {
  id: "deleteOpportunityStage",
  source: "Delete opportunity stage",
  path: { id: OpportunityStageId },
  success: Schema.Void,
  errors: [NotFound],
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}
