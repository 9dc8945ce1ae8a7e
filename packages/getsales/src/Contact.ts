/** A contact in responses, alone or with information about the conversations with it. */
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"
import { anyList, field, instant, integer, oneOf, string, strings } from "./Field.ts"
import { LeadUuid, ListUuid, SenderProfileUuid } from "./Ids.ts"

const Position = Schema.Struct({
  title: string("Sales & Partner Manager"),
  company: string("Example Ltd"),
  /** Some responses have this instead of `company`. */
  company_name: string("Example Ltd"),
  /** Some responses have this instead of `title`. */
  position: string("Sales & Partner Manager"),
  start_date: string("2020-01"),
  end_date: string("2022-06")
})

/** A list of addresses, as in version 3.0, or one place, as in newer responses. */
const Location = Schema.Union([
  Schema.Array(Schema.Struct({ address_string: string("Oslo, Oslo, Norway") })),
  Schema.Struct({ city: string("Oslo"), region: string("Oslo"), country: string("Norway") })
])

/** A contact, called `lead` in calls and fields. */
export class Contact extends Schema.Opaque<Contact>()(
  Schema.Struct({
    uuid: LeadUuid,
    team_id: integer(1),
    user_id: integer(1),
    sender_profile_uuid: field(SenderProfileUuid),
    list_uuid: field(ListUuid),
    data_source_uuid: string("uuid-uuid-uuid-uuid-example"),
    pipeline_stage_uuid: string("uuid-uuid-uuid-uuid-example"),
    company_uuid: string("uuid-uuid-uuid-uuid-example"),
    name: string("Jane Roe"),
    first_name: string("Jane"),
    last_name: string("Roe"),
    company_name: string("Example Ltd"),
    company_ln_id: string("98"),
    position: string("Sales & Partner Manager"),
    headline: string("Sales & Partner Manager at Example Ltd"),
    about: string("Some facts about Jane"),
    avatar_url: string("https://www.example.com/jane.png"),
    /** The member's id in LinkedIn. */
    ln_id: string("ACoAAA0000000EXAMPLE"),
    /** The member's id in Sales Navigator. */
    sn_id: string("ACwAAA0000000EXAMPLE"),
    /** The last part of the profile's URL. */
    linkedin: string("jane-roe-123456"),
    facebook: string("jane.roe"),
    twitter: string("janeroe"),
    work_email: string("jane.roe@example.com"),
    personal_email: string("jane@example.org"),
    work_phone_number: string("+123456789"),
    personal_phone_number: string("+123456789"),
    connections_number: integer(500),
    followers_number: integer(1000),
    primary_language: string("en"),
    supported_languages: strings("en"),
    /** 1 or 0. */
    has_open_profile: integer(1),
    /** 1 or 0. */
    has_verified_profile: integer(1),
    /** 1 or 0. */
    has_premium: integer(0),
    experience: field(Schema.Array(Position)),
    posts: field(Schema.Array(Schema.Struct({ content: string("Hello"), date: string("2022-12-11") }))),
    educations: field(
      Schema.Array(
        Schema.Struct({
          school: string("Example University"),
          degree: string("Bachelor"),
          field_of_study: string("Marketing"),
          start_year: field(Schema.Union([Schema.Int, Schema.String])),
          end_year: field(Schema.Union([Schema.Int, Schema.String]))
        })
      )
    ),
    skills: anyList,
    raw_address: string("Oslo, Oslo, Norway"),
    location: field(Location),
    /** The UUIDs of the tags. */
    tags: strings("uuid-uuid-uuid-uuid-example"),
    status: oneOf("ok", "failed_validation", "no_contact_data", "duplicate"),
    linkedin_status: oneOf("active", "ok", "need_enrichment", "enrichment_failed", "no_data", "blocked"),
    email_status: oneOf("verified", "ok", "need_search", "no_data", "unsubscribed"),
    unread_counts: field(Schema.Array(Schema.Struct({ category: string("linkedin"), count: integer(1) }))),
    last_automation_approve_at: instant,
    created_at: instant,
    updated_at: instant
  })
) {}

/** The conversation between a contact and a sender profile. */
export class Marker extends Schema.Opaque<Marker>()(
  Schema.Struct({
    sender_profile_uuid: field(SenderProfileUuid),
    last_message_type: oneOf("inbox", "outbox"),
    linkedin_messages_inbox_count: integer(1),
    linkedin_messages_sent_count: integer(2),
    linkedin_read_count: integer(1),
    linkedin_last_connection_sent_at: instant,
    linkedin_last_connection_accepted_at: instant
  })
) {}

/**
 * A contact that comes alone, as documented, or as `lead` with its markers, as in aggregated responses. Decodes to the
 * contact alone; the markers are not read.
 */
export const ContactAnswer = Schema.Union([Schema.Struct({ lead: Contact }), Contact]).pipe(
  Schema.decodeTo(
    Schema.toType(Contact),
    SchemaTransformation.transform({
      decode: (answer) => ("lead" in answer ? answer.lead : answer),
      encode: (contact) => contact
    })
  )
)

/** A contact that was found, with its markers. They are empty if the response has none. */
export class FoundContact extends Schema.Opaque<FoundContact>()(
  Schema.Struct({
    lead: Schema.toType(Contact),
    markers: Schema.Array(Schema.toType(Marker))
  })
) {}

/** A contact that comes alone or with its markers. Decodes to the contact with a list of markers. */
export const FoundContactAnswer = Schema.Union([
  Schema.Struct({ lead: Contact, markers: field(Schema.Array(Marker)) }),
  Contact
]).pipe(
  Schema.decodeTo(
    FoundContact,
    SchemaTransformation.transform({
      decode: (answer) =>
        "lead" in answer ? { lead: answer.lead, markers: answer.markers ?? [] } : { lead: answer, markers: [] },
      encode: (found) => found
    })
  )
)
