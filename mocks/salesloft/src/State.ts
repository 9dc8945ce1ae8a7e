/**
 * What Salesloft remembers. A collection is an array ordered by id, and records refer to each other by id. Points in
 * time are UTC text to the microsecond. Absent fields are left out, so that a hundred thousand people take little
 * memory.
 */
import type * as Sandbox from "@salesbridge/mock-engine/sandbox"

export type Context = Sandbox.Context<State>
export type Call = Sandbox.Call<State>
export type Reply = Sandbox.Reply
/** The input of a caller, in the types of the specification. */
export type Input = Call["body"]
export type Untyped = Call["body"]

export interface Row {
  id: number
}

interface Dated extends Row {
  created_at: string
  updated_at: string
}

export interface User extends Dated {
  guid: string
  first_name: string
  last_name: string
  email: string
  job_role: string
  active: boolean
  team_admin: boolean
  time_zone: string
  work_country: string
  group_id: number | null
  role_id: string
  crm_id: string | null
}

export interface Group extends Dated {
  name: string
  parent_id: number | null
  accessible_ids: ReadonlyArray<number>
}

/** Account stages, account tiers and person stages. */
export interface Ordered extends Dated {
  name: string
  order: number
}

/** Call dispositions and call sentiments. */
export interface Named extends Dated {
  name: string
}

export const accountTexts = [
  "name",
  "domain",
  "conversational_name",
  "description",
  "phone",
  "website",
  "linkedin_url",
  "twitter_handle",
  "street",
  "city",
  "state",
  "postal_code",
  "country",
  "locale",
  "industry",
  "company_type",
  "founded",
  "revenue_range",
  "size",
  "crm_id"
] as const

export interface Account extends Dated, Partial<Record<(typeof accountTexts)[number], string | null>> {
  archived_at?: string | null
  do_not_contact?: boolean
  custom_fields?: Record<string, string>
  user_relationships?: Record<string, string | null>
  tags?: ReadonlyArray<string>
  owner_id?: number | null
  creator_id?: number | null
  company_stage_id?: number | null
  account_tier_id?: number | null
  last_contacted_at?: string | null
  last_contacted_type?: string | null
  last_contacted_by_id?: number | null
  last_contacted_person_id?: number | null
}

export const personTexts = [
  "email_address",
  "first_name",
  "last_name",
  "phone",
  "phone_extension",
  "home_phone",
  "mobile_phone",
  "secondary_email_address",
  "personal_email_address",
  "personal_website",
  "linkedin_url",
  "twitter_handle",
  "title",
  "job_seniority",
  "city",
  "state",
  "country",
  "work_city",
  "work_state",
  "work_country",
  "locale",
  "person_company_name",
  "person_company_website",
  "person_company_industry",
  "crm_id"
] as const

export interface PersonCounts {
  emails_sent?: number
  emails_viewed?: number
  emails_clicked?: number
  emails_replied_to?: number
  emails_bounced?: number
  calls?: number
}

export interface Person extends Dated, Partial<Record<(typeof personTexts)[number], string | null>> {
  do_not_contact?: boolean
  contact_restrictions?: ReadonlyArray<string>
  custom_fields?: Record<string, string>
  tags?: ReadonlyArray<string>
  account_id?: number | null
  owner_id?: number | null
  person_stage_id?: number | null
  /** The last id is the most recent import. */
  import_ids?: ReadonlyArray<number>
  last_contacted_at?: string | null
  last_contacted_type?: string | null
  last_contacted_by_id?: number | null
  last_replied_at?: string | null
  bouncing?: boolean
  eu_resident?: boolean
  success_count?: number
  starred_by_ids?: ReadonlyArray<number>
  counts?: PersonCounts
  most_recent_cadence_id?: number | null
  last_completed_step_id?: number | null
}

export interface Cadence extends Dated {
  name: string
  archived_at: string | null
  team_cadence: boolean
  shared: boolean
  draft: boolean
  remove_bounces_enabled: boolean
  remove_replies_enabled: boolean
  cadence_function: string
  tags: ReadonlyArray<string>
  owner_id: number
  creator_id: number
  bounced_stage_id: number | null
  replied_stage_id: number | null
  added_stage_id: number | null
  finished_stage_id: number | null
  priority_id: number
  group_ids: ReadonlyArray<number>
  target_daily_people: number
  opportunities_created: number
  meetings_booked: number
}

export interface Step extends Dated {
  cadence_id: number
  name: string
  type: "email" | "phone" | "integration" | "other"
  day: number
  step_number: number
  disabled: boolean
  /** Whether the step's emails are sent automatically. */
  automated: boolean
}

export interface MembershipCounts {
  views?: number
  clicks?: number
  replies?: number
  calls?: number
  sent_emails?: number
  bounces?: number
}

