/**
 * The initial state: a small company that sells tools to manufacturers, with five users, fourteen accounts, about
 * eighty people, and cadences in each interesting condition. Invented, and the same every time; only due dates depend
 * on the clock.
 */
import type * as S from "./State.ts"
import { daysAfter, timestamp, teamDay } from "./timestamps.ts"

const began = Date.parse("2026-03-02T14:15:04.120Z")

/** A time after the beginning, in days and minutes. */
const at = (days: number, minutes = 0): string => timestamp((began + days * 86_400_000 + minutes * 60_000) * 1000)

/** The times of a record created on that day and changed that many days later. */
const dated = (day: number, later = 0, minutes = 0) => ({
  created_at: at(day, minutes),
  updated_at: at(day + later, minutes)
})

const users: ReadonlyArray<S.User> = (
  [
    [501, "0b6f2a9e-6c1d-4f7e-9a35-2d8c4e1f7a60", "John", "Roe", "Head of Sales", true, 61, "005A00000000501AAA"],
    [
      502,
      "7d2c9b14-55aa-4c0e-8b61-0f3e9d7c2a11",
      "Mira",
      "Okafor",
      "Account Executive",
      false,
      62,
      "005A00000000502AAA"
    ],
    [503, "2f8e1d3c-90b7-4a52-b6d4-6e5a1c9f8b22", "Tomas", "Lindqvist", "Sales Development", false, 62, null],
    [504, "c4a7e650-1b3f-4e9d-a2c8-9d0b5f6e3c33", "Priya", "Nair", "Sales Development", false, 12, null],
    [2468, "5f0c1d7e-9b3a-4c2d-8e6f-7a10b2c3d4e5", "Hana", "Sato", "Sales Operations", true, 12, "005A00000002468AAA"],
    [30816, "91e5b3d7-2c6a-4f08-93be-4a7d8c1f5e44", "Ben", "Adeyemi", "Account Executive", false, 62, null]
  ] as const
).map(([id, guid, first_name, last_name, job_role, team_admin, group_id, crm_id], index) => ({
  id,
  ...dated(index),
  guid,
  first_name,
  last_name,
  email: `${first_name}.${last_name}@toolmakers.example.com`.toLowerCase(),
  job_role,
  // This user has left.
  active: id !== 504,
  team_admin,
  time_zone: index % 2 === 0 ? "Europe/London" : "America/New_York",
  work_country: index % 2 === 0 ? "GB" : "US",
  group_id,
  role_id: team_admin ? "Admin" : "User",
  crm_id
}))

const groups: ReadonlyArray<S.Group> = [
  { id: 12, ...dated(0), name: "Operations", parent_id: null, accessible_ids: [12, 61, 62] },
  { id: 61, ...dated(0, 1), name: "Sales", parent_id: null, accessible_ids: [61, 62] },
  { id: 62, ...dated(0, 2), name: "Sales, north", parent_id: 61, accessible_ids: [62] }
]

const ordered = (...names: ReadonlyArray<readonly [id: number, name: string]>): Array<S.Ordered> =>
  names.map(([id, name], index) => ({ id, ...dated(index, index), name, order: index + 1 }))

const named = (...names: ReadonlyArray<readonly [id: number, name: string]>): Array<S.Named> =>
  names.map(([id, name], index) => ({ id, ...dated(index, index), name }))

