/** ListCampaigns and Start campaign. */
import * as timestamps from "./timestamps.ts"
import * as index from "./memberIndex.ts"
import * as outreach from "./outreach.ts"
import { acknowledged, failure, ok } from "./responses.ts"
import { ofAccount, ofCampaign } from "./selection.ts"
import type { Campaign, State } from "./State.ts"

export const listCampaigns = ofAccount(({ query, state }, accountId) =>
  ok(
    Object.values(state.campaigns)
      .filter(({ AccountId, LastModifiedAt }) => {
        return AccountId === accountId && timestamps.updatedAfter(LastModifiedAt, query["updatedFromDate"])
      })
      .map(({ CampaignId, CampaignName, LastModifiedAt, Status }) => ({
        CampaignId,
        CampaignName,
        Status,
        LastModifiedAt
      }))
  )
)

export const startCampaign = ofCampaign((call, campaign) => {
  if (campaign.Status === "CAMPAIGN_RUNNING") return failure(409, "Campaign is already running.")
  const reason = obstacle(call.state, campaign)
  if (reason !== undefined) return failure(422, reason)
  outreach.start(call, campaign)
  return acknowledged("Campaign has been started.")
})

/** Why a campaign cannot be started: null if Salesflow gives no reason, undefined if it can be started. */
const obstacle = (state: State, { AccountId, CampaignId, IsDraft }: Campaign): string | null | undefined => {
  // Guess: the API reference says that the message can contain a reason and names none.
  if (state.accounts[AccountId]!.Status !== "ACCOUNT_ACTIVE") return "LinkedIn account is not active."
  if (index.ofCampaign(state, CampaignId).length === 0) return "Campaign has no members."
  return IsDraft ? null : undefined
}
