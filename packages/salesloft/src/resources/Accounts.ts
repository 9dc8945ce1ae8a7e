/** Companies. */
import * as Schema from "effect/Schema"
import { NotFound } from "../Errors.ts"
import { boolean, custom, group, instant, integer, oneOf, reference, string, strings } from "../Field.ts"
import { AccountId, AccountStageId, AccountTierId, PersonId, TagId, UserId } from "../Ids.ts"
import { Comparison, ComparisonOrNull } from "../Instant.ts"
import { del, get as read, type InputOf, post, put } from "../Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "../Page.ts"

/** A company. Its `domain` is unique in the team. */
export class Account extends Schema.Opaque<Account>()(
  Schema.Struct({
    id: AccountId,
    created_at: instant,
    updated_at: instant,
    archived_at: instant,
    name: string("Example Ltd"),
    domain: string("example.com"),
    conversational_name: string("Example"),
    description: string("Makes examples"),
    phone: string("+15550100"),
    website: string("https://www.example.com"),
    linkedin_url: string("https://linkedin.example.com/company/example"),
    twitter_handle: string("@example"),
    street: string("1 Example Street"),
    city: string("Springfield"),
    state: string("IL"),
    postal_code: string("62701"),
    country: string("United States"),
    /** A time zone: `US/Pacific`, `Europe/London`. */
    locale: string("US/Pacific"),
    industry: string("Technology"),
    company_type: string("Public"),
    founded: string("2005"),
    revenue_range: string("$10M - $50M"),
    size: string("100-500"),
    crm_id: string("001000000000000AAA"),
    crm_url: string("https://crm.example.com/accounts/001000000000000AAA"),
    crm_object_type: string("Account"),
    owner_crm_id: string("005000000000000AAA"),
    /**
     * The engagement level. It is null if the team does not score engagement, and so is the score, which is from 0.0 to
     * 5.0.
     */
    prospector_engagement_level: string("high"),
    prospector_engagement_score: string("4.2"),
    last_contacted_at: instant,
    last_contacted_type: oneOf("call", "email", "other"),
    do_not_contact: boolean,
    /** By name. Contains only fields with a value. */
    custom_fields: custom({ "Customer Segment": "Enterprise" }),
    user_relationships: custom({ "Account Manager": "Jane Roe" }),
    tags: strings("enterprise"),
    counts: group({ people: integer(12) }),
    owner: reference(UserId, "users"),
    creator: reference(UserId, "users"),
    last_contacted_by: reference(UserId, "users"),
    last_contacted_person: reference(PersonId, "people"),
    /** The account stage. */
    company_stage: reference(AccountStageId, "account_stages"),
    account_tier: reference(AccountTierId, "account_tiers")
  })
) {}

const name = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["Example Ltd"] })
const domain = Schema.String.check(Schema.isMinLength(1)).annotate({ examples: ["example.com"] })
// Null clears a field: this is not documented, but responses have null for missing values.
const optionalText = Schema.optional(Schema.NullOr(Schema.String))

const writable = {
  conversational_name: optionalText,
  description: optionalText,
  phone: optionalText,
  website: optionalText,
  linkedin_url: optionalText,
  twitter_handle: optionalText,
  street: optionalText,
  city: optionalText,
  state: optionalText,
  postal_code: optionalText,
  country: optionalText,
  /** A time zone: `US/Pacific`, `Europe/London`. */
  locale: optionalText,
  industry: optionalText,
  company_type: optionalText,
  founded: optionalText,
  revenue_range: optionalText,
  size: optionalText,
  /** True excludes the company's people from all communication. */
  do_not_contact: Schema.optional(Schema.Boolean),
  /** By name. Null clears a value. */
  custom_fields: Schema.optional(Schema.Record(Schema.String, Schema.NullOr(Schema.String))),
  tags: anyOf(Schema.String),
  owner_id: Schema.optional(Schema.NullOr(UserId)),
  /** The account stage. */
  company_stage_id: Schema.optional(Schema.NullOr(AccountStageId)),
  account_tier_id: Schema.optional(Schema.NullOr(AccountTierId)),
  /** The 18-character id of the account in Salesforce. Needs `crm_id_type` and the scope `crm_id_account:write`. */
  crm_id: optionalText,
  crm_id_type: Schema.optional(Schema.Literals(["salesforce"]))
}

/** An account, and whether it is new. */
export class AccountUpsert extends Schema.Opaque<AccountUpsert>()(
  Schema.Struct({ account: Account, upsert_type: oneOf("create", "update") })
) {}

