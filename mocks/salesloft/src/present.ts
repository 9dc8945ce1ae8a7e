/** Records in the form of responses and webhooks. */
import type * as S from "./State.ts"
import { accounts, cadence_memberships, call_data_records, people, steps, users } from "./tables.ts"
import { local, microsOf, midnight, timestamp, utcOffset } from "./timestamps.ts"

/** The user and the address of a response. */
export interface View {
  readonly state: S.State
  readonly now: () => number
  /** The origin of URLs in responses. */
  readonly origin: string
  /** The id of the user; absent for a webhook. */
  readonly viewer?: number
}

/** Webhooks use the vendor's own address. */
const vendor = "https://api.salesloft.com"

export const vendorView = ({ now, state }: S.Context): View => ({ state, now, origin: vendor })

type Id = number | null | undefined

const reference = ({ origin }: View, path: string, id: Id) =>
  id === null || id === undefined ? null : { _href: `${origin}/v2/${path}/${id}`, id }

const bare = (id: Id) => (id === null || id === undefined ? null : { id })

export const user = (row: S.User, view: View) => {
  const name = `${row.first_name} ${row.last_name}`
  return {
    id: row.id,
    guid: row.guid,
    created_at: local(row.created_at),
    updated_at: local(row.updated_at),
    name,
    first_name: row.first_name,
    last_name: row.last_name,
    job_role: row.job_role,
    active: row.active,
    time_zone: row.time_zone,
    locale_utc_offset: utcOffset(row.time_zone, view.now()),
    seat_package: seat,
    slack_username: row.email.split("@")[0],
    twitter_handle: null,
    email: row.email,
    email_client_email_address: row.email,
    sending_email_address: row.email,
    from_address: null,
    full_email_address: `${name} <${row.email}>`,
    bcc_email_address: null,
    work_country: row.work_country,
    email_signature: `${name}, ${row.job_role}`,
    email_signature_type: "html",
    email_signature_click_tracking_disabled: false,
    team_admin: row.team_admin,
    local_dial_enabled: true,
    click_to_call_enabled: row.active,
    email_client_configured: true,
    crm_connected: row.crm_id !== null,
    external_feature_flags: { hot_leads: true },
    _private_fields: {},
    phone_client: { id: 7000 + row.id },
    phone_number_assignment: reference(view, "phone_number_assignments", 3000 + row.id),
    group: reference(view, "groups", row.group_id),
    team: { _href: `${view.origin}/v2/team`, id: team },
    role: { id: row.role_id }
  }
}

/** The seat of every user. */
export const seat = "premier"

/** The team's id. */
export const team = 900

export const group = (row: S.Group, view: View) => ({
  id: row.id,
  name: row.name,
  parent_id: row.parent_id,
  accessible_groups: row.accessible_ids.map((id) => reference(view, "groups", id))
})

export const ordered = (row: S.Ordered) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  name: row.name,
  active: true,
  order: row.order
})

export const named = (row: S.Named) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  name: row.name
})

/** The page of a record in the CRM; null if it has none. */
const crmUrl = (id: string | null | undefined) => (id ? `https://crm.example.com/${id}` : null)

export const ownerCrmId = (state: S.State, owner: Id): string | null => users.find(state.users, owner)?.crm_id ?? null

/** The engagement of an account's prospects. Guess: the names of the levels. */
export const engagement = ({ id }: S.Account) => {
  const score = (id % 51) / 10
  return {
    prospector_engagement_level: score < 2 ? "low" : score < 4 ? "medium" : "high",
    prospector_engagement_score: score.toFixed(1)
  }
}

