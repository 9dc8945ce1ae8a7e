/** Activities that Salesloft writes to the CRM. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { custom, instant, oneOf, reference, string } from "../Field.ts"
import { CrmActivityId, PersonId, UserId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** An activity in the CRM. */
export class CrmActivity extends Schema.Opaque<CrmActivity>()(
  Schema.Struct({
    id: CrmActivityId,
    created_at: instant,
    updated_at: instant,
    subject: string("Call with Jane Roe"),
    description: string("Talked about the schedule"),
    /** Null until it has been written. */
    crm_id: string("00T000000000000AAA"),
    activity_type: oneOf("email", "phone", "email reminder", "inmail"),
    /** Why it was not written. Salesloft tries again. */
    error: string("The owner has no CRM user"),
    custom_crm_fields: custom({ Call_Type__c: "Demo" }),
    person: reference(PersonId, "people"),
    user: reference(UserId, "users")
  })
) {}

/** CRM activities that match all filters. API reference: "List CRM activities". */
export const list = read<ListInput>()("/v2/crm_activities", {
  id: "listCrmActivities",
  source: "List CRM activities",
  query: {
    "ids[]": anyOf(CrmActivityId),
    updated_at: Schema.optional(Comparison),
    ...standard("updated_at", "created_at")
  },
  success: listOf(CrmActivity)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One activity. */
export const get = read<GetInput>()("/v2/crm_activities/{id}", {
  id: "getCrmActivity",
  source: "Get CRM activity",
  path: { id: CrmActivityId },
  success: single(CrmActivity),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
