/** The table of each collection, with the indexes by which its rows are found. */
import type { Collection, Collections, Person } from "./State.ts"
import { table } from "./Table.ts"

/** An address in the form for comparison. */
export const emailKey = (address: string | null | undefined): string | undefined =>
  address === null || address === undefined || address === "" ? undefined : address.toLowerCase()

/** Phone and last name, which identify a person without an address. */
export const nameKey = ({ last_name, phone }: Pick<Person, "last_name" | "phone">): string | undefined =>
  phone && last_name ? `${digits(phone)} ${last_name.toLowerCase()}` : undefined

/** A phone number in the form for comparison. */
export const digits = (phone: string): string => phone.replaceAll(/[^\d]/g, "")

export const users = table<Collections["users"][number], "guid">({ guid: ({ guid }) => [guid] })
const groups = table<Collections["groups"][number]>({})
const account_stages = table<Collections["account_stages"][number]>({})
const account_tiers = table<Collections["account_tiers"][number]>({})
export const accounts = table<Collections["accounts"][number], "domain">({ domain: ({ domain }) => [domain] })
const person_stages = table<Collections["person_stages"][number]>({})
export const people = table<Person, "email" | "name" | "crm_id" | "account" | "import" | "phone">({
  email: ({ email_address }) => [emailKey(email_address)],
  name: (person) => [nameKey(person)],
  crm_id: ({ crm_id }) => [crm_id],
  account: ({ account_id }) => [account_id],
  import: ({ import_ids }) => import_ids ?? [],
  phone: ({ home_phone, mobile_phone, phone }) => [
    ...new Set([phone, mobile_phone, home_phone].map((_) => (_ ? digits(_) : undefined)))
  ]
})
const cadences = table<Collections["cadences"][number]>({})
export const steps = table<Collections["steps"][number], "cadence">({ cadence: ({ cadence_id }) => [cadence_id] })
export const cadence_memberships = table<Collections["cadence_memberships"][number], "person" | "cadence">({
  person: ({ person_id }) => [person_id],
  cadence: ({ cadence_id }) => [cadence_id]
})
export const actions = table<Collections["actions"][number], "membership" | "step">({
  membership: ({ membership_id }) => [membership_id],
  step: ({ step_id }) => [step_id]
})
const calls = table<Collections["calls"][number]>({})
export const call_data_records = table<Collections["call_data_records"][number], "call">({
  call: ({ call_id }) => [call_id]
})
const call_dispositions = table<Collections["call_dispositions"][number]>({})
const call_sentiments = table<Collections["call_sentiments"][number]>({})
const crm_activities = table<Collections["crm_activities"][number]>({})
const crm_activity_fields = table<Collections["crm_activity_fields"][number]>({})
const custom_fields = table<Collections["custom_fields"][number]>({})
const emails = table<Collections["emails"][number], "person">({ person: ({ person_id }) => [person_id] })
const imports = table<Collections["imports"][number]>({})
const notes = table<Collections["notes"][number]>({})
export const tags = table<Collections["tags"][number], "name">({ name: ({ name }) => [name] })
export const tasks = table<Collections["tasks"][number], "idempotency_key">({
  idempotency_key: ({ idempotency_key }) => [idempotency_key]
})
export const bulk_jobs = table<Collections["bulk_jobs"][number]>({})
export const bulk_job_records = table<Collections["bulk_job_records"][number], "job">({
  job: ({ bulk_jobs_id }) => [bulk_jobs_id]
})
export const webhook_subscriptions = table<Collections["webhook_subscriptions"][number], "event_type">({
  event_type: ({ event_type }) => [event_type]
})

/** The table of each collection. */
export const tables = {
  users,
  groups,
  account_stages,
  account_tiers,
  accounts,
  person_stages,
  people,
  cadences,
  steps,
  cadence_memberships,
  actions,
  calls,
  call_data_records,
  call_dispositions,
  call_sentiments,
  crm_activities,
  crm_activity_fields,
  custom_fields,
  emails,
  imports,
  notes,
  tags,
  tasks,
  bulk_jobs,
  bulk_job_records,
  webhook_subscriptions
} satisfies Record<Collection, unknown>