export const account = (row: S.Account, view: View) => {
  const { state } = view
  return {
    id: row.id,
    created_at: local(row.created_at),
    updated_at: local(row.updated_at),
    archived_at: local(row.archived_at),
    name: row.name ?? null,
    domain: row.domain ?? null,
    conversational_name: row.conversational_name ?? null,
    description: row.description ?? null,
    phone: row.phone ?? null,
    website: row.website ?? null,
    linkedin_url: row.linkedin_url ?? null,
    twitter_handle: row.twitter_handle ?? null,
    street: row.street ?? null,
    city: row.city ?? null,
    state: row.state ?? null,
    postal_code: row.postal_code ?? null,
    country: row.country ?? null,
    locale: row.locale ?? null,
    industry: row.industry ?? null,
    company_type: row.company_type ?? null,
    founded: row.founded ?? null,
    revenue_range: row.revenue_range ?? null,
    size: row.size ?? null,
    crm_id: row.crm_id ?? null,
    crm_url: crmUrl(row.crm_id),
    crm_object_type: row.crm_id ? "account" : null,
    owner_crm_id: ownerCrmId(state, row.owner_id),
    ...engagement(row),
    last_contacted_at: local(row.last_contacted_at),
    last_contacted_type: row.last_contacted_type ?? null,
    do_not_contact: row.do_not_contact ?? false,
    custom_fields: row.custom_fields ?? {},
    // As in recorded responses: an empty array if there are none.
    user_relationships: row.user_relationships ?? [],
    tags: row.tags ?? [],
    counts: { people: people.by(state.people, "account", row.id).size },
    owner: reference(view, "users", row.owner_id),
    creator: reference(view, "users", row.creator_id),
    last_contacted_by: reference(view, "users", row.last_contacted_by_id),
    last_contacted_person: reference(view, "people", row.last_contacted_person_id),
    company_stage: reference(view, "account_stages", row.company_stage_id),
    account_tier: reference(view, "account_tiers", row.account_tier_id)
  }
}

/** The full name, or else the email address. */
export const displayName = ({ email_address, first_name, last_name }: S.Person): string | null =>
  [first_name, last_name].filter(Boolean).join(" ") || (email_address ?? null)

/** The cadences that a person is on. */
export const cadencesOf = (state: S.State, person: number): ReadonlyArray<number> => {
  const found = []
  for (const membership of cadence_memberships.by(state.cadence_memberships, "person", person)) {
    if (membership.currently_on_cadence) found.push(membership.cadence_id)
  }
  return found
}

const noCounts: Required<S.PersonCounts> = {
  emails_sent: 0,
  emails_viewed: 0,
  emails_clicked: 0,
  emails_replied_to: 0,
  emails_bounced: 0,
  calls: 0
}

const personReferences = (row: S.Person, view: View) => {
  const { state } = view
  const step = steps.find(state.steps, row.last_completed_step_id)
  return {
    account: reference(view, "accounts", row.account_id),
    owner: reference(view, "users", row.owner_id),
    last_contacted_by: reference(view, "users", row.last_contacted_by_id),
    import: reference(view, "imports", row.import_ids?.at(-1)),
    person_stage: reference(view, "person_stages", row.person_stage_id),
    most_recent_cadence: reference(view, "cadences", row.most_recent_cadence_id),
    last_completed_step_cadence: reference(view, "cadences", step?.cadence_id),
    last_completed_step: reference(view, "steps", step?.id),
    cadences: cadencesOf(state, row.id).map((id) => reference(view, "cadences", id))
  }
}