const companies = [
  [20417, "Northgate Tooling", "northgate", "London", "United Kingdom", "Europe/London"],
  [20418, "Sample Works", "works", null, null, null],
  [20419, "Harbour Castings", "harbour", "Leeds", "United Kingdom", "Europe/London"],
  [20420, "Meridian Presses", "meridian", "Boston", "United States", "America/New_York"],
  [20421, "Aldous & Finch", "aldousfinch", "Chicago", "United States", "America/Chicago"],
  [20422, "Kestrel Bearings", "kestrel", "Denver", "United States", "America/Denver"],
  [20423, "Lumen Optics", "lumen", "Utrecht", "Netherlands", "Europe/Amsterdam"],
  [20424, "Stonefield Cranes", "stonefield", "Glasgow", "United Kingdom", "Europe/London"],
  [20425, "Verdant Pumps", "verdant", "Lyon", "France", "Europe/Paris"],
  [20426, "Quill Printing", "quill", "Seattle", "United States", "US/Pacific"],
  [20427, "Osprey Ropes", "osprey", "Bergen", "Norway", "Europe/Oslo"],
  [20428, "Tarn Textiles", "tarn", "Porto", "Portugal", "Europe/Lisbon"],
  [30816, "Brightwater Valves", "brightwater", "Bristol", "United Kingdom", "Europe/London"],
  [67890, "Fennel Foods", "fennel", "Ghent", "Belgium", "Europe/Brussels"]
] as const

const accounts: ReadonlyArray<S.Account> = companies.map(([id, name, domain, city, country, locale], index) => ({
  id,
  ...dated(index, 40 + index),
  name,
  domain: `${domain}.example.com`,
  conversational_name: name.split(" ")[0]!,
  ...(city !== null && {
    city,
    country,
    locale,
    website: `https://www.${domain}.example.com`,
    industry: "Manufacturing"
  }),
  company_type: index % 3 === 0 ? "Public" : "Private",
  size: String(50 * (index + 1)),
  tags: index % 2 === 0 ? ["manufacturing"] : ["manufacturing", "trade fair"],
  custom_fields: index % 3 === 0 ? { Renewal: "2026-12-31" } : {},
  ...(index < 3 && { user_relationships: { "Account manager": index === 0 ? "Mira Okafor" : null } }),
  ...(index === 4 && { crm_id: "001A000000Kestr4AA" }),
  creator_id: 501,
  owner_id: [501, 502, 503, null, 504][index % 5]!,
  company_stage_id: [7, 8, 9, null][index % 4]!,
  account_tier_id: [3, 4, 5, null][index % 4]!,
  // A record with every field.
  ...(id === 67_890 && {
    custom_fields: { Renewal: "2026-12-31", Region: "South" },
    user_relationships: { "Account manager": "Hana Sato" },
    owner_id: 2468,
    company_stage_id: 7,
    account_tier_id: 3,
    last_contacted_at: at(60),
    last_contacted_type: "email",
    last_contacted_by_id: 501,
    last_contacted_person_id: 30_803
  }),
  // One account is archived, and another may not be contacted.
  ...(index === 10 && { archived_at: at(60) }),
  ...(index === 11 && { do_not_contact: true })
}))

const firstNames = "Jane Omar Lena Kofi Ruth Ivan Mei Sana Paul Nora Luis Asha Erik Tess Hugo Vera Milo Dina".split(" ")
const lastNames = "Roe Baker Novak Mensah Clark Petrov Chen Haddad Weber Quinn Ramos Patel Berg".split(" ")
const titles = ["Head of Purchasing", "Plant Manager", "Buyer", "Director of Operations", "Engineer"]
const seniorities = ["director", "manager", "individual_contributor", "executive", "unknown"]

/** The ids of people: one that others refer to, and a series. */
const personIds = [4711, ...Array.from({ length: 79 }, (_, index) => 30_801 + index), 101_112]

