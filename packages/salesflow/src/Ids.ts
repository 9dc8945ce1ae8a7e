/** Salesflow's identifiers. Each has its own type, so they cannot be confused. */
import * as Schema from "effect/Schema"

/** A campaign. */
export const CampaignId = Schema.Int.annotate({ examples: [456] }).pipe(Schema.brand("SalesflowCampaignId"))
export type CampaignId = typeof CampaignId.Type

/** A contact in a campaign. */
export const MemberId = Schema.Int.annotate({ examples: [46875434] }).pipe(Schema.brand("SalesflowMemberId"))
export type MemberId = typeof MemberId.Type

/** A LinkedIn account that campaigns send from. */
export const AccountId = Schema.Int.annotate({ examples: [10] }).pipe(Schema.brand("SalesflowAccountId"))
export type AccountId = typeof AccountId.Type

/** A webhook. */
export const WebhookId = Schema.Int.annotate({ examples: [789] }).pipe(Schema.brand("SalesflowWebhookId"))
export type WebhookId = typeof WebhookId.Type

/** The attachment of a webhook to a campaign. `Webhooks.detach` takes it. */
export const WebhookCampaignId = Schema.Int.annotate({ examples: [17745] }).pipe(
  Schema.brand("SalesflowWebhookCampaignId")
)
export type WebhookCampaignId = typeof WebhookCampaignId.Type

/** The last part of a LinkedIn profile's URL. Never empty. */
export const PublicIdentifier = Schema.NonEmptyString.annotate({ examples: ["identity100"] }).pipe(
  Schema.brand("SalesflowPublicIdentifier")
)
export type PublicIdentifier = typeof PublicIdentifier.Type
