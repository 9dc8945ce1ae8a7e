/** The people in lists, in version 1.0.0. */
import type { Reply } from "@salesbridge/mock-engine/sandbox"
import { shownEvent } from "./activity.ts"
import { owner } from "./access.ts"
import { find } from "./records.ts"
import { cut, during, of } from "./listing.ts"
import * as outreach from "./outreach.ts"
import { failure, notFound, success } from "./responses.ts"
import type { Lead, SalesBlinkCall } from "./State.ts"

const shown = ({ archived, fields, id, list_id, owned_by }: Lead) => ({ id, ...fields, list_id, owned_by, archived })

const address = ({ fields }: Lead) => String(fields["email"]).toLowerCase()

export const getLeads = of("lists", (call, list) => {
  const { archived, search, sequence, sort, status } = call.query
  const text = String(search ?? "").toLowerCase()
  const found = outreach.leadsIn(call.state, list.id).filter((lead) => {
    const statuses = outreach.of(call.state, lead).filter((_) => sequence === undefined || _.sequence_id === sequence)
    return (
      lead.archived === (archived === true) &&
      Object.values(lead.fields).some((_) => String(_).toLowerCase().includes(text)) &&
      (sequence === undefined || statuses.length > 0) &&
      (status === undefined || (statuses[0]?.status ?? "not_contacted") === status)
    )
  })
  const contacts = cut(sort === "desc" ? found.toReversed() : found, call.query).map(shown)
  return success({ contacts, total: contacts.length })
})

/** Names of fields must be in snake_case, or the request is refused. */
const unusable = (fields: object): string | undefined => Object.keys(fields).find((_) => !/^[a-z][a-z\d_]*$/.test(_))

const refusedName = (name: string): Reply => failure(400, `Field names must be in snake_case. "${name}" is not.`)

export const addContacts = (call: SalesBlinkCall): Reply => {
  const { contacts, list_id, remove_duplicates } = call.body
  const list = find(call.state.lists, list_id)
  if (list === undefined) return notFound("list", list_id)
  for (const contact of contacts) {
    const name = unusable(contact)
    if (name !== undefined) return refusedName(name)
  }
  for (const { starred, ...fields } of contacts) {
    const email = String(fields.email).toLowerCase()
    if (remove_duplicates === true && outreach.leadsIn(call.state, list_id).some((_) => address(_) === email)) continue
    const lead: Lead = {
      id: call.uuid(),
      contact_id: call.uuid().replaceAll("-", "").slice(0, 24),
      list_id,
      fields,
      starred: starred === true,
      archived: false,
      owned_by: owner,
      date_created: new Date(call.now()).toISOString()
    }
    call.state.leads[lead.id] = lead
    // Guess: a running sequence takes in new leads of its lists, evergreen or not.
    for (const sequence of Object.values(call.state.sequences)) outreach.enrol(call, sequence, [lead])
  }
  return success()
}

export const removeContact = (call: SalesBlinkCall): Reply => {
  const { email, list_id } = call.body
  if (find(call.state.lists, list_id) === undefined) return notFound("list", list_id)
  const found = outreach.leadsIn(call.state, list_id).filter((_) => address(_) === String(email).toLowerCase())
  if (found.length === 0) return notFound("contact", email)
  for (const lead of found) {
    outreach.end(call, lead, "removed")
    delete call.state.leads[lead.id]
  }
  return success()
}

export const updateLead = of("leads", (call, lead) => {
  const { starred, ...fields } = call.body
  const name = unusable(fields)
  if (name !== undefined) return refusedName(name)
  lead.starred = starred ?? lead.starred
  lead.fields = { ...lead.fields, ...fields }
  return success(call.body, "Done.")
})

export const moveLead = of("leads", (call, lead) => {
  const { list_id } = call.body
  if (find(call.state.lists, list_id) === undefined) return notFound("list", list_id)
  lead.list_id = list_id
  return success()
})

export const unsubscribeLeadGlobally = of("leads", (call, lead) => {
  const deleted_tasks = outreach.unsubscribe(call, lead)
  return success({ lead_id: lead.id, email: lead.fields["email"], deleted_tasks }, "Lead unsubscribed")
})

/** Archiving uses another id of the lead. */
export const archiveContact = (call: SalesBlinkCall): Reply => {
  const id = String(call.path["id"])
  const lead = Object.values(call.state.leads).find(({ contact_id }) => contact_id === id)
  if (lead === undefined) return notFound("contact", id)
  lead.archived = call.body?.archived !== false
  if (lead.archived) outreach.end(call, lead, "removed")
  return success()
}

const activityOf = (call: SalesBlinkCall, lead: Lead): Reply => {
  const { query, state } = call
  const events = during(state.activity, query).filter(
    ({ lead_id, sequence_id }) =>
      lead_id === lead.id && (query["sequence_id"] === undefined || sequence_id === query["sequence_id"])
  )
  const data = cut(events, query).map((event) => ({
    ...shownEvent(event),
    sequence_id: event.sequence_id,
    sequence_name: find(state.sequences, event.sequence_id)?.name ?? null
  }))
  const { company_name = null, email, first_name = null, last_name = null } = lead.fields
  return success(data, undefined, {
    lead: { id: lead.id, email, first_name, last_name, company_name },
    count: data.length,
    skip: query["skip"] ?? 0,
    limit: query["limit"] ?? 100
  })
}

export const getLeadActivityById = of("leads", activityOf)

export const getLeadActivityByEmail = (call: SalesBlinkCall): Reply => {
  const email = String(call.query["email"])
  const lead = Object.values(call.state.leads).find((_) => address(_) === email.toLowerCase())
  return lead === undefined ? notFound("lead", email) : activityOf(call, lead)
}
