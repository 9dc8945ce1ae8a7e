/** The posts to webhooks when something happens to a member ("Webhooks"). */
import * as timestamps from "./timestamps.ts"
import * as index from "./memberIndex.ts"
import type { Member, SalesflowContext, State } from "./State.ts"
import * as status from "./status.ts"

/** A `runOn` of AttachWebhook. */
export const memberConnected = 1
export const replyDetected = 2
export const invitationWithdrawn = 7

const events: Readonly<Record<number, { readonly name: string; readonly runOn: string }>> = {
  [memberConnected]: { name: "MEMBER_CONNECTED", runOn: "INTEGRATION_RUN_ON_CONNECTED" },
  // Guess: the API reference shows the payload of MEMBER_CONNECTED only.
  [replyDetected]: { name: "REPLY_DETECTED", runOn: "INTEGRATION_RUN_ON_REPLY_DETECTED" },
  [invitationWithdrawn]: { name: "INVITATION_WITHDRAWN", runOn: "INTEGRATION_RUN_ON_INVITATION_WITHDRAWN" }
}

/** Posts to every webhook that is attached to the member's campaign for this event. */
export const trigger = ({ deliver, state }: SalesflowContext, member: Member, runOn: number): void => {
  // "Not called if a given contact is muted."
  if (runOn === replyDetected && member.IsMuted) return
  for (const { CampaignId, RunOn, WebhookId } of Object.values(state.webhookCampaigns)) {
    if (CampaignId !== member.CampaignId || RunOn !== runOn) continue
    const { DisableForMutedContacts, Url } = state.webhooks[WebhookId]!
    if (DisableForMutedContacts === true && member.IsMuted) continue
    // Guess: one attempt; the API reference does not mention retries.
    deliver({ event: events[runOn]!.name, url: Url, body: payload(state, member, runOn) })
  }
}

/** As in the data sample of the API reference. Unknown text fields are empty, and other unknown fields are absent. */
const payload = (state: State, member: Member, runOn: number) => {
  const { AccountEmail, FirstName, LastName } = state.accounts[member.AccountId]!
  return {
    IntegrationType: "INTEGRATION_TYPE_WEBHOOK",
    IntegrationRunOn: events[runOn]!.runOn,
    MemberId: member.MemberId,
    LinkedInMemberId: member.LinkedInMemberId,
    FirstName: member.FirstName,
    LastName: member.LastName,
    Occupation: member.Occupation,
    Company: member.Company,
    Location: member.Location,
    PhoneNumber: member.Phone ?? "",
    Email: member.Email ?? "",
    Address: "",
    DateAdded: timestamps.zoned(member.AddedAt),
    ...(member.ConnectedAt !== null && { ConnectedAt: timestamps.zoned(member.ConnectedAt) }),
    MemberUrl: member.MemberUrl,
    Industry: member.Industry ?? "",
    Distance: member.Distance,
    CurrentPosition: member.Occupation.replace(/ at .*$/, ""),
    Status: status.text(member.Status),
    HasReply: member.HasReply,
    IsMuted: member.IsMuted,
    IsSeen: false,
    ConnectionsCount: member.ConnectionsCount,
    FollowersCount: member.ConnectionsCount,
    IsSalesNavigator: false,
    LinkedInAccount: { FirstName, LastName, Username: AccountEmail },
    ...Object.fromEntries(Array.from({ length: 10 }, (_, position) => [`Custom${position + 1}`, ""])),
    MemberActionsFormatted: member.Actions.map(({ At, Kind, Text }) => {
      const who = Kind === "Reply" ? `${member.FirstName} ${member.LastName}`.trim() : Kind
      return `<p>${escape(who)} [${timestamps.spoken(At)}]: ${escape(Text)}</p>`
    }).join("\r\n\r\n"),
    MemberCampaigns: index
      .ofIdentifier(state, member.AccountId, member.PublicIdentifier)
      .flatMap(({ CampaignId }) =>
        CampaignId === null ? [] : [{ CampaignName: state.campaigns[CampaignId]!.CampaignName }]
      )
  }
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
