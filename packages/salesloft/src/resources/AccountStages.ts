/** The stages that accounts go through. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, instant, integer, string } from "../Field.ts"
import { AccountStageId } from "../Ids.ts"
import { Comparison } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A stage of accounts. Accounts have it as `company_stage`. */
export class AccountStage extends Schema.Opaque<AccountStage>()(
  Schema.Struct({
    id: AccountStageId,
    created_at: instant,
    updated_at: instant,
    name: string("Qualified"),
    active: boolean,
    order: integer(1)
  })
) {}

/** The stages of accounts. API reference: "List account stages". */
export const list = read<ListInput>()("/v2/account_stages", {
  id: "listAccountStages",
  source: "List account stages",
  query: {
    "ids[]": anyOf(AccountStageId),
    updated_at: Schema.optional(Comparison),
    ...standard("updated_at", "created_at", "order")
  },
  success: listOf(AccountStage)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One stage. */
export const get = read<GetInput>()("/v2/account_stages/{id}", {
  id: "getAccountStage",
  source: "Get account stage",
  path: { id: AccountStageId },
  success: single(AccountStage),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