const people: ReadonlyArray<S.Person> = personIds.map((id, index) => {
  const [account, , domain, city, country, locale] = companies[index % companies.length]!
  const first_name = id === 30_816 ? "Jane" : firstNames[(index + 1) % firstNames.length]!
  const last_name = id === 30_816 ? "Roe" : lastNames[index % lastNames.length]!
  const contacted = index % 3 === 0
  return {
    id,
    ...dated(index % 40, 10 + (index % 20), index),
    first_name,
    last_name,
    email_address: `${first_name}.${last_name}@${domain}.example.com`.toLowerCase(),
    phone: phoneOf(id),
    title: titles[index % titles.length]!,
    job_seniority: seniorities[index % seniorities.length]!,
    ...(city !== null && { city, country, work_city: city, work_country: country, locale }),
    account_id: account,
    owner_id: [501, 502, 503][index % 3]!,
    person_stage_id: [11, 12, 13, 14, null][index % 5]!,
    import_ids: index % 2 === 0 ? [1502] : index % 5 === 0 ? [789, 1502] : [],
    tags: index % 4 === 0 ? ["trade fair"] : [],
    custom_fields: index % 3 === 0 ? { Region: index % 2 === 0 ? "North" : "South" } : {},
    ...(contacted && {
      last_contacted_at: at(60, index),
      last_contacted_type: "email",
      last_contacted_by_id: 501,
      counts: { emails_sent: 1 + (index % 3), emails_viewed: 1 }
    }),
    ...(index % 10 === 7 && { crm_id: `003A00000000${String(1000 + index)}AA` }),
    ...(id === 101_112 && {
      contact_restrictions: ["message"],
      custom_fields: { Region: "South" },
      tags: ["trade fair"],
      last_completed_step_id: 9310
    }),
    ...(id === 30_820 && { contact_restrictions: ["call"] }),
    ...(id === 30_821 && { contact_restrictions: ["email"] }),
    ...(id === 30_822 && { do_not_contact: true }),
    ...(id === 30_823 && { bouncing: true, counts: { emails_sent: 1, emails_bounced: 1 } }),
    ...(id === 30_824 && {
      last_replied_at: at(65),
      counts: { emails_sent: 2, emails_viewed: 2, emails_replied_to: 1 }
    }),
    ...(id === 30_825 && { success_count: 1, starred_by_ids: [501] }),
    ...(id === 30_826 && { eu_resident: true })
  }
})

function phoneOf(id: number): string {
  if (id === 30_816) return "+442079460123"
  return id === 101_112 ? "+15550100" : `+44207946${String(1000 + (id % 9000)).padStart(4, "0")}`
}

const cadence = (
  id: number,
  name: string,
  owner_id: number,
  day: number,
  more: Partial<S.Cadence> = {}
): S.Cadence => ({
  id,
  ...dated(day, 30),
  name,
  archived_at: null,
  team_cadence: true,
  shared: true,
  draft: false,
  remove_bounces_enabled: true,
  remove_replies_enabled: true,
  cadence_function: "outbound",
  tags: ["spring"],
  owner_id,
  creator_id: owner_id,
  bounced_stage_id: 11,
  replied_stage_id: 12,
  added_stage_id: 13,
  finished_stage_id: 14,
  priority_id: 2,
  group_ids: [61],
  target_daily_people: 5,
  opportunities_created: 0,
  meetings_booked: 0,
  ...more
})

const cadences: ReadonlyArray<S.Cadence> = [
  cadence(456, "After the demonstration", 2468, 3, { cadence_function: "inbound", group_ids: [12, 61] }),
  cadence(8801, "Spring outreach", 501, 0, { opportunities_created: 2, meetings_booked: 3 }),
  cadence(8802, "Mira's own accounts", 502, 5, { team_cadence: false, shared: false, group_ids: [] }),
  cadence(8803, "Last year's fair", 501, 1, { archived_at: at(20), cadence_function: "event", tags: [] }),
  cadence(8804, "Summer outreach", 501, 40, { draft: true }),
  cadence(30_816, "Renewals", 501, 8, { remove_replies_enabled: false, cadence_function: "other" })
]

const step = (
  id: number,
  cadence_id: number,
  type: S.Step["type"],
  name: string,
  day: number,
  more: Partial<S.Step> = {}
): S.Step => ({
  id,
  ...dated(2, 3, id % 1000),
  cadence_id,
  name,
  type,
  day,
  step_number: 1,
  disabled: false,
  automated: type === "email",
  ...more
})

