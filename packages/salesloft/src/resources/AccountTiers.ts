/** The tiers of accounts. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, instant, integer, string } from "../Field.ts"
import { AccountTierId } from "../Ids.ts"
import { get as read, type InputOf } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A tier of accounts. */
export class AccountTier extends Schema.Opaque<AccountTier>()(
  Schema.Struct({
    id: AccountTierId,
    created_at: instant,
    updated_at: instant,
    name: string("Tier 1"),
    active: boolean,
    order: integer(1)
  })
) {}

/** The tiers of accounts. API reference: "List account tiers". */
export const list = read<ListInput>()("/v2/account_tiers", {
  id: "listAccountTiers",
  source: "List account tiers",
  query: {
    "ids[]": anyOf(AccountTierId),
    "name[]": anyOf(Schema.String),
    ...standard("updated_at", "created_at", "order")
  },
  success: listOf(AccountTier)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One tier. */
export const get = read<GetInput>()("/v2/account_tiers/{id}", {
  id: "getAccountTier",
  source: "Get account tier",
  path: { id: AccountTierId },
  success: single(AccountTier),
  errors: [NotFound],
  provenance: "public"
})
export interface GetInput extends InputOf<typeof get> {}