export const person = (row: S.Person, view: View) => {
  const { state } = view
  const name = displayName(row)
  return {
    id: row.id,
    created_at: local(row.created_at),
    updated_at: local(row.updated_at),
    last_contacted_at: local(row.last_contacted_at),
    last_replied_at: local(row.last_replied_at),
    first_name: row.first_name ?? null,
    last_name: row.last_name ?? null,
    display_name: name,
    email_address: row.email_address ?? null,
    full_email_address: fullAddress(row.email_address, name),
    secondary_email_address: row.secondary_email_address ?? null,
    personal_email_address: row.personal_email_address ?? null,
    phone: row.phone ?? null,
    phone_extension: row.phone_extension ?? null,
    home_phone: row.home_phone ?? null,
    mobile_phone: row.mobile_phone ?? null,
    linkedin_url: row.linkedin_url ?? null,
    title: row.title ?? null,
    city: row.city ?? null,
    state: row.state ?? null,
    country: row.country ?? null,
    work_city: row.work_city ?? null,
    work_state: row.work_state ?? null,
    work_country: row.work_country ?? null,
    crm_url: crmUrl(row.crm_id),
    crm_id: row.crm_id ?? null,
    crm_object_type: row.crm_id ? (row.crm_id.startsWith("00Q") ? "lead" : "contact") : null,
    owner_crm_id: ownerCrmId(state, row.owner_id),
    person_company_name: row.person_company_name ?? null,
    person_company_website: row.person_company_website ?? null,
    person_company_industry: row.person_company_industry ?? null,
    do_not_contact: row.do_not_contact ?? false,
    bouncing: row.bouncing ?? false,
    locale: row.locale ?? null,
    job_function: null,
    external_source: null,
    hot_lead: false,
    account_crm_id: accounts.find(state.accounts, row.account_id)?.crm_id ?? null,
    locale_utc_offset: row.locale ? utcOffset(row.locale, view.now()) : null,
    eu_resident: row.eu_resident ?? false,
    personal_website: row.personal_website ?? null,
    twitter_handle: row.twitter_handle ?? null,
    last_contacted_type: row.last_contacted_type ?? null,
    job_seniority: row.job_seniority ?? null,
    custom_fields: row.custom_fields ?? {},
    tags: row.tags ?? [],
    contact_restrictions: row.contact_restrictions ?? [],
    success_count: row.success_count ?? 0,
    starred: view.viewer !== undefined && row.starred_by_ids?.includes(view.viewer) === true,
    untouched: !row.last_contacted_at,
    counts: { ...noCounts, ...row.counts },
    ...personReferences(row, view)
  }
}

const fullAddress = (address: string | null | undefined, name: string | null): string | null => {
  if (!address) return null
  return name === null || name === address ? address : `${name} <${address}>`
}

/** States of a membership in which no action was done. */
const untouched = new Set(["processing", "staged", "removed_no_action"])

export const cadence = (row: S.Cadence, view: View) => {
  const memberships = cadence_memberships.by(view.state.cadence_memberships, "cadence", row.id)
  let acted = 0
  for (const { current_state } of memberships) if (!untouched.has(current_state)) acted += 1
  return {
    id: row.id,
    created_at: local(row.created_at),
    updated_at: local(row.updated_at),
    archived_at: local(row.archived_at),
    archived: row.archived_at !== null,
    archived_by: null,
    current_state: row.archived_at === null ? (row.draft ? "draft" : "active") : "archived",
    latest_active_date: row.updated_at.slice(0, 10),
    override_contact_restrictions: false,
    knowledge_library_document_ids: [],
    name: row.name,
    team_cadence: row.team_cadence,
    shared: row.shared,
    draft: row.draft,
    remove_bounces_enabled: row.remove_bounces_enabled,
    remove_replies_enabled: row.remove_replies_enabled,
    opt_out_link_included: true,
    cadence_framework_id: null,
    cadence_function: row.cadence_function,
    external_identifier: null,
    tags: row.tags,
    counts: {
      cadence_people: memberships.size,
      people_acted_on_count: acted,
      target_daily_people: row.target_daily_people,
      opportunities_created: row.opportunities_created,
      meetings_booked: row.meetings_booked
    },
    creator: reference(view, "users", row.creator_id),
    owner: reference(view, "users", row.owner_id),
    bounced_stage: reference(view, "person_stages", row.bounced_stage_id),
    replied_stage: reference(view, "person_stages", row.replied_stage_id),
    added_stage: reference(view, "person_stages", row.added_stage_id),
    finished_stage: reference(view, "person_stages", row.finished_stage_id),
    cadence_priority: { _href: `${view.origin}/v2/cadence_priorities`, id: row.priority_id },
    groups: row.group_ids.map((id) => reference(view, "groups", id))
  }
}

const words = { email: "Email", phone: "Phone", integration: "Integration", other: "Other" }

/** The address of a step's or an action's details, by its type. */
const details = (view: View, type: string, step: number) =>
  type === "email" || type === "phone"
    ? reference(view, `action_details/${type === "email" ? "email_details" : "call_instructions"}`, step)
    : bare(step)

