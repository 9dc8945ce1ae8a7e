/** Accounts, one for each domain. */
import { callerOf, viewOf } from "./access.ts"
import { change, create, find, stamp } from "./changes.ts"
import {
  among,
  byCreation,
  byUpdate,
  created,
  equal,
  ids,
  type Key,
  list,
  named,
  range,
  updated,
  whether
} from "./listing.ts"
import { Check, Invalid, unprocessable } from "./responses.ts"
import { checkCrmId, customFields, tagsOf, texts } from "./fields.ts"
import { leaveAll } from "./memberships.ts"
import { answer, data, destroy, get, withRow } from "./operations.ts"
import { tagged } from "./people.ts"
import * as present from "./present.ts"
import {
  type Account,
  accountTexts,
  type Call,
  type Input,
  type Reply,
  type State,
  type User,
  type Context
} from "./State.ts"
import { accounts, people } from "./tables.ts"

const changesOf = (context: Context, before: Account | undefined, input: Input): Partial<Account> | Invalid => {
  const { state } = context
  const check = new Check()
  const changes: Partial<Account> = texts(accountTexts, input)
  if (typeof changes.domain === "string") changes.domain = changes.domain.trim().toLowerCase()
  const { domain, name } = { ...before, ...changes }
  check.that(!!name, "name", "can't be blank")
  if (check.that(!!domain, "domain", "can't be blank")) {
    // A domain, not a URL or an address.
    check.that(!/[\s/:@]/.test(domain!), "domain", "is invalid")
    const other = [...accounts.by(state.accounts, "domain", domain!)].find((one) => one !== before)
    check.that(other === undefined, "domain", "is already taken")
  }
  checkCrmId(check, input, ["001"], "account (001)")
  const given = [
    ["owner_id", "users"],
    ["company_stage_id", "account_stages"],
    ["account_tier_id", "account_tiers"]
  ] as const
  for (const [field, collection] of given) {
    if (input[field] === undefined) continue
    const row = input[field] === null ? null : find(state, collection, input[field])
    if (check.that(row !== undefined, field, "does not exist")) changes[field] = row?.id ?? null
  }
  const { problems } = check
  if (problems !== undefined) return problems
  if (input.do_not_contact !== undefined) changes.do_not_contact = input.do_not_contact
  if (input.custom_fields !== undefined) {
    changes.custom_fields = customFields(context, "company", before?.custom_fields, input.custom_fields)
  }
  if (input.tags !== undefined) changes.tags = tagsOf(context, input.tags)
  if (input.archived === true) changes.archived_at = before?.archived_at ?? stamp(context)
  if (input.archived === false) changes.archived_at = null
  return changes
}

export const createAccount = (context: Context, caller: User, input: Input): Account | Invalid => {
  const changes = changesOf(context, undefined, input)
  if (changes instanceof Invalid) return changes
  // Guess: the default owner is the caller.
  return create(context, "accounts", { creator_id: caller.id, owner_id: caller.id, ...changes })
}

/** Changes an account. If the account may not be contacted, its people are removed from all cadences. */
export const updateAccount = (context: Context, account: Account, input: Input): Account | Invalid => {
  const changes = changesOf(context, account, input)
  if (changes instanceof Invalid) return changes
  change(context, "accounts", account, changes)
  if (changes.do_not_contact === true) {
    for (const { id } of people.by(context.state.people, "account", account.id)) leaveAll(context, id)
  }
  return account
}

