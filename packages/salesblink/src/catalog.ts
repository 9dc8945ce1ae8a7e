/** Every SalesBlink operation, in the order of the vendor's document. */
import * as Campaigns from "./Campaigns.ts"
import * as Prospects from "./Prospects.ts"
import * as Team from "./Team.ts"

export { definition } from "./Definition.ts"

export const catalog = [
  Campaigns.search,
  Campaigns.list,
  Campaigns.get,
  Campaigns.pause,
  Campaigns.unpause,
  Prospects.search,
  Prospects.listByCampaign,
  Prospects.get,
  Prospects.add,
  Prospects.update,
  Prospects.unsubscribe,
  Team.list
] as const