export const step = (row: S.Step, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  disabled: row.disabled,
  type: row.type,
  name: row.name,
  display_name: `Day ${row.day}: Step ${row.step_number} - ${words[row.type]}`,
  day: row.day,
  step_number: row.step_number,
  multitouch_enabled: false,
  details: details(view, row.type, row.id),
  cadence: reference(view, "cadences", row.cadence_id)
})

export const membership = (row: S.Membership, view: View) => ({
  id: row.id,
  added_at: local(row.added_at),
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  person_deleted: row.person_deleted ?? false,
  currently_on_cadence: row.currently_on_cadence,
  current_state: row.current_state,
  counts: {
    views: row.counts?.views ?? 0,
    clicks: row.counts?.clicks ?? 0,
    replies: row.counts?.replies ?? 0,
    calls: row.counts?.calls ?? 0,
    sent_emails: row.counts?.sent_emails ?? 0,
    bounces: row.counts?.bounces ?? 0
  },
  cadence: reference(view, "cadences", row.cadence_id),
  person: reference(view, "people", row.person_id),
  user: reference(view, "users", row.user_id),
  latest_action: bare(row.latest_action_id),
  step: null
})

/** Whether the due date of an action has come. */
export const isDue = ({ due_on }: S.Action, now: number): boolean => Date.parse(due_on) <= now

export const action = (row: S.Action, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  due: isDue(row, view.now()),
  due_on: midnight(row.due_on),
  type: row.type,
  status: row.status,
  multitouch_group_id: null,
  action_details: details(view, row.type, row.step_id),
  user: reference(view, "users", row.user_id),
  person: reference(view, "people", row.person_id),
  cadence: reference(view, "cadences", row.cadence_id),
  step: reference(view, "steps", row.step_id),
  task: null
})

const recording = (id: number) => ({
  url: `https://recordings.example.com/${id}.mp3`,
  status: "completed",
  recording_status: "completed"
})

export const call = (row: S.Called, view: View) => {
  const recordings = row.recorded ? [recording(row.id)] : []
  for (const record of call_data_records.by(view.state.call_data_records, "call", row.id)) {
    if (record.recorded) recordings.push(recording(record.id))
  }
  return {
    id: row.id,
    created_at: local(row.created_at),
    updated_at: local(row.updated_at),
    to: row.to,
    duration: row.duration,
    sentiment: row.sentiment,
    disposition: row.disposition,
    // Guess: which dispositions count as connected and positive is the team's setting.
    connected: row.disposition === "Connected",
    positive: row.sentiment !== null && row.sentiment !== "Not interested",
    task: null,
    recordings,
    user: reference(view, "users", row.user_id),
    action: bare(row.action_id),
    called_person: reference(view, "people", row.person_id),
    crm_activity: reference(view, "crm_activities", row.crm_activity_id),
    note: reference(view, "notes", row.note_id),
    cadence: reference(view, "cadences", row.cadence_id),
    step: reference(view, "steps", row.step_id)
  }
}

export const callDataRecord = (row: S.CallDataRecord, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  to: row.to,
  from: row.from,
  duration: row.duration,
  direction: row.direction,
  status: row.status,
  call_type: row.call_type,
  call_uuid: row.call_uuid,
  // Guess: a record is written when the call has ended.
  started_at: local(timestamp(microsOf(row.created_at) - row.duration * 1_000_000)),
  ended_at: local(row.created_at),
  recording: row.recorded ? recording(row.id) : { url: null, status: row.status, recording_status: "not_recorded" },
  dialer_recording: null,
  call: reference(view, "activities/calls", row.call_id),
  user: reference(view, "users", row.user_id),
  called_person: reference(view, "people", row.person_id)
})

export const callerId = (row: S.Person, view: View) => ({
  display_name: displayName(row),
  title: row.title ?? null,
  account_name: accounts.find(view.state.accounts, row.account_id)?.name ?? null,
  person: reference(view, "people", row.id)
})

export const crmActivity = (row: S.CrmActivity, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  subject: row.subject,
  description: row.description,
  crm_id: row.crm_id,
  activity_type: row.activity_type,
  error: row.error,
  custom_crm_fields: row.custom_crm_fields,
  person: reference(view, "people", row.person_id),
  user: reference(view, "users", row.user_id)
})

