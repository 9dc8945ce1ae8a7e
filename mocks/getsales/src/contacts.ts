/** Contacts: finding, creating, changing and deleting them. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"
import { done, missing, ok, refuse, required, selected } from "./responses.ts"
import { companyOf } from "./companies.ts"
import { findContact, type Identity, keysOf, keysOfContact, readLinkedin } from "./identity.ts"
import { list, type Resource } from "./listing.ts"
import { seconds } from "./timestamps.ts"
import { add, chosen, existing, find, forget } from "./records.ts"
import { type Contact, type Marker, type State, team } from "./State.ts"

/** The fields of a contact that a request may contain. */
export interface Given extends Identity {
  readonly first_name?: string
  readonly last_name?: string
  readonly about?: string
  readonly domain?: string
  readonly headline?: string
  readonly position?: string
  readonly raw_address?: string
}

/** Milliseconds: how long LinkedIn is queried about a new contact, and how long the traces of a deleted one stay. */
const enriching = 30_000
const deleting = 1000

/** A contact without data. */
export const blank = (uuid: string, list_uuid: string, at: number): Contact => ({
  uuid,
  team_id: team,
  user_id: 1,
  sender_profile_uuid: null,
  list_uuid,
  data_source_uuid: null,
  pipeline_stage_uuid: null,
  company_uuid: null,
  name: null,
  first_name: null,
  last_name: null,
  company_name: null,
  company_ln_id: null,
  position: null,
  headline: null,
  about: null,
  avatar_url: null,
  ln_id: null,
  sn_id: null,
  linkedin: null,
  facebook: null,
  twitter: null,
  work_email: null,
  personal_email: null,
  work_phone_number: null,
  personal_phone_number: null,
  connections_number: null,
  followers_number: null,
  primary_language: null,
  supported_languages: [],
  has_open_profile: 0,
  has_verified_profile: 0,
  has_premium: 0,
  experience: [],
  posts: [],
  educations: [],
  skills: [],
  raw_address: null,
  location: [],
  tags: [],
  status: "no_contact_data",
  linkedin_status: "no_data",
  email_status: "need_search",
  unread_counts: [],
  last_automation_approve_at: null,
  created_at: seconds(at),
  updated_at: seconds(at)
})

const resource: Resource<Contact> = {
  name: "contacts",
  fields: new Set(Object.keys(blank("", "", 0))),
  timestamps: new Set(["created_at", "updated_at", "last_automation_approve_at"]),
  searched: (_) => [_.name, _.company_name, _.position, _.headline, _.linkedin, _.work_email, _.personal_email],
  derived: { work_email_domain: ({ work_email }) => work_email?.split("@")[1] ?? null }
}

/** Removes fields that were not given. An empty text counts as not given. */
const given = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")) as Fields

export const nameOf = (first: string | null | undefined, last: string | null | undefined): string | null =>
  [first, last].filter((part) => part !== null && part !== undefined && part !== "").join(" ") || null

const identityOf = (fields: Given): Identity => ({ ...fields, name: nameOf(fields.first_name, fields.last_name) })

/** Copies the given fields and leaves the others unchanged. */
const merge = (context: Context<State>, contact: Contact, fields: Given): void => {
  const { company_name, domain, email, first_name, last_name, linkedin, linkedin_id, raw_address, ...same } = fields
  for (const field of ["about", "headline", "position", "ln_id", "sn_id"] as const) {
    if (same[field] !== undefined) contact[field] = orNull(same[field])
  }
  // A field with its own name takes precedence over what a LinkedIn identity of any form says.
  const read = typeof linkedin_id === "string" ? readLinkedin(linkedin_id) : {}
  if (read.ln_id !== undefined && same.ln_id === undefined) contact.ln_id = read.ln_id
  if (read.sn_id !== undefined && same.sn_id === undefined) contact.sn_id = read.sn_id
  if (linkedin !== undefined)
    contact.linkedin = orNull(linkedin === null ? "" : (readLinkedin(linkedin).linkedin ?? ""))
  else if (read.linkedin !== undefined) contact.linkedin = read.linkedin
  if (first_name !== undefined) contact.first_name = orNull(first_name)
  if (last_name !== undefined) contact.last_name = orNull(last_name)
  if (first_name !== undefined || last_name !== undefined) {
    contact.name = nameOf(contact.first_name, contact.last_name)
  }
  if (email !== undefined) {
    // Guess: a contact has no field `email`; it means the work address.
    if (contact.work_email !== orNull(email)) contact.email_status = orNull(email) === null ? "need_search" : "verified"
    contact.work_email = orNull(email)
  }
  if (raw_address !== undefined) {
    contact.raw_address = orNull(raw_address)
    contact.location = contact.raw_address === null ? [] : [{ address_string: contact.raw_address }]
  }
  if (company_name !== undefined) {
    contact.company_name = orNull(company_name)
    contact.company_uuid = contact.company_name === null ? null : companyOf(context, contact.company_name).uuid
  }
  if (orNull(domain) !== null && contact.company_name !== null)
    companyOf(context, contact.company_name).domain = domain!
  const onLinkedin = contact.ln_id !== null || contact.sn_id !== null || contact.linkedin !== null
  const { personal_email, work_email } = contact
  // Guess: the names of these states are documented, their meaning is not.
  contact.status = onLinkedin || work_email !== null || personal_email !== null ? "ok" : "no_contact_data"
  if (!onLinkedin) contact.linkedin_status = "no_data"
  else if (contact.linkedin_status === "no_data") {
    contact.linkedin_status = "need_enrichment"
    context.schedule("enrich", contact.uuid, enriching)
  }
  contact.updated_at = seconds(context.now())
}