export interface Membership extends Dated {
  added_at: string
  person_id: number
  cadence_id: number
  user_id: number
  person_deleted?: boolean
  currently_on_cadence: boolean
  current_state: string
  /** Day of the step that the person started with; the days of later steps count from it. */
  first_day: number
  latest_action_id: number | null
  counts?: MembershipCounts
}

/** The next task of a membership. It is removed when it is done. */
export interface Action extends Dated {
  membership_id: number
  person_id: number
  cadence_id: number
  step_id: number
  user_id: number
  type: string
  status: "in_progress" | "pending_activity"
  due_on: string
}

export interface Called extends Dated {
  to: string | null
  duration: number | null
  sentiment: string | null
  disposition: string | null
  user_id: number
  person_id: number
  action_id: number | null
  cadence_id: number | null
  step_id: number | null
  note_id: number | null
  crm_activity_id: number | null
  recorded: boolean
}

export interface CallDataRecord extends Dated {
  to: string
  from: string
  duration: number
  direction: string
  status: string
  call_type: string
  call_uuid: string
  recorded: boolean
  call_id: number | null
  user_id: number | null
  person_id: number | null
}

export interface CrmActivity extends Dated {
  subject: string
  description: string | null
  activity_type: string
  crm_id: string | null
  error: string | null
  custom_crm_fields: Record<string, unknown>
  person_id: number | null
  user_id: number
}

export interface CrmActivityField extends Dated {
  title: string
  source: string
  crm_object_type: string
  field: string
  field_type: string
  /** Written to each activity. A caller leaves it out or sends exactly this value. */
  value: string | null
  /** Maps labels to values. */
  picklist_values: Record<string, string> | null
}

export interface CustomField extends Dated {
  name: string
  field_type: string
  value_type: string
}

export interface Email extends Dated {
  recipient_email_address: string
  subject: string
  body: string
  status: string
  bounced: boolean
  sent_at: string | null
  send_after: string | null
  personalization: string
  headers: Record<string, string>
  counts: { clicks: number; views: number; replies: number }
  user_id: number
  person_id: number
  mailing_id: number | null
  action_id: number | null
  crm_activity_id: number | null
  cadence_id: number | null
  step_id: number | null
  email_template_id: number | null
}

export interface Import extends Dated {
  name: string | null
  user_id: number
  /** All people that were ever part of the import. */
  imported_people_count: number
}

export interface Note extends Dated {
  content: string
  associated_type: "person" | "account"
  associated_with_id: number
  user_id: number
  call_id: number | null
}

export interface Tag extends Row {
  name: string
}

export interface Task extends Dated {
  subject: string | null
  description: string | null
  current_state: "scheduled" | "completed"
  task_type: string
  due_date: string
  due_at: string | null
  remind_at: string | null
  completed_at: string | null
  idempotency_key: string | null
  person_id: number | null
  user_id: number
  created_by_user_id: number
  completed_by_id: number | null
}

export interface BulkJob extends Dated {
  name: string | null
  type: string
  state: "open" | "executing" | "done"
  ready_to_execute: boolean
  scopes: ReadonlyArray<string>
  user_id: number
  total: number
  processed: number
  errors: number
  marked_ready_at: string | null
  started_at: string | null
  finished_at: string | null
}

/** A record of a bulk job, with its result. */
export interface BulkJobRecord extends Row {
  bulk_jobs_id: number
  status: "pending" | "success" | "error"
  error?: string
  record: Input
  /** Id of the record that was created or changed. */
  resource_id?: number
  upsert_type?: "create" | "update"
}

export interface WebhookSubscription extends Row {
  tenant_id: number
  user_guid: string
  event_type: string
  enabled: boolean
  callback_url: string
  callback_token: string
}

export interface Collections {
  users: Array<User>
  groups: Array<Group>
  account_stages: Array<Ordered>
  account_tiers: Array<Ordered>
  accounts: Array<Account>
  person_stages: Array<Ordered>
  people: Array<Person>
  cadences: Array<Cadence>
  steps: Array<Step>
  cadence_memberships: Array<Membership>
  actions: Array<Action>
  calls: Array<Called>
  call_data_records: Array<CallDataRecord>
  call_dispositions: Array<Named>
  call_sentiments: Array<Named>
  crm_activities: Array<CrmActivity>
  crm_activity_fields: Array<CrmActivityField>
  custom_fields: Array<CustomField>
  emails: Array<Email>
  imports: Array<Import>
  notes: Array<Note>
  tags: Array<Tag>
  tasks: Array<Task>
  bulk_jobs: Array<BulkJob>
  bulk_job_records: Array<BulkJobRecord>
  webhook_subscriptions: Array<WebhookSubscription>
}

export type Collection = keyof Collections

export interface State extends Collections {
  /** Deleted records, because some may be deleted again. */
  deleted: Array<{ collection: Collection; id: number }>
  /** The next id of each collection. `moment`: the earliest next point in time, in microseconds since 1970. */
  next: Record<Collection | "moment", number>
}
