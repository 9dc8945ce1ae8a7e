/** A person in responses, and the fields of a person that can be written. */
import * as Schema from "effect/Schema"
import { boolean, custom, group, instant, integer, oneOf, reference, references, string, strings } from "./Field.ts"
import { AccountId, CadenceId, ImportId, PersonId, PersonStageId, StepId, UserId } from "./Ids.ts"
import { anyOf } from "./Page.ts"

const seniorities = ["director", "executive", "individual_contributor", "manager", "vice_president", "unknown"] as const

/** A person. */
export class Person extends Schema.Opaque<Person>()(
  Schema.Struct({
    id: PersonId,
    created_at: instant,
    updated_at: instant,
    last_contacted_at: instant,
    last_replied_at: instant,
    first_name: string("Jane"),
    last_name: string("Roe"),
    /** The name or, if it is missing, the email address. */
    display_name: string("Jane Roe"),
    email_address: string("jane.roe@example.com"),
    full_email_address: string('"Jane Roe" <jane.roe@example.com>'),
    secondary_email_address: string("jane@example.org"),
    personal_email_address: string("jane@example.net"),
    phone: string("+15550100"),
    phone_extension: string("12"),
    home_phone: string("+15550101"),
    mobile_phone: string("+15550102"),
    linkedin_url: string("https://linkedin.example.com/in/jane-roe"),
    title: string("Head of Examples"),
    city: string("Springfield"),
    state: string("IL"),
    country: string("United States"),
    work_city: string("Springfield"),
    work_state: string("IL"),
    work_country: string("United States"),
    crm_id: string("003000000000000AAA"),
    crm_url: string("https://crm.example.com/contacts/003000000000000AAA"),
    crm_object_type: string("Contact"),
    owner_crm_id: string("005000000000000AAA"),
    account_crm_id: string("001000000000000AAA"),
    person_company_name: string("Example Ltd"),
    person_company_website: string("https://www.example.com"),
    person_company_industry: string("Technology"),
    do_not_contact: boolean,
    /** Whether email to `email_address` has bounced. */
    bouncing: boolean,
    /** A time zone: `US/Pacific`, `Europe/London`. */
    locale: string("US/Pacific"),
    /** In minutes. */
    locale_utc_offset: integer(-480),
    eu_resident: boolean,
    personal_website: string("https://jane.example.com"),
    twitter_handle: string("@janeroe"),
    last_contacted_type: oneOf("call", "email", "other"),
    job_seniority: oneOf(...seniorities),
    job_function: string("Operations"),
    /** The origin of the import. */
    external_source: string("website"),
    hot_lead: boolean,
    starred: boolean,
    untouched: boolean,
    /** 1 if the person has a success, otherwise 0. */
    success_count: integer(0),
    /** By name. Contains only fields with a value. */
    custom_fields: custom({ "Lead Source": "Website" }),
    tags: strings("spring"),
    /** The channels that must not be used to contact the person. */
    contact_restrictions: strings("call"),
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
    /** The cadences that the person is on. */
    cadences: references(CadenceId, "cadences")
  })
) {}

/** A person, and whether it is new. */
export class PersonUpsert extends Schema.Opaque<PersonUpsert>()(
  Schema.Struct({ person: Person, upsert_type: oneOf("create", "update") })
) {}

/** Null clears a field: this is not documented, but responses have null for missing values. */
const clearable = <S extends Schema.ConstraintCodec<unknown, unknown>>(schema: S) =>
  Schema.optional(Schema.NullOr(schema))
const optionalText = clearable(Schema.String)

/** The fields of a person that can be written. Null clears a string, a seniority or a reference; `[]` clears a list. */
export const writable = {
  email_address: clearable(Schema.String.annotate({ examples: ["jane.roe@example.com"] })),
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
  job_seniority: clearable(Schema.Literals(seniorities)),
  /** True excludes the person from all communication and removes the person from every cadence. */
  do_not_contact: Schema.optional(Schema.Boolean),
  linkedin_url: optionalText,
  twitter_handle: optionalText,
  personal_website: optionalText,
  /** A time zone: `US/Pacific`, `Europe/London`. */
  locale: optionalText,
  tags: anyOf(Schema.String),
  /** The channels that must not be used to contact the person: `call`, `email` or `message`. */
  contact_restrictions: anyOf(Schema.String.annotate({ examples: ["call"] })),
  /** By name. Null clears a value. */
  custom_fields: Schema.optional(Schema.Record(Schema.String, Schema.NullOr(Schema.String))),
  account_id: clearable(AccountId),
  owner_id: clearable(UserId),
  person_stage_id: clearable(PersonStageId),
  import_id: clearable(ImportId),
  /**
   * The 18-character id of the lead or contact in Salesforce. Needs `crm_id_type` and the scope `crm_id_person:write`.
   */
  crm_id: optionalText,
  crm_id_type: Schema.optional(Schema.Literals(["salesforce"]))
}