const orNull = (text: string | null | undefined): string | null => (text === undefined || text === "" ? null : text)

const setCustomFields = (state: State, { uuid }: Contact, values: Record<string, unknown> | undefined): void => {
  if (values === undefined || Object.keys(values).length === 0) return
  state.customFields[uuid] = { ...state.customFields[uuid], ...values }
}

const create = (context: Context<State>, list_uuid: string, fields: Given): Contact => {
  const contact = blank(context.uuid(), list_uuid, context.now())
  contact.pipeline_stage_uuid = Object.keys(context.state.pipelineStages)[0] ?? null
  merge(context, contact, fields)
  add(context.state.contacts, contact, keysOfContact)
  return contact
}

const update = (context: Context<State>, contact: Contact, fields: Given): void => {
  const before = keysOfContact(contact).join("\n")
  merge(context, contact, fields)
  if (keysOfContact(contact).join("\n") !== before) forget(context.state.contacts)
}

export interface Upsert {
  readonly lead: Given
  readonly list_uuid: string
  readonly custom_fields?: Record<string, unknown>
  /** Whether a contact in another list moves to this one. */
  readonly move: boolean
  readonly update: boolean
}

/** The existing contact of a request to create or update one. Refuses what cannot be carried out. */
export const known = (state: State, { lead, list_uuid }: Upsert): Contact | undefined => {
  if (keysOf({ linkedin_id: lead.linkedin_id ?? null }).length === 0) refuse(required("lead.linkedin_id"))
  chosen(state.lists, "list", "list_uuid", list_uuid)
  return findContact(state.contacts, identityOf(given(lead)))
}

/** Creates a contact in a list, or updates the existing one. */
export const upsert = (context: Context<State>, asked: Upsert, found: Contact | undefined): Contact => {
  const fields = given(asked.lead)
  const contact = found ?? create(context, asked.list_uuid, fields)
  if (found !== undefined) {
    if (asked.update) update(context, contact, fields)
    // Guess: a contact moves whether or not the rest is updated.
    if (asked.move && contact.list_uuid !== asked.list_uuid) {
      contact.list_uuid = asked.list_uuid
      contact.updated_at = seconds(context.now())
    }
  }
  if (found === undefined || asked.update) setCustomFields(context.state, contact, asked.custom_fields)
  return contact
}

type Handler = (call: Call<State>) => Reply

const findOneContact: Handler = ({ body, state }) => {
  const { company_name, email, linkedin_id, name }: Identity = body
  if (!linkedin_id && !email && !(name && company_name)) {
    if (name) refuse(required("company_name"))
    if (company_name) refuse(required("name"))
    refuse({
      linkedin_id: ["The linkedin id field is required when none of email, name and company name are present."]
    })
  }
  // Guess: several criteria are tried in this order.
  for (const identity of [{ linkedin_id }, { email }, { name, company_name }]) {
    const found = findContact(state.contacts, identity as Identity)
    if (found !== undefined) return ok(found)
  }
  return missing("contact of", linkedin_id || email || `${name} at ${company_name}`)
}

/** The number of results that a search can reach. */
const reach = 10_000