const steps: ReadonlyArray<S.Step> = [
  // Created first, done last.
  step(1356, 456, "other", "Send a sample", 3),
  step(1357, 456, "email", "Thank you", 1),
  step(1358, 456, "phone", "Ask for questions", 2),
  step(9310, 8801, "email", "Introduction", 1),
  step(9311, 8801, "phone", "First call", 3),
  step(9312, 8801, "email", "Reminder", 5, { automated: false }),
  step(9313, 8801, "other", "Visit them at the fair", 8),
  step(9314, 8801, "email", "Last word", 12, { disabled: true }),
  step(9320, 8802, "phone", "Quarterly call", 1),
  step(9330, 8803, "email", "Invitation", 1),
  step(9340, 8804, "email", "Summer news", 1),
  step(30_816, 30_816, "phone", "Renewal call", 1),
  step(30_817, 30_816, "email", "Offer", 2)
]

interface Placed {
  readonly id: number
  readonly person: number
  readonly cadence: number
  readonly state: string
  /** The next step, and the id of its action. */
  readonly next?: readonly [step: number, action: number]
}

/** Two memberships are past. One of these belongs to a person that the specification's example adds again. */
const placed: ReadonlyArray<Placed> = [
  { id: 30_816, person: 30_817, cadence: 8801, state: "active", next: [9312, 90_510] },
  { id: 71_204, person: 30_816, cadence: 8801, state: "completed" },
  { id: 71_205, person: 30_818, cadence: 8801, state: "active", next: [9311, 90_511] },
  { id: 71_206, person: 101_112, cadence: 8801, state: "active", next: [9311, 24_680] },
  { id: 71_207, person: 30_819, cadence: 8801, state: "active", next: [9313, 90_512] },
  { id: 71_208, person: 30_802, cadence: 8801, state: "removed" },
  { id: 71_209, person: 30_803, cadence: 30_816, state: "staged", next: [30_816, 30_816] },
  ...Array.from({ length: 12 }, (_, index) => ({
    id: 71_210 + index,
    person: 30_830 + index,
    cadence: 8801,
    state: "active",
    next: [9311 + (index % 2), 90_520 + index] as const
  })),
  { id: 71_222, person: 30_805, cadence: 456, state: "scheduled", next: [1357, 90_541] },
  { id: 98_765, person: 30_804, cadence: 8802, state: "staged", next: [9320, 90_540] }
]

const memberships: ReadonlyArray<S.Membership> = placed.map(({ cadence, id, next, person, state }, index) => ({
  id,
  ...dated(20 + (index % 10), 20, index),
  added_at: at(20 + (index % 10), index),
  person_id: person,
  cadence_id: cadence,
  user_id: cadence === 8802 ? 502 : [501, 502, 503][index % 3]!,
  currently_on_cadence: next !== undefined,
  current_state: state,
  first_day: 1,
  latest_action_id: next?.[1] ?? null,
  ...(state !== "staged" && { counts: { sent_emails: 1, views: index % 3 } })
}))

const actions = (today: string): ReadonlyArray<S.Action> =>
  placed.flatMap(({ cadence, id, next, person }, index) => {
    if (next === undefined) return []
    const [step, action] = next
    return {
      id: action,
      ...dated(30, 10, index),
      membership_id: id,
      person_id: person,
      cadence_id: cadence,
      step_id: step,
      user_id: memberships[index]!.user_id,
      type: steps.find((one) => one.id === step)!.type,
      status: "in_progress" as const,
      // Actions at the fair are not due yet.
      due_on: `${step === 9313 ? daysAfter(today, 3) : "2026-05-12"}T00:00:00.000000Z`
    }
  })

const called = (id: number, person_id: number, more: Partial<S.Called> = {}): S.Called => ({
  id,
  ...dated(50, 1, id % 60),
  to: phoneOf(person_id),
  duration: 185,
  sentiment: "Friendly",
  disposition: "Connected",
  user_id: 501,
  person_id,
  action_id: null,
  cadence_id: null,
  step_id: null,
  note_id: null,
  crm_activity_id: null,
  recorded: true,
  ...more
})

const calls: ReadonlyArray<S.Called> = [
  called(30_816, 30_816),
  called(44_019, 30_816, { note_id: 12_077, crm_activity_id: 55_120, cadence_id: 8801, step_id: 9311 }),
  called(44_020, 30_817, { duration: null, sentiment: null, disposition: "No answer", recorded: false, user_id: 502 }),
  called(54_320, 4711, { note_id: 4321, user_id: 2468 }),
  called(54_321, 4711, { sentiment: "Interested", user_id: 2468 })
]

