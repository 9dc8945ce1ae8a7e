/** A contact as input of calls. */
import * as Schema from "effect/Schema"

const text = (example: string) => Schema.optional(Schema.NullOr(Schema.String.annotate({ examples: [example] })))

/**
 * The fields that calls can set. Null clears a field: this is not documented, but responses have null for missing
 * values.
 */
export const details = {
  first_name: text("Jane"),
  last_name: text("Roe"),
  company_name: text("Example Ltd"),
  /** The member's id in LinkedIn. */
  ln_id: text("ACoAAA0000000EXAMPLE"),
  /** The member's id in Sales Navigator. */
  sn_id: text("ACwAAA0000000EXAMPLE"),
  /** The last part of the profile's URL. */
  linkedin: text("jane-roe-123456"),
  email: text("jane.roe@example.com"),
  about: text("Some facts about Jane"),
  domain: text("example.com"),
  headline: text("Sales & Partner Manager at Example Ltd"),
  position: text("Sales & Partner Manager"),
  raw_address: text("Oslo, Oslo, Norway")
}

/** A LinkedIn member: the last part of the profile's URL, or the member's id. */
const LinkedInId = Schema.String.annotate({ examples: ["jane-roe-123456"] })

/** Values of the team's custom fields, by name. */
export const CustomFields = Schema.Record(Schema.String, Schema.Json).annotate({ examples: [{ Gender: "Female" }] })

/** A contact that is identified by its LinkedIn member. */
export class IdentifiedContact extends Schema.Opaque<IdentifiedContact>()(
  Schema.Struct({ linkedin_id: LinkedInId, ...details })
) {}

/** A new contact. */
export class NewContact extends Schema.Opaque<NewContact>()(
  Schema.Struct({
    linkedin_id: Schema.optional(LinkedInId),
    ...details,
    custom_fields: Schema.optional(CustomFields)
  })
) {}
