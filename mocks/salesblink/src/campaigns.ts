/** Search Campaign, Get All Campaigns, Get a Specific Campaign, Pause and UnPause a Campaign. */
import { mayUse, ofCampaign } from "./access.ts"
import { answer, done } from "./responses.ts"
import type { Campaign, SalesBlinkCall } from "./State.ts"
import * as tasks from "./tasks.ts"

// Guess: the API reference promises campaignID "and other campaign information", without a sample.
const shown = ({ campaignID, date_created, name, owned_by, paused }: Campaign) => ({
  campaignID,
  name,
  paused,
  owned_by,
  date_created
})

const accessible = (call: SalesBlinkCall): ReadonlyArray<Campaign> =>
  Object.values(call.state.campaigns).filter((campaign) => mayUse(call, campaign))

export const getAllCampaigns = (call: SalesBlinkCall) => answer(accessible(call).map(shown))

export const searchCampaign = (call: SalesBlinkCall) => {
  // Guess: case does not matter.
  const term = (call.query["term"] as string).toLowerCase()
  return answer(
    accessible(call)
      .filter(({ name }) => name.toLowerCase().includes(term))
      .map(shown)
  )
}

export const getCampaign = ofCampaign((_, campaign) => answer(shown(campaign)))

/** Guess: pausing a campaign that is already paused succeeds. */
export const setCampaignStatus = ofCampaign((call, campaign) => {
  const wasPaused = campaign.paused
  campaign.paused = call.body.pause
  if (wasPaused && !campaign.paused) tasks.catchUp(call, campaign)
  return done
})