const record = (id: number, call_id: number | null, person_id: number | null, call_uuid: string): S.CallDataRecord => ({
  id,
  ...dated(50, 0, id % 60),
  to: person_id === null ? "+15550199" : phoneOf(person_id),
  from: "+442079460999",
  duration: 185,
  direction: "outbound",
  status: call_id === null && person_id === null ? "no-answer" : "completed",
  call_type: "call",
  call_uuid,
  recorded: person_id !== null,
  call_id,
  user_id: 501,
  person_id
})

const emailTo = (id: number, person_id: number, index: number, more: Partial<S.Email> = {}): S.Email => ({
  id,
  ...dated(40, 1, index),
  recipient_email_address: people.find((person) => person.id === person_id)!.email_address!,
  subject: "Introduction",
  body: "Hello",
  status: "sent",
  bounced: false,
  sent_at: at(40, index),
  send_after: null,
  personalization: "35.0",
  headers: {},
  counts: { clicks: 0, views: index % 3, replies: 0 },
  user_id: 501,
  person_id,
  mailing_id: 40_118 + index,
  action_id: null,
  crm_activity_id: null,
  cadence_id: 8801,
  step_id: 9310,
  email_template_id: 2204,
  ...more
})

const emails: ReadonlyArray<S.Email> = [
  emailTo(3456, 101_112, 1, { crm_activity_id: 1234 }),
  emailTo(30_816, 30_817, 2),
  emailTo(66_210, 30_816, 3, { crm_activity_id: 55_121, headers: { cc: "mira.okafor@toolmakers.example.com" } }),
  emailTo(66_211, 30_823, 4, { bounced: true }),
  emailTo(66_212, 30_824, 5, { counts: { clicks: 1, views: 2, replies: 1 } }),
  // Not from a cadence.
  emailTo(66_213, 30_820, 6, { cadence_id: null, step_id: null, subject: "Your question" }),
  emailTo(66_214, 30_825, 7, { status: "failed", sent_at: null, send_after: at(70) })
]

const activity = (id: number, activity_type: string, subject: string, person_id: number): S.CrmActivity => ({
  id,
  ...dated(50, 0, id % 60),
  subject,
  description: activity_type === "phone" ? "Asked for an offer by June." : null,
  activity_type,
  crm_id: null,
  error: activity_type === "phone" ? "Not connected to your CRM" : null,
  custom_crm_fields: { direction: "outbound" },
  person_id,
  user_id: 501
})

const crmField = (
  id: number,
  title: string,
  source: string,
  more: Partial<S.CrmActivityField> = {}
): S.CrmActivityField => ({
  id,
  ...dated(0, 0, id % 60),
  title,
  source,
  crm_object_type: "Task",
  field: title,
  field_type: "string",
  value: null,
  picklist_values: null,
  ...more
})

const note = (id: number, associated_type: S.Note["associated_type"], on: number, call_id: number | null): S.Note => ({
  id,
  ...dated(51, 1, id % 60),
  content: "Asked for an offer by June.",
  associated_type,
  associated_with_id: on,
  user_id: 501,
  call_id
})

const task = (
  id: number,
  subject: string,
  person_id: number,
  due_date: string,
  more: Partial<S.Task> = {}
): S.Task => ({
  id,
  ...dated(45, 5, id % 60),
  subject,
  description: null,
  current_state: "scheduled",
  task_type: "email",
  due_date,
  due_at: null,
  remind_at: null,
  completed_at: null,
  idempotency_key: null,
  person_id,
  user_id: 501,
  created_by_user_id: 501,
  completed_by_id: null,
  ...more
})