/** Accounts that match all filters. API reference: "List accounts". */
export const list = read<ListInput>()("/v2/accounts", {
  id: "listAccounts",
  source: "List accounts",
  query: {
    "ids[]": anyOf(AccountId),
    "crm_id[]": anyOf(Schema.String),
    /** By name. */
    "tag[]": anyOf(Schema.String),
    "tag_id[]": anyOf(TagId),
    created_at: Schema.optional(Comparison),
    updated_at: Schema.optional(Comparison),
    /** In lower case. */
    domain: Schema.optional(Schema.String),
    /** `_is_null` finds records without one. */
    "website[]": anyOf(Schema.String),
    /** Default: all, archived or not. */
    archived: Schema.optional(Schema.Boolean),
    /** Exact and case-sensitive. */
    "name[]": anyOf(Schema.String),
    /** `_is_null` finds records without one. */
    "account_stage_id[]": anyOf(AccountStageId),
    "account_tier_id[]": anyOf(AccountTierId),
    /** `_is_null` finds records without one. */
    "owner_id[]": anyOf(UserId),
    owner_is_active: Schema.optional(Schema.Boolean),
    last_contacted: Schema.optional(ComparisonOrNull),
    /** By name, which is case-sensitive; the value is not. */
    custom_fields: Schema.optional(Schema.Record(Schema.String, Schema.String)),
    "industry[]": anyOf(Schema.String),
    "country[]": anyOf(Schema.String),
    "state[]": anyOf(Schema.String),
    "city[]": anyOf(Schema.String),
    /** `_is_null` finds records without one. */
    "owner_crm_id[]": anyOf(Schema.String),
    "locales[]": anyOf(Schema.String),
    /** By name. The values `_is_null` and `_unmapped` find records without one. */
    user_relationships: Schema.optional(Schema.Record(Schema.String, Schema.String)),
    "account_type[]": anyOf(Schema.String),
    has_open_opportunity: Schema.optional(Schema.Boolean),
    "prospector_engagement_level[]": anyOf(Schema.String),
    /** Whether to include only accounts related to the token's user. */
    your_related_accounts_active: Schema.optional(Schema.Boolean),
    ...standard(
      "updated_at",
      "created_at",
      "last_contacted_at",
      "account_stage",
      "account_stage_name",
      "account_tier",
      "account_tier_name",
      "name",
      "counts_people"
    )
  },
  success: listOf(Account)
})
export interface ListInput extends InputOf<typeof list> {}

/** The pages and the records of `list`, as streams. */
export const { pages, stream } = paged(list)

/** One account. API reference: "Get account". */
export const get = read<GetInput>()("/v2/accounts/{id}", {
  id: "getAccount",
  source: "Get account",
  path: { id: AccountId },
  success: single(Account),
  errors: [NotFound]
})
export interface GetInput extends InputOf<typeof get> {}

/** Creates an account. Its domain must be new to the team. API reference: "Create account". */
export const create = post<CreateInput>()("/v2/accounts", {
  id: "createAccount",
  source: "Create account",
  body: { name, domain, ...writable },
  success: single(Account),
  safety: "unsafe"
})
export interface CreateInput extends InputOf<typeof create> {}

/**
 * Changes the given fields of an account. Salesloft's description also requires `name` and `domain`; other clients omit
 * them. API reference: "Update account".
 */
export const update = put<UpdateInput>()("/v2/accounts/{id}", {
  id: "updateAccount",
  source: "Update account",
  path: { id: AccountId },
  body: {
    name: Schema.optional(name),
    domain: Schema.optional(domain),
    ...writable,
    /** True archives the account, false restores it. */
    archived: Schema.optional(Schema.Boolean)
  },
  success: single(Account),
  errors: [NotFound]
})
export interface UpdateInput extends InputOf<typeof update> {}

/** Deletes an account permanently. Its people remain, without an account. API reference: "Delete account". */
export const remove = del<RemoveInput>()("/v2/accounts/{id}", {
  id: "deleteAccount",
  source: "Delete account",
  path: { id: AccountId },
  success: Schema.Void,
  errors: [NotFound]
})
export interface RemoveInput extends InputOf<typeof remove> {}

/**
 * Updates the account with the same value of `upsert_key`, or creates one. Fails if several accounts match. Unsafe:
 * without a key, every call creates an account.
 */
export const upsert = post<UpsertInput>()("/v2/account_upserts", {
  id: "upsertAccount",
  source: "Upsert account",
  body: {
    /**
     * The field that identifies the account; it must be given as well. `crm_id` needs `crm_id_type`. Default: none, and
     * the call creates an account.
     */
    upsert_key: Schema.optional(Schema.Literals(["id", "crm_id", "domain"])),
    /** The account to update, for the key `id`. */
    id: Schema.optional(AccountId),
    name,
    domain,
    ...writable
  },
  success: single(AccountUpsert),
  safety: "unsafe",
  provenance: "public"
})
export interface UpsertInput extends InputOf<typeof upsert> {}
