/** Every SalesBlink operation: those of version 1.0.0 in the order of the vendor's pages, then the legacy ones in theirs. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

export const catalog = Catalog.make(resources, [
  "Authentication",
  "Billing",
  "Lists",
  "Leads",
  "Templates",
  "Inbox",
  "Sequences",
  "Users",
  "Senders",
  "SenderOAuth",
  "Folders",
  "Activity",
  "Workspaces",
  "InboxPlacement",
  "Reports",
  "Domains",
  "Signatures",
  "DoneForYou",
  "Warmup",
  "ApiKeys",
  "Analytics",
  "Blocklist",
  "Account",
  "Campaigns",
  "Prospects",
  "Team"
])