/** One in each interval, whatever the clock shows. */
const tasks = (today: string): ReadonlyArray<S.Task> => [
  task(8642, "Ask about the delivery", 101_112, daysAfter(today, -3), { task_type: "call", user_id: 2468 }),
  task(30_816, "Send the samples", 30_817, daysAfter(today, 1)),
  task(51_880, "Send the offer", 30_816, daysAfter(today, 7), { remind_at: at(80) }),
  task(51_881, "Call back", 30_818, today, { task_type: "call", due_at: `${today}T16:00:00.000000Z` }),
  task(51_882, "Read their report", 30_819, daysAfter(today, -10), { task_type: "general", user_id: 502 }),
  task(51_883, "Thank them", 30_820, daysAfter(today, -20), {
    current_state: "completed",
    completed_at: at(55),
    completed_by_id: 501
  })
]

const job = (id: number, name: string, more: Partial<S.BulkJob> = {}): S.BulkJob => ({
  id,
  ...dated(60, 0, id % 60),
  name,
  type: "person/upsert",
  state: "open",
  ready_to_execute: false,
  scopes: ["person:set_crm_id", "account:set_crm_id"],
  user_id: 501,
  total: 2,
  processed: 0,
  errors: 0,
  marked_ready_at: null,
  started_at: null,
  finished_at: null,
  ...more
})

const bulkJobs: ReadonlyArray<S.BulkJob> = [
  job(6119, "Visitors of the winter fair", {
    state: "done",
    ready_to_execute: true,
    processed: 2,
    errors: 1,
    marked_ready_at: at(60, 5),
    started_at: at(60, 6),
    finished_at: at(60, 7)
  }),
  job(6120, "Trade fair contacts"),
  job(12_345, "Newsletter readers"),
  job(30_816, "Visitors of the booth")
]

const pending = ["Ada", "Bo"].map((first_name) => ({
  upsert_key: "email_address",
  email_address: `${first_name.toLowerCase()}.winter@northgate.example.com`,
  first_name
}))

const bulkJobRecords: ReadonlyArray<S.BulkJobRecord> = [
  {
    id: 100_199,
    bulk_jobs_id: 6119,
    status: "success",
    record: { upsert_key: "id", id: 30_816, title: "Plant Manager" },
    resource_id: 30_816,
    upsert_type: "update"
  },
  {
    id: 100_200,
    bulk_jobs_id: 6119,
    status: "error",
    error: "Email address is invalid",
    record: { email_address: "john.roe", first_name: "John", upsert_key: "email_address" }
  },
  ...[6120, 12_345, 30_816].flatMap((bulk_jobs_id, job) =>
    pending.map((record, index) => ({
      id: 100_201 + job * 2 + index,
      bulk_jobs_id,
      status: "pending" as const,
      record
    }))
  )
]

const subscription = (id: number, event_type: string, enabled: boolean): S.WebhookSubscription => ({
  id,
  tenant_id: 900,
  user_guid: users[0]!.guid,
  event_type,
  enabled,
  callback_url: "https://hooks.example.com/salesloft",
  callback_token: "a-shared-secret"
})

/** Milliseconds until the email of the one scheduled membership is sent. */
const hour = 3_600_000

/** People who were changed today. */
const lately = new Set([30_840, 30_841])

/** The team's own settings. */
const setUp = () => ({
  account_stages: ordered([2, "Suspect"], [7, "Prospect"], [8, "Customer"], [9, "Former customer"]),
  account_tiers: ordered([3, "First tier"], [4, "Second tier"], [5, "Third tier"]),
  person_stages: ordered(
    [5, "New"],
    [11, "Bad address"],
    [12, "Answered"],
    [13, "In conversation"],
    [14, "Done"],
    [30_816, "Nurtured"]
  ),
  call_dispositions: named([301, "Connected"], [302, "No answer"], [303, "Left a message"]),
  call_sentiments: named([311, "Friendly"], [312, "Undecided"], [313, "Interested"]),
  crm_activity_fields: [
    crmField(410, "Type", "phone", { field_type: "picklist", picklist_values: { Call: "Call", Meeting: "Meeting" } }),
    crmField(411, "Subject", "phone"),
    crmField(412, "Priority", "phone", {
      field_type: "picklist",
      picklist_values: { High: "High", Normal: "Normal" }
    }),
    crmField(413, "Status", "phone", { value: "Completed" }),
    crmField(414, "Subject", "email")
  ],
  custom_fields: [
    { id: 901, ...dated(1, 1), name: "Customer Segment", field_type: "person", value_type: "text" },
    { id: 3305, ...dated(0, 40), name: "Region", field_type: "person", value_type: "text" },
    { id: 3306, ...dated(0), name: "Renewal", field_type: "company", value_type: "date" },
    { id: 3307, ...dated(2, 0, 5), name: "Region", field_type: "company", value_type: "text" },
    { id: 30_816, ...dated(3), name: "Lead Source", field_type: "person", value_type: "text" }
  ]
})

