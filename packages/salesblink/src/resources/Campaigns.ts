/** Legacy: outreach campaigns. */
import * as Schema from "effect/Schema"
import { LegacyResponse, envelope, list as listOf, oneOrList, open } from "../LegacyEnvelope.ts"
import { CampaignID } from "../Ids.ts"
import { get as read, type InputOf, post } from "../LegacyOperation.ts"

/**
 * A campaign. The API reference promises a `campaignID` and "other campaign information", but shows neither. Other
 * fields are kept.
 */
export class Campaign extends Schema.Opaque<Campaign>()(open({ campaignID: Schema.optional(CampaignID) })) {}

/** Campaigns whose name contains the term, which must not be empty. API reference: "Search Campaign". */
export const search = read<SearchInput>()("/api/campaign", {
  id: "searchCampaign",
  source: "Search Campaign",
  query: { term: Schema.NonEmptyString.annotate({ examples: ["campaign_name"] }) },
  success: envelope(listOf(Campaign))
})
export interface SearchInput extends InputOf<typeof search> {}

/** Every campaign that the key can access, all at once: there is no paging. API reference: "Get All Campaigns". */
export const list = read("/api/campaigns", {
  id: "getAllCampaigns",
  source: "Get All Campaigns",
  success: envelope(listOf(Campaign))
})

/** One campaign. API reference: "Get a Specific Campaign". */
export const get = read<GetInput>()("/api/campaign/{campaignID}", {
  id: "getCampaign",
  source: "Get a Specific Campaign",
  path: { campaignID: CampaignID },
  success: envelope(oneOrList(Campaign))
})
export interface GetInput extends InputOf<typeof get> {}

/** Pauses a campaign. Idempotent: it sets a state. API reference: "Pause a Campaign". */
export const pause = post<PauseInput>()("/api/campaign-status", {
  id: "pauseCampaign",
  source: "Pause a Campaign",
  body: { campaignID: CampaignID },
  constantBody: { pause: true },
  success: LegacyResponse,
  safety: "idempotent"
})
export interface PauseInput extends InputOf<typeof pause> {}

/** Resumes a paused campaign. Idempotent: it sets a state. API reference: "UnPause a Campaign". */
export const unpause = post<UnpauseInput>()("/api/campaign-status", {
  id: "unpauseCampaign",
  source: "UnPause a Campaign",
  body: { campaignID: CampaignID },
  constantBody: { pause: false },
  success: LegacyResponse,
  safety: "idempotent"
})
export interface UnpauseInput extends InputOf<typeof unpause> {}
