/** GetCampaignStatistics. */
import * as timestamps from "./timestamps.ts"
import * as index from "./memberIndex.ts"
import { ok } from "./responses.ts"
import { ofCampaign } from "./selection.ts"
import type { Action, Member } from "./State.ts"
import * as status from "./status.ts"

/**
 * Counted again for each call, so `isForceRequest` changes nothing.
 *
 * In the sample of the API reference the statuses add up to Total, so each member is counted by its current status:
 * Invitations are those without a reply.
 */
export const getCampaignStatistics = ofCampaign(({ now, state }, { CampaignId }) => {
  const members = index.ofCampaign(state, CampaignId)
  const standing = (bit: number) => members.filter((member) => status.has(member, bit)).length
  return ok({
    CampaignId,
    Total: members.length,
    InMails: actionCount(members, "InMail"),
    Imported: standing(status.imported),
    Connections: standing(status.connected),
    Messages: actionCount(members, "Message"),
    Pending: standing(status.pending),
    Replies: members.filter(({ HasReply }) => HasReply).length,
    Withdrawn: standing(status.withdrawn),
    Invitations: standing(status.invitationSent),
    UpdatedAt: timestamps.microsoft(now()),
    // Guess: of unknown unit; grows with the count, at the rate of the API reference's sample.
    Elapsed: Math.round(members.length * 63.75) / 10_000
  })
})

const actionCount = (members: ReadonlyArray<Member>, kind: Action["Kind"]): number =>
  members.reduce((count, { Actions }) => count + Actions.filter(({ Kind }) => Kind === kind).length, 0)
