/** Calls. Logging a call completes its action and links the telephone system's records to it. */
import { callerOf, viewOf } from "./access.ts"
import { change, create, find } from "./changes.ts"
import { among, byCreation, byUpdate, created, equal, ids, type Key, list, updated, whether } from "./listing.ts"
import { Check, forbidden, unprocessable } from "./responses.ts"
import { add, complete, mayCall } from "./memberships.ts"
import { data, get } from "./operations.ts"
import * as present from "./present.ts"
import type {
  Action,
  Call,
  CallDataRecord,
  Called,
  CrmActivity,
  CrmActivityField,
  Named,
  Person,
  Reply,
  State,
  User
} from "./State.ts"
import { users } from "./tables.ts"

/** The user that the caller acts for, or a refusal. Only team admins can act for other users. */
export const actingFor = (call: Call, guid: string | undefined) => {
  const caller = callerOf(call)
  if (guid === undefined || guid === caller.guid) return { user: caller }
  // Guess: 403; the API reference says only that it is for team admins.
  if (!caller.team_admin) return { refusal: forbidden("Only team admins can pass another user's guid") }
  const [user] = users.by(call.state.users, "guid", guid)
  return user === undefined ? { refusal: unprocessable({ user_guid: ["does not exist"] }) } : { user }
}

/** Finds the person and the records that the request names. Undefined if a check fails; `check` has the problems. */
const named = ({ body, state }: Call, check: Check) => {
  const person = find(state, "people", body.person_id)
  if (check.that(person !== undefined, "person_id", "does not exist")) {
    check.that(
      mayCall(person!),
      "person_id",
      "can not be called: the person has opted out or has a contact restriction"
    )
  }
  checkName(check, "disposition", body.disposition, state.call_dispositions)
  checkName(check, "sentiment", body.sentiment, state.call_sentiments)
  const action = body.action_id === undefined ? undefined : find(state, "actions", body.action_id)
  if (body.action_id !== undefined && check.that(action !== undefined, "action_id", "is not in progress")) {
    check.that(action!.type === "phone", "action_id", "must be of type phone")
    check.that(action!.person_id === person?.id, "action_id", "is another person's")
  }
  const linked: ReadonlyArray<unknown> = [...new Set(body.linked_call_data_record_ids ?? [])]
  const records = linked.map((id) => find(state, "call_data_records", id))
  check.that(!records.includes(undefined), "linked_call_data_record_ids", "do not all exist")
  const free = records.every((record) => record === undefined || record.call_id === null)
  check.that(free, "linked_call_data_record_ids", "are linked to a call already")
  checkCrmParams(check, state, body.crm_params ?? {})
  if (check.problems !== undefined || person === undefined) return undefined
  return { person, action, records: records.filter((record) => record !== undefined) }
}

/** Creates the call with its CRM activity and its note. */
const logged = (call: Call, user: User, person: Person, action: Action | undefined): Called => {
  const { body } = call
  const subject = body.crm_params?.Subject ?? `Call: ${body.disposition ?? "Logged"}`
  const activity = create(call, "crm_activities", {
    subject: String(subject),
    description: body.notes ?? null,
    activity_type: "phone",
    crm_id: null,
    error: user.crm_id === null ? "Not connected to your CRM" : null,
    custom_crm_fields: { ...body.crm_params },
    person_id: person.id,
    user_id: user.id
  })
  const row = create(call, "calls", {
    to: body.to ?? person.phone ?? null,
    duration: body.duration ?? null,
    sentiment: body.sentiment ?? null,
    disposition: body.disposition ?? null,
    user_id: user.id,
    person_id: person.id,
    action_id: action?.id ?? null,
    cadence_id: action?.cadence_id ?? null,
    step_id: action?.step_id ?? null,
    note_id: null,
    crm_activity_id: activity.id,
    recorded: false
  })
  if (body.notes) {
    const note = create(call, "notes", {
      content: body.notes,
      associated_type: "person",
      associated_with_id: person.id,
      user_id: user.id,
      call_id: row.id
    })
    // Part of creating the call, so subscribers get no update event.
    row.note_id = note.id
  }
  return row
}

