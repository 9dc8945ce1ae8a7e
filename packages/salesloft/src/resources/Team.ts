/** The team of the token's user. */
import * as Schema from "effect/Schema"
import { boolean, dictionary, instant, integer, oneOf, string } from "../Field.ts"
import { Id } from "../Ids.ts"
import { get as read } from "../Operation.ts"
import { single } from "../Page.ts"

/** A team and its settings. */
export class Team extends Schema.Opaque<Team>()(
  Schema.Struct({
    id: Id,
    created_at: instant,
    updated_at: instant,
    name: string("Example Ltd"),
    plan: oneOf("group", "professional", "enterprise"),
    plan_features: dictionary,
    /** The number of seats. */
    license_limit: integer(10),
    deactivated: boolean,
    /** Whether members of a group see only the group's data. */
    group_privacy_setting: oneOf("group_public", "all_public"),
    team_visibility_default: oneOf("public", "private"),
    allow_automated_email_steps: boolean,
    /** The limit for each member. */
    email_daily_limit: integer(500),
    click_tracking_default: boolean,
    custom_tracking_domain: string("links.example.com"),
    /** Whether calls need a disposition, or a sentiment. */
    dispositions_required: boolean,
    sentiments_required: boolean,
    call_recording_disabled: boolean,
    record_by_default: boolean,
    local_dial_enabled: boolean,
    /** For Salesloft's own use. */
    _private_fields: dictionary
  })
) {}

/** The team. */
export const get = read("/v2/team", {
  id: "getTeam",
  source: "Get current team",
  success: single(Team),
  provenance: "public"
})
