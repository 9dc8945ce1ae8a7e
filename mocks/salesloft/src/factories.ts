/** Completes rows that a test adds. */
import type { Factories } from "@salesbridge/mock-engine/sandbox"
import { type Account, accountTexts, type Person, personTexts, type State } from "./State.ts"

/** Optional fields, which are left out if they are not given, so that many people take little memory. */
const optional = <Row extends object>(...fields: ReadonlyArray<keyof Row>) =>
  Object.fromEntries(fields.map((field) => [field, undefined])) as { readonly [Field in keyof Row]?: undefined }

const person = optional<Person>(
  ...personTexts,
  "do_not_contact",
  "contact_restrictions",
  "custom_fields",
  "tags",
  "account_id",
  "owner_id",
  "person_stage_id",
  "import_ids",
  "last_contacted_at",
  "last_contacted_type",
  "last_contacted_by_id",
  "last_replied_at",
  "bouncing",
  "eu_resident",
  "success_count",
  "starred_by_ids",
  "counts",
  "most_recent_cadence_id",
  "last_completed_step_id"
)

const account = optional<Account>(
  ...accountTexts,
  "archived_at",
  "do_not_contact",
  "custom_fields",
  "user_relationships",
  "tags",
  "owner_id",
  "creator_id",
  "company_stage_id",
  "account_tier_id",
  "last_contacted_at",
  "last_contacted_type",
  "last_contacted_by_id",
  "last_contacted_person_id"
)

/** The default owner of records. */
const firstUser = ({ users }: State): number => users[0]!.id

export const factories: Factories<State> = {
  links: {
    user_id: "users",
    owner_id: "users",
    creator_id: "users",
    created_by_user_id: "users",
    completed_by_id: "users",
    last_contacted_by_id: "users",
    starred_by_ids: "users",
    group_id: "groups",
    group_ids: "groups",
    accessible_ids: "groups",
    account_id: "accounts",
    company_stage_id: "account_stages",
    account_tier_id: "account_tiers",
    person_id: "people",
    last_contacted_person_id: "people",
    person_stage_id: "person_stages",
    bounced_stage_id: "person_stages",
    replied_stage_id: "person_stages",
    added_stage_id: "person_stages",
    finished_stage_id: "person_stages",
    import_ids: "imports",
    cadence_id: "cadences",
    most_recent_cadence_id: "cadences",
    step_id: "steps",
    last_completed_step_id: "steps",
    membership_id: "cadence_memberships",
    call_id: "calls",
    note_id: "notes",
    crm_activity_id: "crm_activities",
    bulk_jobs_id: "bulk_jobs"
  },
  choices: {
    steps: { type: ["email", "phone", "integration", "other"] },
    actions: { status: ["in_progress", "pending_activity"] },
    notes: { associated_type: ["person", "account"] },
    tasks: { current_state: ["scheduled", "completed"] },
    bulk_jobs: { state: ["open", "executing", "done"] },
    bulk_job_records: { status: ["pending", "success", "error"] }
  },
  nullable: {
    accounts: ["name", "domain", "creator_id", "owner_id"],
    people: ["owner_id"],
    cadences: ["bounced_stage_id", "replied_stage_id", "added_stage_id", "finished_stage_id"],
    calls: ["to", "disposition"],
    call_data_records: ["user_id"],
    crm_activities: ["person_id"],
    emails: ["mailing_id", "email_template_id"],
    imports: ["name"],
    tasks: ["subject", "person_id"],
    bulk_jobs: ["name"]
  },
  setup: [
    "users",
    "groups",
    "account_stages",
    "account_tiers",
    "person_stages",
    "call_dispositions",
    "call_sentiments",
    "crm_activity_fields",
    "custom_fields"
  ],
  defaults: {
    users: (_, { team_admin = false }) => ({
      active: true,
      team_admin,
      role_id: team_admin ? "Admin" : "User",
      group_id: null
    }),
    people: ({ state }) => ({ ...person, owner_id: firstUser(state) }),
    accounts: ({ state }, { name }) => ({
      ...account,
      name: "Company",
      // Accounts are identified by their domain.
      domain: `${(name ?? "Company").toLowerCase().replaceAll(/[^a-z\d]+/g, "-")}.example.com`,
      owner_id: firstUser(state),
      creator_id: firstUser(state)
    }),
    cadence_memberships: () => ({
      person_deleted: undefined,
      counts: undefined,
      currently_on_cadence: true,
      current_state: "active",
      latest_action_id: null
    }),
    bulk_job_records: () => ({ error: undefined, resource_id: undefined, upsert_type: undefined })
  }
}
