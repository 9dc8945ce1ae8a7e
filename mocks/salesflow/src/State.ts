/** What the Salesflow sandbox remembers. Fields that the API shows have the API's names; the others are internal. */
import type { Call, Reply, Context } from "@salesbridge/mock-engine/sandbox"

export interface State {
  /** By AccountId. */
  readonly accounts: Record<string, Account>
  /** By CampaignId. */
  readonly campaigns: Record<string, Campaign>
  /** By MemberId. */
  readonly members: Record<string, Member>
  /** By WebhookId. */
  readonly webhooks: Record<string, Webhook>
  /** By WebhookCampaignId. */
  readonly webhookCampaigns: Record<string, WebhookCampaign>
  /** The next identifiers, by table. */
  readonly next: { members: number; webhooks: number; webhookCampaigns: number }
}

/** A LinkedIn account that campaigns send from. */
export interface Account {
  readonly AccountId: number
  readonly AccountEmail: string
  Status: string
  readonly UserDbId: string
  readonly UserEmail: string
  readonly FirstName: string
  readonly LastName: string
}

export interface Campaign {
  readonly CampaignId: number
  readonly AccountId: number
  readonly CampaignName: string
  Status: "CAMPAIGN_RUNNING" | "CAMPAIGN_PAUSED" | "CAMPAIGN_STOPPED"
  /** Without a time zone; null if it never happened. */
  LastModifiedAt: string | null
  /** When a paused campaign starts by itself. Without a time zone. */
  StartsAt: string | null
  /** A draft has incomplete settings and cannot be started. */
  readonly IsDraft: boolean
}

/** A contact in a campaign. The same person in two campaigns is two members. */
export interface Member {
  readonly MemberId: number
  readonly AccountId: number
  /** Null when its campaign has been deleted. */
  readonly CampaignId: number | null
  /** A bit field: see status.ts. */
  Status: number
  FirstName: string
  LastName: string
  Location: string
  Occupation: string
  Industry: string | null
  Email: string | null
  Phone: string | null
  readonly PublicIdentifier: string
  readonly Company: string
  readonly MemberUrl: string
  /** Without a time zone; null if it never happened. */
  LastModifiedAt: string | null
  /** Without a time zone. */
  readonly AddedAt: string
  /** Without a time zone; null if it never happened. */
  ConnectedAt: string | null
  HasReply: boolean
  IsMuted: boolean
  readonly LinkedInMemberId: number
  readonly Distance: string
  readonly ConnectionsCount: number
  /** The conversation, oldest first. */
  readonly Actions: Array<Action>
}

export interface Action {
  readonly Kind: "Connection message" | "Message" | "InMail" | "Reply"
  /** Without a time zone. */
  readonly At: string
  readonly Text: string
}

export interface Webhook {
  readonly WebhookId: number
  readonly AccountId: number
  readonly Name: string
  readonly Url: string
  readonly DisableForMutedContacts: boolean | null
}

/** A webhook attached to a campaign for one kind of event. */
export interface WebhookCampaign {
  readonly WebhookCampaignId: number
  readonly WebhookId: number
  readonly CampaignId: number
  readonly RunOn: number
}

export type SalesflowCall = Call<State>
export type SalesflowContext = Context<State>
export type Operation = (call: SalesflowCall) => Reply
