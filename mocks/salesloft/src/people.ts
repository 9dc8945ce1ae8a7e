/** People: their required fields, the keys that find them, and the effects of a change. */
import { callerOf, viewOf } from "./access.ts"
import { change, create, find, remove } from "./changes.ts"
import {
  among,
  byCreation,
  byUpdate,
  created,
  type Filter,
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
import { leaveAll, mayCall, mayEmail, mayText } from "./memberships.ts"
import { answer, data, destroy, get, withRow } from "./operations.ts"
import * as present from "./present.ts"
import {
  type Call,
  type Input,
  type Person,
  personTexts,
  type Reply,
  type State,
  type User,
  type Context
} from "./State.ts"
import { digits, emailKey, nameKey, people } from "./tables.ts"
import { teamDay } from "./timestamps.ts"

const restrictions = new Set(["call", "email", "message"])
const seniorities = new Set(["director", "executive", "individual_contributor", "manager", "vice_president", "unknown"])
// Guess: the definition of a valid address.
const address = /^[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+$/

/** The changes that an input makes to a person, or to a new one. */
const changesOf = (context: Context, before: Person | undefined, input: Input): Partial<Person> | Invalid => {
  const { state } = context
  const check = new Check()
  const changes: Partial<Person> = texts(personTexts, input)
  const after = { ...before, ...changes }
  if (changes.email_address) check.that(address.test(changes.email_address), "email_address", "is invalid")
  checkIdentity(state, check, before, after)
  checkCrmId(check, input, ["003", "00Q"], "contact (003) or lead (00Q)")
  // Values from bulk jobs have not been checked against a specification.
  if (changes.job_seniority) {
    check.that(seniorities.has(changes.job_seniority), "job_seniority", `must be one of ${[...seniorities].join(", ")}`)
  }
  if (input.contact_restrictions !== undefined) {
    const known = (input.contact_restrictions as ReadonlyArray<string>).every((one) => restrictions.has(one))
    check.that(known, "contact_restrictions", "must be call, email or message")
    changes.contact_restrictions = [...new Set<string>(input.contact_restrictions)]
  }
  const references = {
    account_id: idOf(state, check, "account_id", "accounts", input),
    owner_id: idOf(state, check, "owner_id", "users", input),
    person_stage_id: idOf(state, check, "person_stage_id", "person_stages", input)
  }
  const import_id = idOf(state, check, "import_id", "imports", input)
  const { problems } = check
  if (problems !== undefined) return problems
  for (const name of ["account_id", "owner_id", "person_stage_id"] as const) {
    const id = references[name]
    if (id !== undefined) changes[name] = id
  }
  if (typeof import_id === "number") {
    changes.import_ids = [...(before?.import_ids ?? []).filter((id) => id !== import_id), import_id]
  }
  if (input.do_not_contact !== undefined) changes.do_not_contact = input.do_not_contact
  if (input.custom_fields !== undefined) {
    changes.custom_fields = customFields(context, "person", before?.custom_fields, input.custom_fields)
  }
  if (input.tags !== undefined || input.autotag_date === true) {
    // Adds the date as Y-m-d to the given tags.
    const day = input.autotag_date === true ? [teamDay(context.now())] : []
    changes.tags = tagsOf(context, [...(input.tags ?? before?.tags ?? []), ...day])
  }
  // A bounce belongs to one address only.
  if (before?.bouncing === true && emailKey(after.email_address) !== emailKey(before.email_address)) {
    changes.bouncing = false
  }
  return changes
}

/** Checks that the address is new to the team, or phone and last name are. */
const checkIdentity = (state: State, check: Check, before: Person | undefined, after: Partial<Person>): void => {
  const email = emailKey(after.email_address)
  if (email !== undefined) {
    check.that(!isTaken(people.by(state.people, "email", email), before), "email_address", "is already taken")
    return
  }
  const name = nameKey(after)
  if (!check.that(name !== undefined, "email_address", "must be given, or phone and last_name")) return
  // Guess: the message, and that it names phone.
  check.that(!isTaken(people.by(state.people, "name", name!), before), "phone", "and last_name are already taken")
}

const isTaken = (found: ReadonlySet<Person>, by: Person | undefined): boolean => {
  for (const person of found) if (person !== by) return true
  return false
}

/** The id of an existing record; undefined if none is given. Guess: 422 for an unknown one. */
const idOf = (
  state: State,
  check: Check,
  field: string,
  collection: "accounts" | "users" | "person_stages" | "imports",
  input: Input
): number | null | undefined => {
  const given = input[field]
  if (given === undefined || given === null) return given
  const row = find(state, collection, given)
  check.that(row !== undefined, field, "does not exist")
  return row?.id
}

/** Creates a person. Default owner: the caller. */
export const createPerson = (context: Context, caller: User, input: Input): Person | Invalid => {
  const changes = changesOf(context, undefined, input)
  if (changes instanceof Invalid) return changes
  // Guess: the default owner is the caller.
  const person = create(context, "people", { owner_id: caller.id, ...changes })
  countImport(context, input.import_id)
  return person
}

/** Counts a person in an import. */
const countImport = ({ state }: Context, id: unknown): void => {
  const one = find(state, "imports", id)
  if (one !== undefined) one.imported_people_count += 1
}

export const updatePerson = (context: Context, person: Person, input: Input): Person | Invalid => {
  const { import_ids = [] } = person
  const changes = changesOf(context, person, input)
  if (changes instanceof Invalid) return changes
  const optsOut = changes.do_not_contact === true && person.do_not_contact !== true
  change(context, "people", person, changes)
  if (optsOut) leaveAll(context, person.id)
  if (changes.import_ids !== undefined && changes.import_ids.length > import_ids.length) {
    countImport(context, input.import_id)
  }
  return person
}

export interface Upserted {
  readonly person: Person
  readonly upsert_type: "create" | "update"
}

/** Updates the person that the key finds, or creates one. Without a key it never updates. */
export const upsertPerson = (context: Context, caller: User, input: Input): Upserted | Invalid => {
  const { state } = context
  const { upsert_key } = input
  const key: string | undefined = upsert_key === null ? undefined : upsert_key
  const value = key === undefined ? undefined : input[key]
  const check = new Check()
  if (key !== undefined && !["id", "crm_id", "email_address"].includes(key)) {
    return new Invalid({ upsert_key: ["must be one of id, crm_id, email_address"] })
  }
  if (key !== undefined && (value === undefined || value === null || value === "")) {
    return new Invalid({ [key]: ["must be given, because it is the upsert_key"] })
  }
  if (key === "crm_id") checkCrmId(check, input, ["003", "00Q"], "contact (003) or lead (00Q)")
  if (check.problems !== undefined) return check.problems
  const found = key === undefined ? [] : [...foundBy(state, key, value)]
  if (found.length > 1) return new Invalid({ [key!]: ["matches several people"] })
  const [person] = found
  if (key === "id" && person === undefined) return new Invalid({ id: ["does not exist"] })
  if (person === undefined) {
    const made = createPerson(context, caller, input)
    return made instanceof Invalid ? made : { person: made, upsert_type: "create" }
  }
  if (input.id !== undefined && input.id !== null && String(input.id) !== String(person.id)) {
    return new Invalid({ id: [`is not that of the person that ${key} finds`] })
  }
  const made = updatePerson(context, person, input)
  return made instanceof Invalid ? made : { person: made, upsert_type: "update" }
}

const foundBy = (state: State, key: string, value: unknown): Iterable<Person> => {
  if (key === "id") {
    const person = find(state, "people", value)
    return person === undefined ? [] : [person]
  }
  if (key === "crm_id") return people.by(state.people, "crm_id", String(value))
  return people.by(state.people, "email", String(value).toLowerCase())
}

/** Deletes a person after removing them from all cadences. */
export const deletePerson = (context: Context, person: Person): void => {
  forget(context, person)
  remove(context, "people", person)
}

const forget = (context: Context, { id }: Person): void => leaveAll(context, id, { person_deleted: true })

export const upserted = ({ person, upsert_type }: Upserted, view: present.View) => ({
  upsert_type,
  person: present.person(person, view)
})

const account = ({ account_id }: Person, state: State) => find(state, "accounts", account_id)
const owner = ({ owner_id }: Person, state: State) => find(state, "users", owner_id)
const lower = (text: string | null | undefined): Key => text?.toLowerCase()

/** Like `among`, but with "Null" for rows without a value, as in the official description of this filter only. */
const locales: Filter<Person> = (values: ReadonlyArray<string>, call) =>
  among<Person>(({ locale }) => locale)(
    values.map((value) => (value === "Null" ? "_is_null" : value)),
    call
  )

/** Matches ids of tags against people, whose tags are stored by name. */
export const tagged =
  <R extends { tags?: ReadonlyArray<string> }>(): Filter<R> =>
  (values: ReadonlyArray<unknown>, { state }) => {
    const wanted = new Set(values.map((id) => find(state, "tags", id)?.name))
    return ({ tags }) => tags?.some((name) => wanted.has(name)) === true
  }

const listPeople = list<Person>({
  rows: ({ state }) => state.people,
  present: present.person,
  filters: {
    ...ids,
    ...updated,
    ...created,
    "email_addresses[]": (values: ReadonlyArray<string>, call) =>
      among<Person>(({ email_address }) => emailKey(email_address))(
        values.map((value) => value.toLowerCase()),
        call
      ),
    "owned_by_guid[]": among((row, state) => owner(row, state)?.guid),
    "person_stage_id[]": among(({ person_stage_id }) => person_stage_id),
    "crm_id[]": among(({ crm_id }) => crm_id),
    "owner_crm_id[]": among(({ owner_id }, state) => present.ownerCrmId(state, owner_id)),
    do_not_contact: whether(({ do_not_contact }) => do_not_contact === true),
    can_email: whether(mayEmail),
    can_call: whether(mayCall),
    can_text: whether(mayText),
    "account_id[]": among(({ account_id }) => account_id),
    custom_fields: named(({ custom_fields }) => custom_fields),
    "import_id[]": among(({ import_ids }) => import_ids ?? []),
    "job_seniority[]": among(({ job_seniority }) => job_seniority),
    "tag_id[]": tagged(),
    // Guess: an account without an owner matches neither value.
    owner_is_active:
      (wanted, { state }) =>
      (row) =>
        owner(row, state)?.active === wanted,
    "cadence_id[]": among(({ id }, state) => present.cadencesOf(state, id)),
    "starred_by_guid[]": among(({ starred_by_ids = [] }, state) =>
      starred_by_ids.map((id) => find(state, "users", id)?.guid)
    ),
    replied: whether(({ counts }) => (counts?.emails_replied_to ?? 0) > 0),
    bounced: whether(({ counts }) => (counts?.emails_bounced ?? 0) > 0),
    success: whether(({ success_count }) => (success_count ?? 0) > 0),
    eu_resident: whether(({ eu_resident }) => eu_resident === true),
    "title[]": among(({ title }) => title),
    "country[]": among(({ country }) => country),
    "state[]": among(({ state }) => state),
    "city[]": among(({ city }) => city),
    last_contacted: range("last_contacted", ({ last_contacted_at }) => last_contacted_at),
    new: whether(
      ({ id, last_contacted_at }, state) => !last_contacted_at && present.cadencesOf(state, id).length === 0
    ),
    phone_number: whether(({ home_phone, mobile_phone, phone }) => Boolean(phone || mobile_phone || home_phone)),
    "locales[]": locales,
    "owner_id[]": among(({ owner_id }) => owner_id),
    "first_name[]": among(({ first_name }) => first_name),
    "last_name[]": among(({ last_name }) => last_name),
    // Guess: the person's own company, or the account's.
    "company[]": among((row, state) => [row.person_company_name, account(row, state)?.name]),
    "last_contacted_type[]": among(({ last_contacted_type }) => last_contacted_type),
    active_cadences: whether(({ id }, state) => present.cadencesOf(state, id).length > 0)
  },
  sorts: {
    ...byUpdate,
    ...byCreation,
    last_contacted_at: ({ last_contacted_at }) => last_contacted_at,
    name: (row) => lower(present.displayName(row)),
    title: ({ title }) => lower(title),
    job_seniority: ({ job_seniority }) => job_seniority,
    call_count: ({ counts }) => counts?.calls ?? 0,
    sent_emails: ({ counts }) => counts?.emails_sent ?? 0,
    clicked_emails: ({ counts }) => counts?.emails_clicked ?? 0,
    replied_emails: ({ counts }) => counts?.emails_replied_to ?? 0,
    viewed_emails: ({ counts }) => counts?.emails_viewed ?? 0,
    account: (row, state) => lower(account(row, state)?.name),
    // Guess: the name of the person's stage; no source explains a cadence's stage.
    cadence_stage_name: ({ person_stage_id }, state) => lower(find(state, "person_stages", person_stage_id)?.name)
  }
})

/** People who may be calling from a number. Guess: only digits count, so other forms than E.164 find people as well. */
const listCallerIds = (call: Call): Reply => {
  const { query, state } = call
  const number = digits(query["phone_number"])
  const found = number === "" ? [] : [...people.by(state.people, "phone", number)]
  return { status: 200, body: { data: found.map((row) => present.callerId(row, viewOf(call))) } }
}

export const peopleOperations = {
  listPeople,
  createPerson: (call: Call) => answer(call, createPerson(call, callerOf(call), call.body), present.person),
  getPerson: get("people", present.person),
  updatePerson: withRow("people", (row, call) => answer(call, updatePerson(call, row, call.body), present.person)),
  deletePerson: destroy("people", (row, call) => forget(call, row)),
  upsertPerson: (call: Call): Reply => {
    const made = upsertPerson(call, callerOf(call), call.body)
    return made instanceof Invalid ? unprocessable(made.errors) : data(upserted(made, viewOf(call)))
  },
  listCallerIds
}
