/** Completes rows that a test adds. */
import type { Factories } from "@salesbridge/mock-engine/sandbox"
import type { State } from "./State.ts"
import * as status from "./status.ts"
import * as timestamps from "./timestamps.ts"

export const factories: Factories<State> = {
  links: { AccountId: "accounts", CampaignId: "campaigns", WebhookId: "webhooks" },
  choices: { campaigns: { Status: ["CAMPAIGN_RUNNING", "CAMPAIGN_PAUSED", "CAMPAIGN_STOPPED"] } },
  nullable: { members: ["LastModifiedAt", "CampaignId"] },
  setup: ["accounts"],
  defaults: {
    accounts: () => ({ Status: "ACCOUNT_ACTIVE" }),
    campaigns: () => ({ CampaignName: "Campaign", Status: "CAMPAIGN_STOPPED", IsDraft: false }),
    members: ({ now, state, uuid }, { AccountId, CampaignId, FirstName = "", LastName = "", PublicIdentifier }) => {
      const campaign = state.campaigns[String(CampaignId)] ?? Object.values(state.campaigns)[0]
      const identifier = PublicIdentifier ?? `${FirstName}-${LastName}-${uuid().slice(0, 8)}`.toLowerCase()
      return {
        CampaignId: campaign?.CampaignId ?? null,
        AccountId: AccountId ?? campaign?.AccountId ?? Number(Object.keys(state.accounts)[0]),
        Status: status.pending,
        FirstName,
        LastName,
        Location: "",
        Occupation: "",
        Company: "",
        PublicIdentifier: identifier,
        MemberUrl: `https://www.linkedin.com/in/${identifier}`,
        AddedAt: timestamps.local(now),
        LastModifiedAt: timestamps.local(now),
        LinkedInMemberId: 1_235_000_000 + state.next.members,
        Distance: "DISTANCE_2",
        IsMuted: false
      }
    }
  }
}
