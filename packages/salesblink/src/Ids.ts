/** SalesBlink's identifiers, texts of unknown form and never empty, each of its own type so that none stands for another. */
import * as Schema from "effect/Schema"

/** A campaign. */
export const CampaignID = Schema.NonEmptyString.annotate({
  examples: ["5f0c1d7e9b3a4c2d8e6f7a10"]
}).pipe(Schema.brand("SalesBlinkCampaignID"))
export type CampaignID = typeof CampaignID.Type

/** A prospect. */
export const ProspectID = Schema.NonEmptyString.annotate({
  examples: ["5f0c1d7e9b3a4c2d8e6f7b20"]
}).pipe(Schema.brand("SalesBlinkProspectID"))
export type ProspectID = typeof ProspectID.Type
