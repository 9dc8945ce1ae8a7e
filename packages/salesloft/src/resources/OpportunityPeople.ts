/** The people of opportunities. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { field, instant, string } from "../Field.ts"
import { OpportunityId, OpportunityPersonId, PersonId } from "../Ids.ts"
import { del, get as read, type InputOf, post } from "../Operation.ts"
import { list as listOf, page, paged, single } from "../Page.ts"

/** The membership of a person in an opportunity. */
export class OpportunityPerson extends Schema.Opaque<OpportunityPerson>()(
  Schema.Struct({
    id: OpportunityPersonId,
    created_at: instant,
    updated_at: instant,
    opportunity_id: field(OpportunityId),
    person_id: field(PersonId),
    crm_id: string("00K000000000000AAA"),
    opportunity_crm_id: string("006000000000000AAA"),
    person_crm_id: string("003000000000000AAA")
  })
) {}

/** The memberships of people in opportunities. */
export const list = read<ListInput>()("/v2/opportunity_people", {
  id: "listOpportunityPeople",
  source: "List opportunity people",
  query: page,
  success: listOf(OpportunityPerson),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** Adds a person to an opportunity. */
export const create = post<CreateInput>()("/v2/opportunity_people", {
  id: "createOpportunityPerson",
  source: "Create opportunity person",
  body: { opportunity_id: OpportunityId, person_id: PersonId },
  success: single(OpportunityPerson),
  safety: "unsafe",
  provenance: "public"
})
export interface CreateInput extends InputOf<typeof create> {}

/** Removes a person from an opportunity. */
export const remove = del<RemoveInput>()("/v2/opportunity_people/{id}", {
  id: "deleteOpportunityPerson",
  source: "Delete opportunity person",
  path: { id: OpportunityPersonId },
  success: Schema.Void,
  errors: [NotFound],
  provenance: "public"
})
export interface RemoveInput extends InputOf<typeof remove> {}
