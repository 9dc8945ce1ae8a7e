/** People to reach. */
import * as Schema from "effect/Schema"
import { bulkUpserts } from "./BulkUpsert.ts"
import { NotFound } from "./Errors.ts"
import { custom, flag, group, instant, integer, oneOf, reference, references, text, texts } from "./Field.ts"
import { AccountId, CadenceId, ImportId, PersonId, PersonStageId, StepId, TagId, UserGuid, UserId } from "./Ids.ts"
import { Comparison } from "./Instant.ts"
import { del, get as read, post, put } from "./Operation.ts"
import { anyOf, list as listOf, paged, single, standard } from "./Page.ts"

const seniorities = ["director", "executive", "individual_contributor", "manager", "vice_president", "unknown"] as const

/** A person. */
export const Person = Schema.Struct({
  id: PersonId,
  created_at: instant,
  updated_at: instant,
  last_contacted_at: instant,
  last_replied_at: instant,
  first_name: text("Jane"),
  last_name: text("Roe"),
  /** The name or, without one, the email address. */
  display_name: text("Jane Roe"),
  email_address: text("jane.roe@example.com"),
  full_email_address: text('"Jane Roe" <jane.roe@example.com>'),
  secondary_email_address: text("jane@example.org"),
  personal_email_address: text("jane@example.net"),
  phone: text("+15550100"),
  phone_extension: text("12"),
  home_phone: text("+15550101"),
  mobile_phone: text("+15550102"),
  linkedin_url: text("https://linkedin.example.com/in/jane-roe"),
  title: text("Head of Examples"),
  city: text("Springfield"),
  state: text("IL"),
  country: text("United States"),
  work_city: text("Springfield"),
  work_state: text("IL"),
  work_country: text("United States"),
  crm_id: text("003000000000000AAA"),
  crm_url: text("https://crm.example.com/contacts/003000000000000AAA"),
  crm_object_type: text("Contact"),
  owner_crm_id: text("005000000000000AAA"),
  person_company_name: text("Example Ltd"),
  person_company_website: text("https://www.example.com"),
  person_company_industry: text("Technology"),
  do_not_contact: flag,
  /** Whether mail to `email_address` has bounced. */
  bouncing: flag,
  /** A time zone: `US/Pacific`, `Europe/London`. */
  locale: text("US/Pacific"),
  /** In minutes. */
  locale_utc_offset: integer(-480),
  eu_resident: flag,
  personal_website: text("https://jane.example.com"),
  twitter_handle: text("@janeroe"),
  last_contacted_type: oneOf("call", "email", "other"),
  job_seniority: oneOf(...seniorities),
  starred: flag,
  untouched: flag,
  /** 1 where the person has a success, else 0. */
  success_count: integer(0),
  /** By name. Only those that have a value are there. */
  custom_fields: custom({ "Lead Source": "Website" }),
  tags: texts("spring"),
  /** What must not be used to reach the person. */
  contact_restrictions: texts("call"),
  counts: group({
    emails_sent: integer(4),
    emails_viewed: integer(3),
    emails_clicked: integer(2),
    emails_replied_to: integer(1),
    emails_bounced: integer(0),
    calls: integer(1)
  }),
  account: reference(AccountId, "accounts"),
  owner: reference(UserId, "users"),
  last_contacted_by: reference(UserId, "users"),
  import: reference(ImportId, "imports"),
  person_stage: reference(PersonStageId, "person_stages"),
  most_recent_cadence: reference(CadenceId, "cadences"),
  last_completed_step_cadence: reference(CadenceId, "cadences"),
  last_completed_step: reference(StepId, "steps"),
  /** Those that the person is on. */
  cadences: references(CadenceId, "cadences")
})
export type Person = typeof Person.Type

/** A person, and whether it is new. */
export const PersonUpsert = Schema.Struct({ person: Person, upsert_type: oneOf("create", "update") })
export type PersonUpsert = typeof PersonUpsert.Type

const optionalText = Schema.optional(Schema.String)

const writable = {
  email_address: Schema.optional(Schema.String.annotate({ examples: ["jane.roe@example.com"] })),
  first_name: optionalText,
  last_name: optionalText,
  phone: optionalText,
  phone_extension: optionalText,
  home_phone: optionalText,
  mobile_phone: optionalText,
  secondary_email_address: optionalText,
  personal_email_address: optionalText,
  title: optionalText,
  city: optionalText,
  state: optionalText,
  country: optionalText,
  work_city: optionalText,
  work_state: optionalText,
  work_country: optionalText,
  person_company_name: optionalText,
  person_company_website: optionalText,
  person_company_industry: optionalText,
  job_seniority: Schema.optional(Schema.Literals(seniorities)),
  /** True takes the person out of all communication and off every cadence. */
  do_not_contact: Schema.optional(Schema.Boolean),
  linkedin_url: optionalText,
  twitter_handle: optionalText,
  personal_website: optionalText,
  /** A time zone: `US/Pacific`, `Europe/London`. */
  locale: optionalText,
  tags: anyOf(Schema.String),
  /** What must not be used to reach the person: `call`, `email` or `message`. */
  contact_restrictions: anyOf(Schema.String.annotate({ examples: ["call"] })),
  /** By name. */
  custom_fields: Schema.optional(Schema.Record(Schema.String, Schema.String)),
  account_id: Schema.optional(AccountId),
  owner_id: Schema.optional(UserId),
  person_stage_id: Schema.optional(PersonStageId),
  import_id: Schema.optional(ImportId),
  /** The lead or contact in Salesforce, 18 characters. Needs `crm_id_type` and the scope `person:set_crm_id`. */
  crm_id: optionalText,
  crm_id_type: Schema.optional(Schema.Literals(["salesforce"]))
}