/** Updates the account that the key finds, or creates one. Without a key it never updates. */
const upsertAccount = (call: Call): Reply => {
  const { body: input, state } = call
  const key: string | undefined = input.upsert_key
  const value = key === undefined ? undefined : input[key]
  if (key !== undefined && !value) return unprocessable({ [key]: ["must be given, because it is the upsert_key"] })
  const found =
    key === "id"
      ? [find(state, "accounts", value)].filter((_) => _ !== undefined)
      : state.accounts.filter((account) => key !== undefined && account[key as "domain" | "crm_id"] === value)
  if (found.length > 1) return unprocessable({ [key!]: ["matches several accounts"] })
  if (key === "id" && found.length === 0) return unprocessable({ id: ["does not exist"] })
  const [account] = found
  const made = account === undefined ? createAccount(call, callerOf(call), input) : updateAccount(call, account, input)
  return made instanceof Invalid
    ? unprocessable(made.errors)
    : data({
        upsert_type: account === undefined ? "create" : "update",
        account: present.account(made, viewOf(call))
      })
}

/** Removes the people from an account. */
const release = (account: Account, context: Context): void => {
  for (const person of people.by(context.state.people, "account", account.id)) {
    change(context, "people", person, { account_id: null })
  }
}

const owner = ({ owner_id }: Account, state: State) => find(state, "users", owner_id)
const stage = ({ company_stage_id }: Account, state: State) => find(state, "account_stages", company_stage_id)
const tier = ({ account_tier_id }: Account, state: State) => find(state, "account_tiers", account_tier_id)
const lower = (text: string | null | undefined): Key => text?.toLowerCase()

const listAccounts = list<Account>({
  rows: ({ state }) => state.accounts,
  present: present.account,
  filters: {
    ...ids,
    ...updated,
    ...created,
    "crm_id[]": among(({ crm_id }) => crm_id),
    "tag[]": among(({ tags }) => tags ?? []),
    "tag_id[]": tagged(),
    domain: equal(({ domain }) => domain),
    "website[]": among(({ website }) => website),
    archived: whether(({ archived_at }) => Boolean(archived_at)),
    "name[]": among(({ name }) => name),
    "account_stage_id[]": among(({ company_stage_id }) => company_stage_id),
    "account_tier_id[]": among(({ account_tier_id }) => account_tier_id),
    "owner_id[]": among(({ owner_id }) => owner_id),
    // Guess: an account without an owner matches neither value.
    owner_is_active:
      (wanted, { state }) =>
      (row) =>
        owner(row, state)?.active === wanted,
    last_contacted: range("last_contacted", ({ last_contacted_at }) => last_contacted_at),
    custom_fields: named(({ custom_fields }) => custom_fields),
    "industry[]": among(({ industry }) => industry),
    "country[]": among(({ country }) => country),
    "state[]": among(({ state }) => state),
    "city[]": among(({ city }) => city),
    "owner_crm_id[]": among(({ owner_id }, state) => present.ownerCrmId(state, owner_id)),
    "locales[]": among(({ locale }) => locale),
    user_relationships: named(({ user_relationships }) => user_relationships),
    "account_type[]": among(({ company_type }) => company_type),
    // No account here has open opportunities.
    has_open_opportunity: whether(() => false),
    "prospector_engagement_level[]": among((row) => present.engagement(row).prospector_engagement_level),
    // Guess: the accounts that the user owns.
    your_related_accounts_active:
      (wanted, call) =>
      ({ owner_id }) =>
        !wanted || owner_id === callerOf(call).id
  },
  sorts: {
    ...byUpdate,
    ...byCreation,
    last_contacted_at: ({ last_contacted_at }) => last_contacted_at,
    account_stage: (row, state) => stage(row, state)?.order,
    account_stage_name: (row, state) => lower(stage(row, state)?.name),
    account_tier: (row, state) => tier(row, state)?.order,
    account_tier_name: (row, state) => lower(tier(row, state)?.name),
    name: ({ name }) => lower(name),
    counts_people: ({ id }, state) => people.by(state.people, "account", id).size
  }
})

export const accountOperations = {
  listAccounts,
  createAccount: (call: Call) => answer(call, createAccount(call, callerOf(call), call.body), present.account),
  upsertAccount,
  getAccount: get("accounts", present.account),
  updateAccount: withRow("accounts", (row, call) => answer(call, updateAccount(call, row, call.body), present.account)),
  deleteAccount: destroy("accounts", release)
}
