/** Every Salesflow operation, in the order of the vendor's document (revision 1.9). */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

export const catalog = Catalog.make(resources, ["Statistics", "Members", "Campaigns", "Accounts", "Webhooks"])