export const crmActivityField = (row: S.CrmActivityField) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  title: row.title,
  source: row.source,
  crm_object_type: row.crm_object_type,
  salesforce_object_type: row.crm_object_type,
  field: row.field,
  field_type: row.field_type,
  value: row.value,
  picklist_values: row.picklist_values
})

export const customField = (row: S.CustomField) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  name: row.name,
  field_type: row.field_type,
  value_type: row.value_type
})

export const email = (row: S.Email, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  recipient_email_address: row.recipient_email_address,
  status: row.status,
  bounced: row.bounced,
  send_after: local(row.send_after),
  sent_at: local(row.sent_at),
  view_tracking: true,
  click_tracking: true,
  personalization: row.personalization,
  message_id: null,
  draft_with_ai: false,
  additional_recipients: [],
  headers: row.headers,
  counts: {
    clicks: row.counts.clicks,
    views: row.counts.views,
    replies: row.counts.replies,
    unique_devices: Math.min(row.counts.views, 1),
    unique_locations: Math.min(row.counts.views, 1),
    attachments: 0
  },
  user: reference(view, "users", row.user_id),
  recipient: reference(view, "people", row.person_id),
  mailing: bare(row.mailing_id),
  action: bare(row.action_id),
  task: null,
  crm_activity: reference(view, "crm_activities", row.crm_activity_id),
  cadence: reference(view, "cadences", row.cadence_id),
  step: reference(view, "steps", row.step_id),
  email_template: reference(view, "email_templates", row.email_template_id)
})

export const import_ = (row: S.Import, { state }: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  name: row.name,
  current_people_count: people.by(state.people, "import", row.id).size,
  imported_people_count: row.imported_people_count,
  user_id: row.user_id,
  import_type: null,
  errors_list: []
})

export const note = (row: S.Note, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  content: row.content,
  associated_type: row.associated_type,
  crm_activity_metadata: null,
  user: reference(view, "users", row.user_id),
  associated_with: reference(view, row.associated_type === "person" ? "people" : "accounts", row.associated_with_id),
  call: reference(view, "activities/calls", row.call_id)
})

export const tag = ({ id, name }: S.Tag) => ({ id, name })

/** The source of every task: a call to the API. */
export const taskSource = "salesloft.api"

export const task = (row: S.Task, view: View) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  subject: row.subject,
  description: row.description,
  current_state: row.current_state,
  task_type: row.task_type,
  due_date: row.due_date,
  due_at: local(row.due_at),
  remind_at: local(row.remind_at),
  expires_after: null,
  source: taskSource,
  multitouch_group_id: null,
  score: { score: "0.0", prioritizer_uuid: "salesloft.prioritizers/rhythm", factors: {} },
  object_references: [],
  custom_attributes: {},
  opportunity: null,
  completed_at: local(row.completed_at),
  person: reference(view, "people", row.person_id),
  user: reference(view, "users", row.user_id),
  created_by_user: reference(view, "users", row.created_by_user_id),
  completed_by: reference(view, "users", row.completed_by_id)
})

export const bulkJob = (row: S.BulkJob) => ({
  id: row.id,
  created_at: local(row.created_at),
  updated_at: local(row.updated_at),
  name: row.name,
  type: row.type,
  state: row.state,
  ready_to_execute: row.ready_to_execute,
  scopes: row.scopes,
  total: row.total,
  processed: row.processed,
  errors: row.errors,
  marked_ready_at: local(row.marked_ready_at),
  // As documented: null until the bulk job is done.
  started_at: row.state === "done" ? local(row.started_at) : null,
  finished_at: local(row.finished_at)
})

/** The result of a record, by the type of its job. */
export const bulkJobResult = (row: S.BulkJobRecord, resource: unknown) => ({
  id: row.id,
  status: row.status,
  error: row.error ?? null,
  record: row.record,
  resource
})

export const webhookSubscription = (row: S.WebhookSubscription) => ({
  id: row.id,
  tenant_id: row.tenant_id,
  user_guid: row.user_guid,
  event_type: row.event_type,
  enabled: row.enabled,
  callback_url: row.callback_url,
  callback_token: row.callback_token
})