/**
 * People that pass all of the filters. The document offers it only as a helper of a form's field. For reading all of
 * them, or what has changed, `updated_at` is cheaper than pages far back.
 */
export const list = read("/v2/people", {
  id: "listPeople",
  source: "List people",
  query: {
    "ids[]": anyOf(PersonId),
    updated_at: Schema.optional(Comparison),
    /** `_is_null` finds those without one. */
    "email_addresses[]": anyOf(Schema.String),
    "owned_by_guid[]": anyOf(UserGuid),
    /** `_is_null` finds those without one. */
    "person_stage_id[]": anyOf(PersonStageId),
    "crm_id[]": anyOf(Schema.String),
    /** `_is_null` finds those without one. */
    "owner_crm_id[]": anyOf(Schema.String),
    do_not_contact: Schema.optional(Schema.Boolean),
    can_email: Schema.optional(Schema.Boolean),
    can_call: Schema.optional(Schema.Boolean),
    can_text: Schema.optional(Schema.Boolean),
    "account_id[]": anyOf(AccountId),
    /** By name, which is case-sensitive; the value is not. */
    custom_fields: Schema.optional(Schema.Record(Schema.String, Schema.String)),
    /** `_is_null` finds those without one. */
    "import_id[]": anyOf(ImportId),
    /** `_is_null` finds those without one. */
    "job_seniority[]": anyOf(Schema.String.annotate({ examples: ["director"] })),
    "tag_id[]": anyOf(TagId),
    owner_is_active: Schema.optional(Schema.Boolean),
    /** Those that they are on now. `_is_null` finds people on none. */
    "cadence_id[]": anyOf(CadenceId),
    "starred_by_guid[]": anyOf(UserGuid),
    replied: Schema.optional(Schema.Boolean),
    bounced: Schema.optional(Schema.Boolean),
    success: Schema.optional(Schema.Boolean),
    eu_resident: Schema.optional(Schema.Boolean),
    "title[]": anyOf(Schema.String),
    "country[]": anyOf(Schema.String),
    "state[]": anyOf(Schema.String),
    "city[]": anyOf(Schema.String),
    last_contacted: Schema.optional(Comparison),
    created_at: Schema.optional(Comparison),
    /** Whether nobody has contacted them and they are on no cadence. */
    new: Schema.optional(Schema.Boolean),
    /** Whether they have one. */
    phone_number: Schema.optional(Schema.Boolean),
    /** `Null` finds those without one. */
    "locales[]": anyOf(Schema.String),
    "owner_id[]": anyOf(UserId),
    ...standard(
      "updated_at",
      "created_at",
      "last_contacted_at",
      "name",
      "title",
      "job_seniority",
      "call_count",
      "sent_emails",
      "clicked_emails",
      "replied_emails",
      "viewed_emails",
      "account",
      "cadence_stage_name"
    )
  },
  success: listOf(Person),
  provenance: "public"
})

/** The pages of `list`, and its records, as streams. */
export const { pages, stream } = paged(list)

/** One person. Document: "Get person". */
export const get = read("/v2/people/{id}", {
  id: "getPerson",
  source: "Get person",
  path: { id: PersonId },
  success: single(Person),
  errors: [NotFound]
})

/** By what a new person is told from the others. */
const identified = ({ email_address, last_name, phone }: { readonly [name: string]: unknown }) =>
  email_address !== undefined || (phone !== undefined && last_name !== undefined)
    ? []
    : [{ path: "email_address", problem: "Missing key, unless there are `phone` and `last_name`" }]

/**
 * Creates a person. It needs an `email_address`, or a `phone` and a `last_name`; where another person of the team has
 * them, the answer is a `ValidationFailed`. Document: "Create person".
 */
export const create = post("/v2/people", {
  id: "createPerson",
  source: "Create person",
  body: {
    ...writable,
    /** Whether to add today's date as a tag. Default: false. */
    autotag_date: Schema.optional(Schema.Boolean)
  },
  check: identified,
  example: { email_address: "jane.roe@example.com" },
  success: single(Person),
  safety: "unsafe"
})

/** Changes those fields of a person that are given. Document: "Update person". */
export const update = put("/v2/people/{id}", {
  id: "updatePerson",
  source: "Update person",
  path: { id: PersonId },
  body: writable,
  success: single(Person),
  errors: [NotFound]
})

/** Deletes a person, for good. Document: "Delete person". */
export const remove = del("/v2/people/{id}", {
  id: "deletePerson",
  source: "Delete person",
  path: { id: PersonId },
  success: Schema.Void,
  errors: [NotFound]
})

/**
 * Changes the person that has the same value under `upsert_key`, or creates one. It fails where several have.
 *
 * Unsafe, though with `upsert_key` a second call would only repeat the first: without it every call creates, and a team
 * may allow duplicates. Document: "Upsert person".
 */
export const upsert = post("/v2/person_upserts", {
  id: "upsertPerson",
  source: "Upsert person",
  body: {
    /** Which field to go by; it must be given as well. `crm_id` needs `crm_id_type`. Default: none, it creates. */
    upsert_key: Schema.optional(Schema.Literals(["id", "crm_id", "email_address"])),
    /** The person to change, for the key `id`. */
    id: Schema.optional(PersonId),
    ...writable
  },
  success: single(PersonUpsert),
  safety: "unsafe"
})

/** Any number of people at once, by way of bulk jobs, as streams; and one that was interrupted, continued. */
export const { bulkUpsert, resumeBulkUpsert } = bulkUpserts(upsert, PersonUpsert)

export type {
  BulkUpsertError,
  BulkUpsertOptions,
  BulkUpsertResult,
  NewJob,
  PersonRecord,
  ResumeOptions
} from "./BulkUpsert.ts"
