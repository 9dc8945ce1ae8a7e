/** The statistics of campaigns. */
import * as Schema from "effect/Schema"
import { CampaignNotFound } from "../Errors.ts"
import { CampaignId } from "../Ids.ts"
import { MicrosoftInstant } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"

const count = (example: number) => Schema.Int.annotate({ examples: [example] })

/** How many contacts of a campaign have reached each state. */
export class CampaignStatistics extends Schema.Opaque<CampaignStatistics>()(
  Schema.Struct({
    CampaignId,
    Total: count(555),
    InMails: count(0),
    Imported: count(2),
    Connections: count(1),
    Messages: count(0),
    Pending: count(552),
    Replies: count(0),
    Withdrawn: count(0),
    Invitations: count(0),
    UpdatedAt: Schema.NullOr(MicrosoftInstant),
    /** The unit is not documented. The API reference shows 3.5381. */
    Elapsed: Schema.NullOr(Schema.Number.annotate({ examples: [3.5381] }))
  })
) {}

/**
 * The statistics of a campaign, from `app.salesflow.io`.
 *
 * `isForceRequest` counts again instead of using a cache. It is described in the vendor's help center, but not in this
 * revision of the API reference. Fails with `CampaignNotFound` (404). API reference: "GetCampaignStatistics".
 */
export const get = read<GetInput>()("/api/statistics/GetCampaignStatistics", {
  id: "getCampaignStatistics",
  source: "GetCampaignStatistics",
  query: {
    campaignId: CampaignId,
    isForceRequest: Schema.optional(Schema.Boolean.annotate({ examples: [true] }))
  },
  success: CampaignStatistics,
  errors: [CampaignNotFound],
  server: "app"
})
export interface GetInput extends InputOf<typeof get> {}