/** The sources of its people, and notes about them. */
const written = () => ({
  imports: [
    { id: 789, ...dated(1), name: "Newsletter", user_id: 2468, imported_people_count: 8 },
    { id: 1502, ...dated(0, 30), name: "Trade fair contacts", user_id: 501, imported_people_count: 50 },
    { id: 1503, ...dated(4), name: "Mira's list", user_id: 502, imported_people_count: 0 },
    { id: 30_816, ...dated(5), name: "Booth", user_id: 501, imported_people_count: 0 }
  ],
  notes: [
    note(4321, "person", 4711, 54_320),
    note(12_077, "person", 30_816, 44_019),
    note(12_078, "account", 20_417, null),
    note(30_816, "person", 30_816, null)
  ],
  tags: [
    { id: 33, name: "textiles" },
    { id: 801, name: "manufacturing" },
    { id: 802, name: "trade fair" }
  ]
})

export const seed = ({ now, schedule, uuid }: Pick<S.Context, "now" | "schedule" | "uuid">): S.State => {
  const today = teamDay(now())
  const changed = now() - 3 * hour
  schedule("send", { action: 90_541 }, hour)
  const collections: S.Collections = {
    users: users.map((row) => ({ ...row })),
    groups: groups.map((row) => ({ ...row })),
    ...setUp(),
    ...written(),
    accounts: accounts.map((row) => ({ ...row })),
    people: people.map((row) => ({
      ...row,
      ...(lately.has(row.id) && { updated_at: timestamp((changed + row.id) * 1000) })
    })),
    cadences: cadences.map((row) => ({ ...row })),
    steps: steps.map((row) => ({ ...row })),
    cadence_memberships: memberships.map((row) => ({ ...row })),
    actions: actions(today).map((row) => ({ ...row })),
    calls: calls.map((row) => ({ ...row })),
    call_data_records: [
      record(135, null, 101_112, uuid()),
      record(77_031, 44_019, 30_816, uuid()),
      record(77_032, null, 30_816, uuid()),
      record(77_033, null, null, uuid())
    ],
    crm_activities: [
      activity(1234, "email", "Email: Introduction", 101_112),
      activity(55_120, "phone", "Call: Connected", 30_816),
      activity(55_121, "email", "Email: Introduction", 30_816)
    ],
    emails: emails.map((row) => ({ ...row })),
    tasks: tasks(today).map((row) => ({ ...row })),
    bulk_jobs: bulkJobs.map((row) => ({ ...row })),
    bulk_job_records: bulkJobRecords.map((row) => ({ ...row })),
    webhook_subscriptions: [
      subscription(61, "bulk_job_completed", true),
      subscription(2210, "person_updated", false),
      subscription(30_816, "task_completed", false)
    ]
  }
  for (const [name, rows] of Object.entries(collections)) {
    Object.assign(collections, { [name]: rows.toSorted((one: S.Row, other: S.Row) => one.id - other.id) })
  }
  const next = Object.fromEntries(
    Object.entries(collections).map(([name, rows]) => [name, (rows.at(-1)?.id ?? 0) + 1])
  ) as S.State["next"]
  // All rows above are older than the clock.
  return { ...collections, deleted: [], next: { ...next, moment: 0 } }
}
