/** Every Salesflow operation, in the order of the vendor's document (revision 1.9). */
import * as Accounts from "./Accounts.ts"
import * as Campaigns from "./Campaigns.ts"
import * as Members from "./Members.ts"
import * as Statistics from "./Statistics.ts"
import * as Webhooks from "./Webhooks.ts"

export { definition } from "./Definition.ts"

export const catalog = [
  Statistics.get,
  Members.importMember,
  Members.update,
  Members.get,
  Members.getByPublicIdentifier,
  Members.remove,
  Members.listBatchByPublicIdentifiers,
  Members.listByCampaign,
  Campaigns.list,
  Campaigns.start,
  Accounts.list,
  Webhooks.create,
  Webhooks.remove,
  Webhooks.list,
  Webhooks.attach,
  Webhooks.detach
] as const
