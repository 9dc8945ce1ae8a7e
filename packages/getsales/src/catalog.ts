/** Every GetSales.io operation: those of version 3.0 in the order of the vendor's document, then webhooks. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

export const catalog = Catalog.make(resources, [
  "Contacts",
  "Automations",
  "LinkedInMessages",
  "Emails",
  "SenderProfiles",
  "Lists",
  "Webhooks"
])