const createCall = (call: Call): Reply => {
  const { refusal, user } = actingFor(call, call.body.user_guid)
  if (user === undefined) return refusal
  const check = new Check()
  const found = named(call, check)
  if (found === undefined) return unprocessable(check.problems!.errors)
  const { action, person, records } = found
  const row = logged(call, user, person, action)
  for (const record of records) {
    change(call, "call_data_records", record, { call_id: row.id, person_id: person.id })
  }
  change(call, "people", person, {
    last_contacted_at: row.created_at,
    last_contacted_type: "call",
    last_contacted_by_id: user.id,
    counts: add(person.counts, { calls: 1 })
  })
  contacted(call, person.account_id, { at: row.created_at, type: "call", user: user.id, person: person.id })
  if (action !== undefined) complete(call, action, { calls: 1 })
  return data(present.call(row, viewOf(call)))
}

/** Marks an account as contacted, together with its people. */
export const contacted = (
  context: Parameters<typeof change>[0],
  account: number | null | undefined,
  {
    at,
    person,
    type,
    user
  }: { readonly at: string; readonly type: string; readonly user: number; readonly person: number }
): void => {
  const row = find(context.state, "accounts", account)
  if (row === undefined) return
  change(context, "accounts", row, {
    last_contacted_at: at,
    last_contacted_type: type,
    last_contacted_by_id: user,
    last_contacted_person_id: person
  })
}

const checkName = (check: Check, field: string, name: string | undefined, known: ReadonlyArray<Named>): void => {
  const holds = name === undefined || known.some((one) => one.name === name)
  check.that(holds, field, `is not in the list: ${known.map((one) => one.name).join(", ")}`)
}

/**
 * Guess: 422 for each violation, because no source describes this. A key must be a field of the CRM, and its
 * value in the field's list. A field with a fixed value takes only that value.
 */
const checkCrmParams = (
  check: Check,
  { crm_activity_fields }: State,
  params: Readonly<Record<string, unknown>>
): void => {
  for (const [name, value] of Object.entries(params)) {
    const known = crm_activity_fields.find(({ field, source }) => field === name && source === "phone")
    if (!check.that(known !== undefined, "crm_params", `have no field ${name}`)) continue
    const { picklist_values, value: fixed } = known!
    check.that(fixed === null || fixed === value, "crm_params", `can not set ${name} to anything but ${fixed}`)
    const values = picklist_values === null ? undefined : Object.values(picklist_values)
    check.that(values?.includes(String(value)) !== false, "crm_params", `have for ${name} only ${values?.join(", ")}`)
  }
}

const guid = ({ user_id }: { user_id: number | null }, state: State): Key => find(state, "users", user_id)?.guid

const listCalls = list<Called>({
  rows: ({ state }) => state.calls,
  present: present.call,
  filters: {
    ...ids,
    ...created,
    ...updated,
    "user_guid[]": among(guid),
    "person_id[]": among(({ person_id }) => person_id),
    "sentiment[]": among(({ sentiment }) => sentiment),
    "disposition[]": among(({ disposition }) => disposition)
  },
  sorts: { ...byUpdate, ...byCreation }
})

const listCallDataRecords = list<CallDataRecord>({
  rows: ({ state }) => state.call_data_records,
  present: present.callDataRecord,
  filters: {
    ...ids,
    ...created,
    ...updated,
    has_call: whether(({ call_id }) => call_id !== null),
    "user_guid[]": among(guid),
    "person_id[]": among(({ person_id }) => person_id)
  },
  sorts: { ...byUpdate, ...byCreation }
})

const byName = { name: ({ name }: Named): Key => name.toLowerCase(), ...byUpdate }

export const callOperations = {
  listCalls,
  createCall,
  getCall: get("calls", present.call),
  listCallDataRecords,
  getCallDataRecord: get("call_data_records", present.callDataRecord),
  getCrmActivity: get("crm_activities", present.crmActivity),
  listCallDispositions: list<Named>({
    rows: ({ state }) => state.call_dispositions,
    present: (row) => ({ ...present.named(row), crm_value: null }),
    filters: {},
    sorts: byName,
    direction: "ASC"
  }),
  listCallSentiments: list<Named>({
    rows: ({ state }) => state.call_sentiments,
    present: present.named,
    filters: { name: equal(({ name }) => name) },
    sorts: byName,
    direction: "ASC"
  }),
  listCrmActivities: list<CrmActivity>({
    rows: ({ state }) => state.crm_activities,
    present: present.crmActivity,
    filters: { ...ids, ...updated },
    sorts: { ...byUpdate, ...byCreation }
  }),
  listCrmActivityFields: list<CrmActivityField>({
    rows: ({ state }) => state.crm_activity_fields,
    present: present.crmActivityField,
    filters: { source: equal(({ source }) => source) },
    sorts: { title: ({ title }) => title.toLowerCase(), ...byUpdate },
    direction: "ASC"
  })
}