const searchContacts: Handler = ({ body, state }) => {
  // Guess: the total is limited to what a search can reach.
  const { data, ...page } = list(Object.values(state.contacts), resource, body, reach)
  if (body.disable_aggregation === true) return ok({ data, ...page })
  const markers = new Map<string, Array<object>>(data.map(({ uuid }) => [uuid, []]))
  for (const marker of Object.values(state.markers)) markers.get(marker.lead_uuid)?.push(shown(marker))
  return ok({ data: data.map((lead) => ({ lead, markers: markers.get(lead.uuid) })), ...page })
}

const shown = (marker: Marker): object => ({
  sender_profile_uuid: marker.sender_profile_uuid,
  last_message_type: marker.last_message_type,
  linkedin_messages_inbox_count: marker.linkedin_messages_inbox_count,
  linkedin_messages_sent_count: marker.linkedin_messages_sent_count,
  linkedin_read_count: marker.linkedin_read_count,
  linkedin_last_connection_sent_at: marker.linkedin_last_connection_sent_at,
  linkedin_last_connection_accepted_at: marker.linkedin_last_connection_accepted_at
})

const getLead: Handler = ({ path, state }) => ok(existing(state.contacts, "contact", path["uuid"]))

const updateLead: Handler = (call) => {
  const { body, path, state } = call
  const contact = existing(state.contacts, "contact", path["uuid"])
  for (const field of ["ln_id", "sn_id", "linkedin", "email"] as const) {
    const other = findContact(state.contacts, { [field]: body[field] })
    // Guess: two contacts cannot be the same person.
    if (other !== undefined && other !== contact) {
      refuse({ [field]: [`The ${field} has already been taken by the contact ${other.uuid}.`] })
    }
  }
  // Only the documented fields. Guess: an empty text clears the field here, while an upsert ignores it.
  const { about, company_name, domain, email, first_name, headline, last_name, linkedin, ln_id, ...more } = body
  const { position, raw_address, sn_id } = more
  const names = { first_name, last_name, company_name, ln_id, sn_id, linkedin, email }
  update(call, contact, { ...names, about, domain, headline, position, raw_address })
  return ok(contact)
}

const deleteLead: Handler = ({ path, schedule, state }) => {
  const { uuid } = existing(state.contacts, "contact", path["uuid"])
  // Guess: the contact disappears at once, and its data in the background.
  delete state.contacts[uuid]
  forget(state.contacts)
  for (const enrolled of Object.values(state.flowLeads)) {
    if (enrolled.lead_uuid === uuid && enrolled.status === "in_progress") enrolled.status = "canceled"
  }
  schedule("forget", uuid, deleting)
  return done
}

const upsertContact: Handler = (call) => {
  const { custom_fields, lead, list_uuid, move_to_list = false, update_if_exists = true } = call.body
  const asked = { lead, list_uuid, custom_fields, move: move_to_list, update: update_if_exists }
  return ok(upsert(call, asked, known(call.state, asked)))
}

const createLead: Handler = (call) => {
  const { leads, list_uuid }: { leads: ReadonlyArray<Given & Pick<Upsert, "custom_fields">>; list_uuid: string } =
    call.body
  if (leads.length === 0) refuse(required("leads"))
  if (find(call.state.lists, list_uuid) === undefined) refuse(selected("list_uuid", "list", list_uuid))
  return ok(
    leads.map(({ custom_fields, ...lead }) => {
      const fields = given(lead)
      // Guess: nobody is created twice; the response has the existing contact unchanged.
      const found = findContact(call.state.contacts, identityOf(fields))
      if (found !== undefined) return found
      const contact = create(call, list_uuid, fields)
      setCustomFields(call.state, contact, custom_fields)
      return contact
    })
  )
}

export const operations = {
  findOneContact,
  findOneContactByOldPath: findOneContact,
  searchContacts,
  getLead,
  updateLead,
  deleteLead,
  upsertContact,
  createLead
}

export const jobs = {
  enrich: ({ now, state }: Context<State>, uuid: string): void => {
    const contact = find(state.contacts, uuid)
    if (contact?.linkedin_status !== "need_enrichment") return
    contact.linkedin_status = "active"
    contact.updated_at = seconds(now())
  },
  /** Removes the data of a deleted contact. */
  forget: ({ state }: Context<State>, uuid: string): void => {
    for (const email of Object.values(state.emails)) {
      if (email.lead_uuid === uuid) delete state.emailBodies[email.email_body_uuid]
    }
    for (const records of [state.emails, state.linkedinMessages, state.flowLeads, state.markers]) {
      for (const [id, { lead_uuid }] of Object.entries<{ lead_uuid: string }>(records)) {
        if (lead_uuid === uuid) delete records[id]
      }
    }
    delete state.customFields[uuid]
  }
}
