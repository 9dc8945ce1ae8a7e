/** Numbers per campaign. */
import * as Schema from "effect/Schema"
import { CampaignNotFound } from "../Errors.ts"
import { CampaignId } from "../Ids.ts"
import { MicrosoftInstant } from "../Instant.ts"
import { get as read, type InputOf } from "../Operation.ts"

const count = (example: number) => Schema.Int.annotate({ examples: [example] })

/** How many of a campaign's contacts are where. */
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
    /** Of unknown unit: the document shows 3.5381 without a word. */
    Elapsed: Schema.NullOr(Schema.Number.annotate({ examples: [3.5381] }))
  })
) {}

/**
 * The statistics of a campaign, from `app.salesflow.io`.
 *
 * `isForceRequest` counts anew instead of answering from a cache; it is in the vendor's help centre and not in
 * this revision of the document. Fails with `CampaignNotFound` (404). Document: "GetCampaignStatistics".
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
