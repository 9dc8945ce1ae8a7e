/** Deals in the CRM. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, dictionary, field, instant, integer, reference, string, strings } from "../Field.ts"
import { AccountId, CadenceId, OpportunityId, PersonId, StepId, TagId, UserId } from "../Ids.ts"
import { ComparisonOrNull } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A deal. */
export class Opportunity extends Schema.Opaque<Opportunity>()(
  Schema.Struct({
    id: OpportunityId,
    created_at: instant,
    updated_at: instant,
    name: string("A hundred examples"),
    /** A number as a string. */
    amount: string("120000.0"),
    /** In percent, as a string. */
    probability: string("40.0"),
    currency_iso_code: string("USD"),
    close_date: instant,
    /** The date in the CRM. */
    created_date: instant,
    stage_name: string("Offer"),
    opportunity_type: string("New business"),
    is_closed: boolean,
    is_won: boolean,
    account_name: string("Example Ltd"),
    account_crm_id: string("001000000000000AAA"),
    owner_crm_id: string("005000000000000AAA"),
    owner_crm_name: string("John Doe"),
    created_by_crm_id: string("005000000000000AAA"),
    crm_id: string("006000000000000AAA"),
    crm_type: string("salesforce"),
    crm_url: string("https://crm.example.com/opportunities/006000000000000AAA"),
    crm_last_updated_date: instant,
    opportunity_window_started_at: instant,
    opportunity_window_person_id: field(PersonId),
    most_recent_step_number: integer(2),
    tags: strings("enterprise"),
    custom_fields: dictionary,
    account: reference(AccountId, "accounts"),
    owner: reference(UserId, "users"),
    creator: reference(UserId, "users"),
    most_recent_cadence: reference(CadenceId, "cadences"),
    most_recent_step: reference(StepId, "steps"),
    most_recent_step_account: reference(AccountId, "accounts")
  })
) {}

/** Opportunities that match all filters. */
export const list = read<ListInput>()("/v2/opportunities", {
  id: "listOpportunities",
  source: "List opportunities",
  query: {
    "ids[]": anyOf(OpportunityId),
    created_at: Schema.optional(ComparisonOrNull),
    updated_at: Schema.optional(ComparisonOrNull),
    "crm_id[]": anyOf(Schema.String),
    person_id: Schema.optional(PersonId),
    /** By name. */
    "tag[]": anyOf(Schema.String),
    "tag_id[]": anyOf(TagId),
    account_crm_id: Schema.optional(Schema.String),
    account_id: Schema.optional(AccountId),
    associated_account_id: Schema.optional(AccountId),
    owner_crm_id: Schema.optional(Schema.String),
    opportunity_type: Schema.optional(Schema.String),
    owner_id: Schema.optional(UserId),
    "name[]": anyOf(Schema.String),
    stage_name: Schema.optional(Schema.String),
    /** The date in the CRM. */
    created_date: Schema.optional(ComparisonOrNull),
    close_date: Schema.optional(ComparisonOrNull),
    is_closed: Schema.optional(Schema.Boolean),
    is_won: Schema.optional(Schema.Boolean),
    most_recent_cadence_id: Schema.optional(CadenceId),
    "scoped_fields[]": anyOf(Schema.String),
    ...standard("updated_at", "created_at")
  },
  success: listOf(Opportunity),
  provenance: "public"
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One opportunity. */
export const get = read<GetInput>()("/v2/opportunities/{id}", {
  id: "getOpportunity",
  source: "Get opportunity",
  path: { id: OpportunityId },
  success: single(Opportunity),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
