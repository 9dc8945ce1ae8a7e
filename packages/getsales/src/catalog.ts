/** Every GetSales.io operation: those of version 3.0 in the order of the API reference, then webhooks. */
import { Catalog } from "@salesbridge/core"
import * as resources from "./resources.ts"

export { definition } from "./Definition.ts"

/** The sources of the operations, and those that have no function. */
export const coverage: Catalog.Coverage = {
  lookedAt: "2026-11-28",
  sources: ["https://api.getsales.io, version 3.0", "public clients, for webhooks"],
  missing: [
    {
      what: "companies, tags, pipeline stages, custom fields, notes, tasks and mailboxes",
      why: "only newer pages and a white-label of the same API have them, with different paths"
    },
    { what: "get, update and test of a webhook", why: "only a white-label of the same API has them" }
  ]
}

/** An operation of the catalog. */
export type CatalogOperation = Catalog.OperationOf<typeof resources>

export const catalog: ReadonlyArray<CatalogOperation> = Catalog.make(resources, [
  "Contacts",
  "Automations",
  "LinkedInMessages",
  "Emails",
  "SenderProfiles",
  "Lists",
  "Webhooks"
])
