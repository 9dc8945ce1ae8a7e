/** Outreach campaigns. */
import { OpenLiterals } from "@salesbridge/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Acknowledgement } from "../Acknowledgement.ts"
import { CampaignAlreadyRunning, CampaignCannotStart, CampaignNotFound } from "../Errors.ts"
import { CampaignId } from "../Ids.ts"
import { LocalInstant } from "../Instant.ts"
import { get, type InputOf, post } from "../Operation.ts"
import { orNull } from "../Text.ts"

/** Running; waiting for its scheduled time; or stopped, and never started automatically. */
export const CampaignStatus = OpenLiterals(["CAMPAIGN_RUNNING", "CAMPAIGN_PAUSED", "CAMPAIGN_STOPPED"])
export type CampaignStatus = typeof CampaignStatus.Type

/** A campaign. */
export class Campaign extends Schema.Opaque<Campaign>()(
  Schema.Struct({
    CampaignId,
    /** Null if missing: a campaign without a name must not fail the whole list. */
    CampaignName: orNull("Sales").pipe(Schema.withDecodingDefaultKey(Effect.succeed(null))),
    Status: CampaignStatus,
    /** Null if it never happened. */
    LastModifiedAt: Schema.NullOr(LocalInstant)
  })
) {}

/**
 * The account's campaigns, all at once: there is no paging.
 *
 * `updatedFromDate` selects those that were updated after it. API reference: "ListCampaigns".
 */
export const list = get<ListInput>()("/api/campaigns/list-campaigns", {
  id: "listCampaigns",
  source: "ListCampaigns",
  query: { updatedFromDate: Schema.optional(LocalInstant) },
  success: Schema.Array(Campaign)
})
export interface ListInput extends InputOf<typeof list> {}

/**
 * Starts a campaign.
 *
 * Fails with `CampaignNotFound` (404), `CampaignAlreadyRunning` (409) or `CampaignCannotStart` (422, with the vendor's
 * `reason`). API reference: "Start campaign".
 */
export const start = post<StartInput>()("/api/campaigns/start", {
  id: "startCampaign",
  source: "Start campaign",
  query: { campaignId: CampaignId },
  constantBody: {},
  success: Acknowledgement,
  errors: [CampaignNotFound, CampaignAlreadyRunning, CampaignCannotStart],
  safety: "unsafe"
})
export interface StartInput extends InputOf<typeof start> {}
